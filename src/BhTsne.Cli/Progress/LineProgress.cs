namespace BhTsne.Cli.Progress;

/// <summary>Plain lines for logs: one a stage and one every 50 iterations.</summary>
/// <param name="output">Where to print.</param>
internal sealed class LineProgress(TextWriter output) : RunProgress
{
    private TsneStage? _stage;
    private int _lastIteration, _quarter;

    /// <inheritdoc/>
    public override void Say(string line) => output.WriteLine(line);

    /// <inheritdoc/>
    protected override void Show(TsneProgress value)
    {
        if (_stage != value.Stage)
        {
            _stage = value.Stage;
            output.WriteLine(value.Detail is null ? Name(value.Stage) : $"{Name(value.Stage)}: {value.Detail}");
        }

        // A search of minutes or more should not look like one that hangs.
        const double Long = 60;
        int quarter = (int)(4 * value.Fraction);
        if (value.Stage == TsneStage.Neighbors && quarter > _quarter && quarter < 4 && Forecast?.SecondsLeft > Long)
        {
            output.WriteLine($"{Name(value.Stage)} {25 * quarter} %{Speed}");
            _quarter = quarter;
        }

        bool due = value.Iteration % TsneDefaults.CostInterval == 0 || value.Iteration == value.Iterations;
        if (due && value.Iteration > Math.Max(_lastIteration, Forecast?.FirstIteration ?? 0))
        {
            _lastIteration = value.Iteration;
            output.WriteLine($"iteration {Iterations(value)}{Cost(value)}{Speed}");
        }
    }
}
