using System.Globalization;

namespace BhTsne.IO;

/// <summary>
/// Whether a large array has a place under a limit of the heap, which a setting of the runtime or a container gives: near it the runtime
/// may end the process by a signal.
/// </summary>
internal static class HeapLimit
{
    /// <summary>What is left for small objects, and for the ends of the regions that the collector divides the heap into.</summary>
    private const long Reserve = 4L << 20;

    private const double MiB = 1 << 20;

    private const string Advice =
        "give fewer points, or raise the limit (DOTNET_GCHeapHardLimit, or three quarters of the memory of a container)";

    /// <summary>The bytes that the heap may take; null without a limit. The runtime sets the variable in a container, too.</summary>
    private static long? Bytes => GC.GetConfigurationVariables().GetValueOrDefault("GCHeapHardLimit") is long and > 0
        ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes
        : null;

    /// <summary>Whether an array has a place.</summary>
    /// <param name="bytes">Its bytes.</param>
    public static bool HasPlace(long bytes) =>
        Bytes is not { } limit
        || HasPlace(bytes, GC.GetTotalMemory(forceFullCollection: false), limit)
        || HasPlace(bytes, GC.GetTotalMemory(forceFullCollection: true), limit);

    /// <summary>Whether so many bytes may be added.</summary>
    /// <param name="bytes">The bytes of the array.</param>
    /// <param name="held">The bytes that the heap has.</param>
    /// <param name="limit">The bytes that the heap may take.</param>
    public static bool HasPlace(long bytes, long held, long limit) => bytes <= limit - held - Reserve;

    /// <summary>Requires a place.</summary>
    /// <param name="bytes">The bytes of the array.</param>
    /// <exception cref="InsufficientMemoryException">It has none; the message has the least limit at which it would have one.</exception>
    public static void Require(long bytes)
    {
        if (!HasPlace(bytes))
        {
            throw new InsufficientMemoryException(Fault(bytes, GC.GetTotalMemory(forceFullCollection: false), Bytes ?? 0));
        }
    }

    /// <summary>What is wrong and what to do.</summary>
    /// <param name="bytes">The bytes of the array.</param>
    /// <param name="held">The bytes that the heap has.</param>
    /// <param name="limit">The bytes that the heap may take.</param>
    public static string Fault(long bytes, long held, long limit) => string.Create(
        CultureInfo.InvariantCulture,
        $"there is not enough memory to read the points: the heap would take {Math.Ceiling((bytes + held + Reserve) / MiB):N0} MiB or "
        + $"more, but it may take {Math.Floor(limit / MiB):N0} MiB; {Advice}");
}
