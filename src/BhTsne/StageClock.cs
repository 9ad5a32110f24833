using System.Diagnostics;

namespace BhTsne;

/// <summary>Times a stage and passes on its progress.</summary>
internal sealed class StageClock : IProgress<double>
{
    private readonly IProgress<TsneProgress>? _progress;
    private readonly TsneStage _stage;
    private readonly int _iterations;
    private readonly long _start = Stopwatch.GetTimestamp();
    private Func<string?> _detail;

    /// <summary>Begins a stage.</summary>
    /// <param name="progress">Receives the progress, or null.</param>
    /// <param name="stage">Which stage.</param>
    /// <param name="detail">What it does, for a person; asked at every report.</param>
    /// <param name="iterations">Iterations planned.</param>
    public StageClock(IProgress<TsneProgress>? progress, TsneStage stage, Func<string?> detail, int iterations)
    {
        (_progress, _stage, _detail, _iterations) = (progress, stage, detail, iterations);
        Report(0);
    }

    /// <summary>Seconds since it began.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <inheritdoc/>
    public void Report(double value) =>
        _progress?.Report(new TsneProgress { Stage = _stage, Fraction = value, Iterations = _iterations, Detail = _detail() });

    /// <summary>
    /// Reports that all of the stage is done, and returns how long it took. Not called for a stage that fails or is canceled.
    /// </summary>
    /// <param name="outcome">The last detail; null for the one before.</param>
    public double Finish(string? outcome = null)
    {
        double seconds = Seconds;
        _detail = outcome is null ? _detail : () => outcome;
        Report(1);
        return seconds;
    }
}
