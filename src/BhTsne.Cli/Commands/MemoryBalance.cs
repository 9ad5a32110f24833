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
    /// For the forecast of a plan. A set needed up to 1.3 times its forecast, and near the limit the collector may end the process by a
    /// signal (docs/performance.md, "Foreseen memory").
    /// </summary>
    public const double OfPlan = 1.3;

    /// <summary>For a forecast that is rather too high than too low.</summary>
    public const double OfRoughForecast = 1.12;

    /// <summary>For bytes that are no forecast, but known.</summary>
    public const double OfKnownBytes = 1;

    /// <summary>The share that is needed in any case, for less may be taken than was foreseen.</summary>
    private const double Certain = 0.85;

    private const double MiB = 1 << 20;

    /// <summary>
    /// Whether the run is refused: under a limit where it may be too much, and without one only where it is certain to be, for a machine
    /// may swap.
    /// </summary>
    public bool IsTooMuch => Needed(IsLimit ? Share : Math.Min(Share, Certain)) > Available;

    /// <summary>What is needed, rounded up, and what there is, rounded down, so that they never look equal.</summary>
    public override string ToString()
    {
        double available = Math.Floor(Available / MiB);
        return IsLimit
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"it would need about {Foreseen / MiB:N0} MiB beside the {Held / MiB:N0} that are held, for which the limit of the heap "
                + $"must be {Math.Ceiling(Needed(Share) / MiB):N0} MiB, but it is {available:N0} (DOTNET_GCHeapHardLimit, or three "
                + $"quarters of the memory of a container)")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"it would need about {Math.Ceiling(Needed(1) / MiB):N0} MiB, but {available:N0} MiB are available");
    }

    private double Needed(double share) => Held + (share * Foreseen);
}
