namespace BhTsne.Plotting.Png;

/// <summary>The five filters of PNG: a row as differences from bytes to its left and above.</summary>
internal static class RowFilters
{
    /// <summary>None, left, above, the mean of both, and the predictor of Paeth.</summary>
    public const int Count = 5;

    /// <summary>Filters a row.</summary>
    /// <param name="filter">The number of the filter.</param>
    /// <param name="row">The row.</param>
    /// <param name="above">The row above, zeros for the first.</param>
    /// <param name="step">The bytes of a pixel.</param>
    /// <param name="result">Receives the differences.</param>
    /// <returns>The sum of the sizes of the differences, as signed bytes.</returns>
    public static long Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> result)
    {
        above = above[..row.Length];
        result = result[..row.Length];
        long sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            int left = i < step ? 0 : row[i - step];
            int aboveLeft = i < step ? 0 : above[i - step];
            int predicted = filter switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                _ => Paeth(left, above[i], aboveLeft),
            };
            byte difference = (byte)(row[i] - predicted);
            result[i] = difference;
            sum += Math.Abs((int)(sbyte)difference);
        }

        return sum;
    }

    /// <summary>Of left, above and above left, the one nearest to left + above - above left.</summary>
    private static int Paeth(int left, int above, int aboveLeft)
    {
        int byLeft = Math.Abs(above - aboveLeft);
        int byAbove = Math.Abs(left - aboveLeft);
        int byBoth = Math.Abs(left + above - (2 * aboveLeft));
        return byLeft <= byAbove && byLeft <= byBoth ? left : byAbove <= byBoth ? above : aboveLeft;
    }
}
