using System.Globalization;

namespace BhTsne.Cli;

/// <summary>
/// Finds out whether the heap may grow to what a command needs to begin: near its limit the runtime may end the process by a signal.
/// </summary>
internal static class LeastHeap
{
    /// <summary>
    /// Below 8.6 MiB the runtime was seen to end by a signal before the tool began (docs/performance.md, "Foreseen memory"); the rest is a
    /// reserve for what a command holds before it can forecast its need.
    /// </summary>
    public const long Needed = 16L << 20;

    /// <summary>Compares what the heap may take with what a command needs to begin.</summary>
    /// <param name="available">The bytes that the heap may take. A container leaves it 20 MiB or more, so fewer are of a setting.</param>
    /// <returns>What is wrong and what to do; null where there is enough.</returns>
    public static string? FindFault(long available) => available >= Needed ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"there is not enough memory: the limit of the heap must be {Needed >> 20} MiB before a command begins "
        + $"(DOTNET_GCHeapHardLimit=0x{Needed:X}), but it is {Math.Floor(available * 10.0 / (1 << 20)) / 10:N1}; raise it");
}
