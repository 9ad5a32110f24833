namespace BhTsne.Planning;

/// <summary>What the numbers of a <see cref="TsnePhase"/> may be: the same as those of the options of the same names.</summary>
internal static class PhaseRules
{
    /// <summary>Refuses numbers out of their ranges.</summary>
    /// <exception cref="TsneOptionsException">There is one; all faults are named.</exception>
    /// <param name="phase">The phase.</param>
    /// <param name="plan">All that the phase does not say.</param>
    public static void Require(TsnePhase phase, TsnePlan plan)
    {
        PhaseObjective objective = PhaseObjective.Of(phase, plan.Options);
        TsneOptions same = new()
        {
            Objective = objective.Objective,
            DegreesOfFreedom = objective.DegreesOfFreedom,
            Iterations = phase.Iterations,
            EarlyExaggeration = phase.Exaggeration,
            LearningRate = phase.LearningRate,
            Momentum = phase.Momentum,
            Theta = phase.Theta ?? TsneDefaults.Theta,
        };
        TsneOptions after = new() { LearningRate = phase.FinalLearningRate };
        TsneFault[] faults =
        [
            .. OptionRules.Find(same, TsneInputKind.Points).Select(Named),
            .. InputRules.Entropy(objective.Objective, plan.HasEntropy),
            .. OptionRules.Find(after, TsneInputKind.Points).Select(fault => fault with { Option = nameof(TsnePhase.FinalLearningRate) }),
        ];
        if (faults.Length > 0)
        {
            throw new TsneOptionsException(faults);
        }
    }

    private static TsneFault Named(TsneFault fault) =>
        fault.Option == nameof(TsneOptions.EarlyExaggeration) ? fault with { Option = nameof(TsnePhase.Exaggeration) } : fault;
}
