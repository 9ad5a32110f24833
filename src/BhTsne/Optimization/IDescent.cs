namespace BhTsne.Optimization;

/// <summary>Where a descent is.</summary>
/// <param name="Iteration">Iterations done.</param>
/// <param name="Cost">The last cost known, or NaN.</param>
internal readonly record struct DescentProgress(int Iteration, double Cost);

/// <summary>A descent that can be driven in pieces.</summary>
internal interface IDescent
{
    /// <summary>Iterations done.</summary>
    int Iteration { get; }

    /// <summary>The last cost that was computed on the way, or NaN.</summary>
    double Cost { get; }

    /// <summary>
    /// The share by which the cost fell from the last but one to the last that was computed on the way; NaN before the second.
    /// </summary>
    double CostImprovement { get; }

    /// <summary>Descends.</summary>
    /// <param name="schedule">What to do at each iteration, by its number.</param>
    /// <param name="iterations">At most so many.</param>
    /// <param name="progress">
    /// Receives the progress before each iteration. Its cost is new when the iteration is a multiple of the schedule's interval.
    /// </param>
    /// <param name="cancellation">Checked before each iteration.</param>
    /// <returns>Why it stopped early, or null when all iterations asked for were done.</returns>
    /// <exception cref="DescentDivergedException">All kernel weights underflow to 0, or a position is not finite.</exception>
    StopReason? Run(DescentSchedule schedule, int iterations, IProgress<DescentProgress>? progress, CancellationToken cancellation);

    /// <summary>
    /// The cost of the map as it is. Changes nothing: a descent goes on to the same bits, whether or not this was called.
    /// </summary>
    /// <param name="theta">The accuracy θ of the repulsion.</param>
    double ComputeCost(double theta);

    /// <summary>Lets a function measure the map as it is. Changes nothing: the descent goes on to the same bits.</summary>
    /// <param name="measure">May compute gradients and costs of the view.</param>
    /// <returns>What the function returns.</returns>
    T Measure<T>(Func<DescentView, T> measure);

    /// <summary>The errors of the gradient that were measured on the way; none where θ is not chosen by them.</summary>
    IReadOnlyList<GradientErrorSample> GradientErrors { get; }

    /// <summary>The map as it is, in the caller's order.</summary>
    Embedding Snapshot();

    /// <summary>Copies the map as it is, in the caller's order. Allocates nothing.</summary>
    /// <param name="coordinates">At least N x d, row after row.</param>
    void CopyMap(Span<float> coordinates);

    /// <summary>The bytes of its state: they depend on the numbers of points and dimensions alone.</summary>
    long StateBytes { get; }

    /// <summary>Writes its state, from which another descent continues to the same bits.</summary>
    /// <param name="bytes"><see cref="StateBytes"/> of them.</param>
    void WriteState(Span<byte> bytes);
}
