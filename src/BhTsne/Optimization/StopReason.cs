namespace BhTsne;

/// <summary>Why a descent ended.</summary>
public enum StopReason
{
    /// <summary>All iterations were done.</summary>
    IterationsDone,

    /// <summary>The cost fell by less than <see cref="TsneOptions.MinCostImprovement"/>.</summary>
    CostConverged,

    /// <summary>The norm of the gradient was below <see cref="TsneOptions.MinGradientNorm"/>.</summary>
    GradientVanished,

    /// <summary>The cancellation token was canceled.</summary>
    Canceled,
}
