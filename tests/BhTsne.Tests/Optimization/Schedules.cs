using BhTsne.Optimization;

namespace BhTsne.Tests.Optimization;

/// <summary>Schedules of phases that tests set.</summary>
internal static class Schedules
{
    /// <summary>Phases with the settings of steps as published, a cost every 50 iterations, and without stopping rules.</summary>
    public static DescentSchedule Of(params DescentPhase[] phases) => new()
    {
        Phases = phases,
        Reordering = Reordering.Classic,
        CostInterval = 50,
        CostTheta = 0.5,
        MinCostImprovement = 0,
        MinGradientNorm = 0,
        Step = new StepSettings(0.2, 0.8, 0.01, 5),
    };
}
