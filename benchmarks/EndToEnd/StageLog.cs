namespace BhTsne.Benchmarks.EndToEnd;

/// <summary>Writes a line when a stage begins, when the neighbour search has reached its recall, and every hundred iterations.</summary>
internal sealed class StageLog(TextWriter log) : IProgress<TsneProgress>
{
    private const int Interval = 100;
    private TsneStage? _stage;
    private string? _last;

    /// <inheritdoc/>
    public void Report(TsneProgress value)
    {
        if (value.Stage != _stage)
        {
            _stage = value.Stage;
            _last = value.Detail;
            log.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {value.Stage} {value.Detail}");
        }
        else if (value.Stage == TsneStage.Neighbors && value.Fraction == 1 && value.Detail != _last)
        {
            _last = value.Detail;
            log.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {value.Stage} {value.Detail}");
        }
        else if (value.Stage == TsneStage.Optimization && value.Iteration > 0 && value.Iteration % Interval == 0)
        {
            log.WriteLine($"{DateTime.UtcNow:HH:mm:ss} iteration {value.Iteration} of {value.Iterations}, KL {value.KlDivergence:0.0000}");
        }
    }
}
