namespace BhTsne.Plotting.Raster;

/// <summary>Finds out how many points each pixel has. A point counts by what it covers, times its opacity.</summary>
internal readonly struct CountOfPoints(Tally tally) : IPointBlend
{
    /// <inheritdoc/>
    public static int Channels => 1;

    /// <inheritdoc/>
    public void Add(Span<float> sums, int code, float coverage, float opacity) => sums[0] += coverage * opacity;

    /// <inheritdoc/>
    public void Finish(ReadOnlySpan<float> sums, Span<byte> row) => tally.Add(sums);
}
