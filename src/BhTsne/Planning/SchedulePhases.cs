namespace BhTsne.Planning;

/// <summary>The phases of each schedule, every number resolved.</summary>
internal static class SchedulePhases
{
    /// <summary>
    /// The share of the early iterations of the accelerated schedule that have the full exaggeration: 50 of 80.
    /// </summary>
    private const double FullExaggerationShare = 0.625;

    /// <summary>The phases of the schedule that the options name.</summary>
    /// <param name="options">Sound options.</param>
    /// <param name="all">The sum of the weights, N without weights.</param>
    /// <param name="earlyTheta">θ before the map settles.</param>
    public static IReadOnlyList<TsnePhase> Of(TsneOptions options, double all, double earlyTheta) =>
        options.Schedule == TsneSchedule.Classic ? Classic(options, all, earlyTheta) : Accelerated(options, all, earlyTheta);

    /// <summary>The iterations of early exaggeration.</summary>
    public static int EarlyIterations(TsneOptions options) => Math.Min(
        options.EarlyExaggerationIterations
            ?? (options.Schedule == TsneSchedule.Classic ? TsneDefaults.ClassicEarlyIterations : AcceleratedEarly(options)),
        options.Iterations);

    /// <summary>
    /// The iteration from which on stopping rules hold: exaggeration is over, and the learning rate does not rise any more.
    /// </summary>
    public static int FirstStoppingIteration(TsnePlan plan)
    {
        int phases = plan.Options.Schedule == TsneSchedule.Classic ? 1 : 3;
        return plan.Phases.Take(phases).Sum(phase => phase.Iterations);
    }

    /// <summary>The share by which the cost must fall over an interval, or the descent stops.</summary>
    /// <param name="options">Sound options.</param>
    /// <param name="all">The sum of the weights, N without weights.</param>
    public static double MinCostImprovement(TsneOptions options, double all) => options.MinCostImprovement
        ?? (options.Schedule == TsneSchedule.Classic ? 0
            : HasLightTails(options) ? TsneDefaults.LightTailMinCostImprovement
            : all < TsneDefaults.FewPoints ? TsneDefaults.FewPointsMinCostImprovement
            : TsneDefaults.AcceleratedMinCostImprovement);

    /// <summary>
    /// Whether the kernel falls faster than Student's: then the map grows little after exaggeration, and long steps tear it.
    /// </summary>
    private static bool HasLightTails(TsneOptions options) =>
        options.Objective != TsneObjective.TSne || options.DegreesOfFreedom > 1;

    private static TsnePhase[] Classic(TsneOptions options, double all, double earlyTheta)
    {
        int early = EarlyIterations(options);
        return
        [
            new()
            {
                Iterations = early,
                Exaggeration = options.EarlyExaggeration,
                LearningRate = options.LearningRate ?? (all / options.EarlyExaggeration),
                Momentum = options.EarlyMomentum ?? TsneDefaults.ClassicMomentum,
                Theta = earlyTheta,
            },
            new()
            {
                Iterations = options.Iterations - early,
                Exaggeration = options.LateExaggeration,
                LearningRate = options.LearningRate ?? (all / options.LateExaggeration),
                Momentum = options.Momentum ?? TsneDefaults.ClassicMomentum,
                Theta = options.Theta,
            },
        ];
    }

    /// <summary>Full and half exaggeration, then the learning rate rises, falls, and stays as it is.</summary>
    private static TsnePhase[] Accelerated(TsneOptions options, double all, double earlyTheta)
    {
        int early = EarlyIterations(options), full = (int)Math.Round(FullExaggerationShare * early), rest = options.Iterations - early;
        int rise = Math.Min(TsneDefaults.RiseIterations, (rest + 1) / 2), fall = Math.Min(TsneDefaults.FallIterations, rest - rise);
        double between = Math.Sqrt(options.EarlyExaggeration * options.LateExaggeration), late = options.LateExaggeration;
        double rate = options.LearningRate ?? (all / late);
        (double momentum, double factor) = HasLightTails(options) ? (TsneDefaults.LightTailMomentum, 1)
            : all < TsneDefaults.FewPoints ? (TsneDefaults.FewPointsMomentum, TsneDefaults.FewPointsPeakRateFactor)
            : (TsneDefaults.AcceleratedMomentum, TsneDefaults.PeakRateFactor);
        double? peak = options.LearningRate is null && factor > 1 ? factor * rate : null;
        TsnePhase exaggerated = new()
        {
            Iterations = full,
            Exaggeration = options.EarlyExaggeration,
            LearningRate = options.LearningRate ?? (all / options.EarlyExaggeration),
            Momentum = options.EarlyMomentum ?? TsneDefaults.AcceleratedEarlyMomentum,
            MomentumGrows = true,
            Theta = earlyTheta,
        };
        TsnePhase last = new()
        {
            Iterations = rest - rise - fall,
            Exaggeration = late,
            LearningRate = rate,
            Momentum = options.Momentum ?? momentum,
            Theta = options.Theta,
        };
        return
        [
            exaggerated,
            exaggerated with
            {
                Iterations = early - full,
                Exaggeration = between,
                LearningRate = options.LearningRate ?? (all / between),
                MomentumGrows = false,
            },
            last with { Iterations = rise, FinalLearningRate = peak, MomentumGrows = true, Theta = earlyTheta },
            last with { Iterations = fall, LearningRate = peak ?? rate, FinalLearningRate = peak is null ? null : rate },
            last,
        ];
    }

    /// <summary>A run too short for all phases has the same share of early exaggeration as one that is long enough.</summary>
    private static int AcceleratedEarly(TsneOptions options)
    {
        int early = HasLightTails(options) ? TsneDefaults.LightTailEarlyIterations : TsneDefaults.AcceleratedEarlyIterations;
        int whole = early + TsneDefaults.RiseIterations + TsneDefaults.FallIterations;
        return (int)((long)early * Math.Min(options.Iterations, whole) / whole);
    }
}
