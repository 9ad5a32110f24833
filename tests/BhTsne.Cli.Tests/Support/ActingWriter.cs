namespace BhTsne.Cli.Tests.Support;

/// <summary>Does something, once, when a certain text is printed: the way to act at a known moment of a run.</summary>
internal sealed class ActingWriter(string text, Action act) : StringWriter
{
    private bool _acted, _actedLater;

    /// <summary>A second text, and what is done then; null for nothing.</summary>
    public (string? Text, Action? Act) Later { get; init; }

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (!_acted && value?.Contains(text, StringComparison.Ordinal) == true)
        {
            _acted = true;
            act();
        }

        if (!_actedLater && Later is ({ } later, { } actLater) && value?.Contains(later, StringComparison.Ordinal) == true)
        {
            _actedLater = true;
            actLater();
        }
    }
}
