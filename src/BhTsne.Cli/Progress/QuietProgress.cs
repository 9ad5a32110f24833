namespace BhTsne.Cli.Progress;

/// <summary>Shows nothing.</summary>
internal sealed class QuietProgress : RunProgress
{
    /// <inheritdoc/>
    public override void Say(string line)
    {
    }

    /// <inheritdoc/>
    protected override void Show(TsneProgress value)
    {
    }
}
