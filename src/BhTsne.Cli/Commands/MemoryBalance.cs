using System.Globalization;

namespace BhTsne.Cli.Commands;

/// <summary>What a run needs, beside what the process may have.</summary>
/// <param name="Held">The bytes that the process holds.</param>
/// <param name="Foreseen">The bytes that the run adds, as a forecast says.</param>
/// <param name="Share">The share of the forecast that must have a place under a limit of the heap, where no other memory helps.</param>
/// <param name="Available">The bytes that the process may hold.</param>
/// <param name="IsLimit">Whether that is a limit of the heap, by a setting of the runtime or by a container.</param>
internal readonly record struct MemoryBalance(long Held, long Foreseen, double Share, long Available, bool IsLimit)
{
    /// <summary>
    /// For the forecast of a plan. A set needed up to 1.22 times its forecast, others may have more entries of P, and near the limit the
    /// collector may end the process by a signal (docs/performance.md, "Foreseen memory").
    /// </summary>
    public const double OfPlan = 1.3;

    /// <summary>For a forecast that is rather too high than too low.</summary>
    public const double OfRoughForecast = 1.12;

    /// <summary>For bytes that are no forecast, but known.</summary>
    public const double OfKnownBytes = 1;

    /// <summary>Without a limit: less may be taken than was foreseen, and a machine may swap.</summary>
    private const double Certain = 0.85;

    /// <summary>What is left free under a limit for small objects.</summary>
    private const long Reserve = 4L << 20;

    private const double MiB = 1 << 20;

    /// <summary>Whether the run is refused: under a limit where it may be too much, without one only where it is certain to be.</summary>
    public bool IsTooMuch => (IsLimit ? Limit : Held + (Certain * Foreseen)) > Available;

    /// <summary>The limit of the heap that is asked for.</summary>
    private double Limit => Held + (Share * Foreseen) + Reserve;

    /// <summary>What is needed, rounded up, and what there is, rounded down, so that they never look equal.</summary>
    public override string ToString()
    {
        double available = Math.Floor(Available / MiB), limit = Math.Ceiling(Limit / MiB);
        return IsLimit
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"the limit of the heap must be {limit:N0} MiB (DOTNET_GCHeapHardLimit=0x{(long)(limit * MiB):X}, or a container of "
                + $"{Math.Ceiling(limit / 0.75):N0} MiB), but it is {available:N0}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"it would need about {Math.Ceiling((Held + (double)Foreseen) / MiB):N0} MiB, but {available:N0} MiB are available");
    }
}
