namespace BhTsne.Studies;

/// <summary>One point of a grid.</summary>
internal sealed record StudySetting(
    TsneObjective Objective, double DegreesOfFreedom, double? Perplexity, TsneSchedule Schedule, ulong Seed, double Theta)
{
    /// <summary>The options of a run.</summary>
    public TsneOptions Apply(TsneOptions options) => options with
    {
        Objective = Objective,
        DegreesOfFreedom = DegreesOfFreedom,
        Perplexity = Perplexity ?? options.Perplexity,
        Schedule = Schedule,
        Seed = Seed,
        Theta = Theta,
    };

    /// <inheritdoc/>
    public override string ToString()
    {
        string tails = DegreesOfFreedom == 1 ? "" : FormattableString.Invariant($" with {DegreesOfFreedom} degrees of freedom");
        string perplexity = Perplexity is { } value ? FormattableString.Invariant($", perplexity {value}") : "";
        return FormattableString.Invariant($"{Objective}{tails}{perplexity}, {Schedule}, theta {Theta}, seed {Seed}");
    }
}
