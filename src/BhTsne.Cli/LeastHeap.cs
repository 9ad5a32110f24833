using System.Globalization;

namespace BhTsne.Cli;

/// <summary>
/// Finds out whether the heap may grow to what every command needs: near its limit the runtime may end the process by a signal.
/// </summary>
internal static class LeastHeap
{
    /// <summary>
    /// Below 8.6 MiB the runtime was seen to end by a signal before the tool began (docs/performance.md, "Foreseen memory"); the rest is a
    /// reserve for what a command holds before it can forecast its need.
    /// </summary>
    public const long Needed = 16L << 20;

    /// <summary>Compares what the heap may take with what every command needs.</summary>
    /// <param name="available">The bytes that the heap may take: of the machine, of a container, or by a setting of the runtime.</param>
    /// <returns>What is wrong and what to do; null where there is enough.</returns>
    public static string? FindFault(long available) => available >= Needed ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"there is not enough memory: the heap may take {(double)available / (1 << 20):N1} MiB, but every command needs "
        + $"{Needed >> 20} MiB; raise the limit (of the container, or DOTNET_GCHeapHardLimit, a hexadecimal number of bytes)");
}
