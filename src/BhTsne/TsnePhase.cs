namespace BhTsne;

/// <summary>A number of iterations of the descent with settings that are the same or change evenly.</summary>
public sealed record TsnePhase
{
    /// <summary>The number of iterations.</summary>
    public required int Iterations { get; init; }

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
