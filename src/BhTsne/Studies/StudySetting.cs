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
        return FormattableString.Invariant($"{Word(Objective)}{tails}{perplexity}, {Word(Schedule)}, theta {Theta}, seed {Seed}");
    }

    /// <summary>The words that the tool takes and the rows of a study have.</summary>
    private static string Word(TsneObjective objective) => objective switch
    {
        TsneObjective.TSne => "tsne",
        TsneObjective.SymmetricSne => "symmetric-sne",
        _ => "sne",
    };

    private static string Word(TsneSchedule schedule) => schedule == TsneSchedule.Classic ? "classic" : "accelerated";
}
