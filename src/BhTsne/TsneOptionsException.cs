namespace BhTsne;

/// <summary>Options do not fit each other or the input; <see cref="Faults"/> has all of them.</summary>
public sealed class TsneOptionsException : ArgumentException
{
    /// <summary>Collects faults.</summary>
    /// <param name="faults">At least one. The message has a line for each.</param>
    public TsneOptionsException(IReadOnlyList<TsneFault> faults)
        : base(string.Join(Environment.NewLine, faults ?? [])) => Faults = faults ?? [];

    /// <summary>All faults.</summary>
    public IReadOnlyList<TsneFault> Faults { get; }
}
