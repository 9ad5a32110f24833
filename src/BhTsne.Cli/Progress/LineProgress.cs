using System.Globalization;

namespace BhTsne.Cli.Progress;

/// <summary>Plain lines for logs: one a stage and one every 50 iterations.</summary>
/// <param name="output">Where to print.</param>
/// <param name="clock">Tells the time left.</param>
internal sealed class LineProgress(TextWriter output, TimeProvider clock) : RunProgress
{
    private TsneStage? _stage;
    private long _stageStarted;
    private int _lastIteration;

    /// <inheritdoc/>
    public override void Say(string line) => output.WriteLine(line);

    /// <inheritdoc/>
    protected override void Show(TsneProgress value)
    {
        if (_stage != value.Stage)
        {
            _stage = value.Stage;
            _stageStarted = clock.GetTimestamp();
            output.WriteLine(value.Detail is null ? Name(value.Stage) : $"{Name(value.Stage)}: {value.Detail}");
        }

        bool due = value.Iteration % TsneDefaults.CostInterval == 0 || value.Iteration == value.Iterations;
        if (due && value.Iteration > Math.Max(_lastIteration, FirstIteration))
        {
            _lastIteration = value.Iteration;
            int done = value.Iteration - FirstIteration;
            double left = (clock.GetElapsedTime(_stageStarted) - TimePaused()).TotalSeconds / done * (value.Iterations - value.Iteration);
            string cost = value.KlDivergence is double kl ? string.Create(CultureInfo.InvariantCulture, $", KL {kl:F4}") : "";
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"iteration {Iterations(value)}{cost}, {AtMost}{left:F0} s left"));
        }
    }
}
