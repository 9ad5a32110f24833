namespace BhTsne;

/// <summary>A descent was stopped by its <see cref="CancellationToken"/>; <see cref="Result"/> has the map as far as it had come.</summary>
/// <remarks>
/// A run that is stopped before the descent throws a plain <see cref="OperationCanceledException"/>: there is no map yet.
/// </remarks>
public sealed class TsneCanceledException : OperationCanceledException
{
    /// <summary>Wraps what was reached.</summary>
    /// <param name="result">The map, its iterations and cost; its stop reason is <see cref="StopReason.Canceled"/>.</param>
    /// <param name="cancellation">The token that asked.</param>
    public TsneCanceledException(TsneResult result, CancellationToken cancellation)
        : base($"The descent was stopped after {result?.Iterations} iterations.", cancellation)
    {
        ArgumentNullException.ThrowIfNull(result);
        Result = result;
    }

    /// <summary>What had been reached.</summary>
    public TsneResult Result { get; }
}
