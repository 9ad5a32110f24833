namespace BhTsne;

/// <summary>A number of iterations of the descent with settings that are the same or change evenly.</summary>
public sealed record TsnePhase
{
    /// <summary>The number of iterations.</summary>
    public required int Iterations { get; init; }

    /// <summary>
    /// The objective whose gradient the phase follows; null for that of the plan. Costs on the way are not computed where it, or <see
    /// cref="DegreesOfFreedom"/>, is another than the plan's, and those of results are always the plan's. SNE needs the entropy of the
    /// conditional rows, which a P of the caller's own may lack.
    /// </summary>
    /// <remarks>
    /// The Gaussian of both SNEs underflows where all points are more than 9.3 apart, which is small for a map of t-SNE: see <see
    /// cref="DescentDivergedException"/>.
    /// </remarks>
    public TsneObjective? Objective { get; init; }

    /// <summary>
    /// The shape of the tails, as <see cref="TsneOptions.DegreesOfFreedom"/>: null for that of the plan, or 1 where <see cref="Objective"/>
    /// is one without tails to shape.
    /// </summary>
    public double? DegreesOfFreedom { get; init; }

    /// <summary>The factor on the attraction: 1, or more to draw the points of a cluster together.</summary>
    public double Exaggeration { get; init; } = 1;

    /// <summary>
    /// The step per unit of a quarter of the gradient; null for the sum of the weights (N without weights) / exaggeration.
    /// </summary>
    public double? LearningRate { get; init; }

    /// <summary>
    /// The learning rate after the phase, to which it changes by the same factor in each iteration; null for the same rate throughout.
    /// </summary>
    public double? FinalLearningRate { get; init; }

    /// <summary>The share of the last step that is kept, from 0 to below 1.</summary>
    public double Momentum { get; init; } = TsneDefaults.ClassicMomentum;

    /// <summary>
    /// Whether the momentum of iteration t of the phase (from 0) is (t + 12) / (t + 15), Nesterov's sequence from 0.8 on, until it reaches
    /// <see cref="Momentum"/>.
    /// </summary>
    public bool MomentumGrows { get; init; }

    /// <summary>The accuracy of the repulsion; null for <see cref="TsneOptions.Theta"/>.</summary>
    public double? Theta { get; init; }
}
