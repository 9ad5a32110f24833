namespace BhTsne.Cli.Progress;

/// <summary>A line for each run of a study and for each stage before the descent.</summary>
/// <param name="output">Where to print.</param>
internal sealed class StudyLines(RunProgress output) : IProgress<StudyProgress>
{
    private (StudyPart? Part, int Run) _last = (null, -1);
    private string? _detail;

    /// <inheritdoc/>
    public void Report(StudyProgress value)
    {
        if (_last != (value.Part, value.RunsDone))
        {
            _last = (value.Part, value.RunsDone);
            string part = value.Part == StudyPart.Gradient ? "gradients" : "whole run";
            output.Say($"{part} {value.RunsDone + 1} of {value.Runs}: {value.Setting}");
        }

        // Iterations and passes would fill the screen.
        string detail = value.Detail.Split(',', ':')[0];
        if (value.Run is null && detail != _detail)
        {
            _detail = detail;
            output.Say($"  {detail}");
        }
    }
}
