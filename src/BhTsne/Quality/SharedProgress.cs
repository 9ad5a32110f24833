namespace BhTsne.Quality;

/// <summary>A part of the whole, from one share of it to another, that reports its own share from 0 to 1.</summary>
internal sealed class SharedProgress : IProgress<double>
{
    private readonly IProgress<double> _whole;
    private readonly double _from;
    private readonly double _to;

    private SharedProgress(IProgress<double> whole, double from, double to) => (_whole, _from, _to) = (whole, from, to);

    /// <summary>A part of a whole; null for null.</summary>
    public static SharedProgress? Part(IProgress<double>? whole, double from, double to) => whole is null ? null : new(whole, from, to);

    /// <summary>A part of this part.</summary>
    public SharedProgress Part(double from, double to) => new(this, from, to);

    /// <inheritdoc/>
    public void Report(double value) => _whole.Report(_from + (value * (_to - _from)));
}
