using System.Globalization;

namespace BhTsne.IO;

/// <summary>Whether a large array has a place under a limit of the heap: near it the runtime may end the process by a signal.</summary>
internal static class HeapLimit
{
    /// <summary>What is left for small objects, and for the ends of the regions that the collector divides the heap into.</summary>
    private const long Reserve = 4L << 20;

    private const double MiB = 1 << 20;

    /// <summary>Requires a place where the runtime was given a limit (DOTNET_GCHeapHardLimit).</summary>
    /// <param name="bytes">The bytes of the array.</param>
    /// <exception cref="InsufficientMemoryException">It has none; the message says how much was needed.</exception>
    public static void Require(long bytes)
    {
        if (GC.GetConfigurationVariables().GetValueOrDefault("GCHeapHardLimit") is not (long and > 0))
        {
            return;
        }

        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (!HasPlace(bytes, GC.GetTotalMemory(forceFullCollection: false), available)
            && !HasPlace(bytes, GC.GetTotalMemory(forceFullCollection: true), available))
        {
            throw new InsufficientMemoryException(string.Create(
                CultureInfo.InvariantCulture,
                $"there is not enough memory to read the points: {bytes / MiB:N1} MiB are needed at once, but the heap may take "
                + $"{available / MiB:N1}; give fewer points, or raise the limit (DOTNET_GCHeapHardLimit)"));
        }
    }

    /// <summary>Whether so many bytes may be added.</summary>
    /// <param name="bytes">The bytes of the array.</param>
    /// <param name="held">The bytes that the heap has.</param>
    /// <param name="available">The bytes that the heap may have.</param>
    public static bool HasPlace(long bytes, long held, long available) => bytes <= available - held - Reserve;
}
