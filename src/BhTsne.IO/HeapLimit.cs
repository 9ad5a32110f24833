using System.Globalization;

namespace BhTsne.IO;

/// <summary>
/// Whether a large array has a place under a limit of the heap, which a setting of the runtime or a container gives: near it the runtime
/// may end the process by a signal.
/// </summary>
internal static class HeapLimit
{
    /// <summary>What is left for small objects, and for the ends of the regions that the collector divides the heap into.</summary>
    private const long Reserve = 8L << 20;

    private const double MiB = 1 << 20;

    /// <summary>The bytes that the heap may take; null without a limit. The runtime sets the variable in a container, too.</summary>
    private static long? Bytes => GC.GetConfigurationVariables().GetValueOrDefault("GCHeapHardLimit") is long and > 0
        ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes
        : null;

    /// <summary>Whether an array has a place in this process.</summary>
    /// <param name="bytes">Its bytes.</param>
    public static bool HasPlace(long bytes) =>
        Bytes is not { } limit
        || HasPlace(bytes, GC.GetTotalMemory(forceFullCollection: false), limit)
        || HasPlace(bytes, GC.GetTotalMemory(forceFullCollection: true), limit);

    /// <summary>Whether an array has a place.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="held">The bytes that the heap has.</param>
    /// <param name="limit">The bytes that the heap may take; null without a limit.</param>
    public static bool HasPlace(long bytes, long held, long? limit) => limit is not { } most || bytes <= most - held - Reserve;

    /// <summary>Checks that arrays have a place in this process.</summary>
    /// <param name="bytes">Theirs.</param>
    /// <exception cref="InsufficientMemoryException">They have none.</exception>
    public static void Require(long bytes)
    {
        if (!HasPlace(bytes))
        {
            throw Lack(bytes);
        }
    }

    /// <summary>The error for an array that has no place in this process.</summary>
    /// <param name="bytes">Its bytes.</param>
    public static InsufficientMemoryException Lack(long bytes) =>
        new(Fault(bytes, GC.GetTotalMemory(forceFullCollection: false), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes));

    /// <summary>What is wrong and what to do.</summary>
    /// <param name="bytes">The bytes of the array.</param>
    /// <param name="held">The bytes that the heap has.</param>
    /// <param name="limit">The bytes that the heap may take.</param>
    public static string Fault(long bytes, long held, long limit)
    {
        long needed = (long)Math.Ceiling((bytes + held + Reserve) / MiB);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"there is not enough memory to read the points: the limit of the heap must be {needed:N0} MiB or more "
            + $"(DOTNET_GCHeapHardLimit=0x{needed << 20:X}, or a container of {Math.Ceiling(needed / 0.75):N0} MiB), but it is "
            + $"{Math.Floor(limit / MiB):N0}; give fewer points, or raise it");
    }
}
