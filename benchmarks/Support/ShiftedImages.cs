namespace BhTsne.Benchmarks.Support;

/// <summary>
/// More images of high dimension than a labelled set has: all of MNIST, then all of it shifted, one shift after the other.
/// </summary>
public static class ShiftedImages
{
    private const int Side = 28;

    /// <summary>No shift, one pixel in eight directions, two pixels in eight directions.</summary>
    private static readonly (int X, int Y)[] _shifts =
    [
        (0, 0),
        .. from length in new[] { 1, 2 }
           from y in new[] { -1, 0, 1 }
           from x in new[] { -1, 0, 1 }
           where x != 0 || y != 0
           select (x * length, y * length),
    ];

    /// <summary>Creates the first rows.</summary>
    /// <param name="images">N x 784.</param>
    /// <param name="rows">How many, at most 17 N.</param>
    /// <exception cref="ArgumentException">There are not as many.</exception>
    public static PointMatrix Create(PointMatrix images, int rows)
    {
        if (images.Columns != Side * Side || rows < 1 || rows > (long)images.Rows * _shifts.Length)
        {
            throw new ArgumentException(
                $"{rows} rows cannot be made of {images.Rows} x {images.Columns} pixels; "
                + $"there may be 1 to {(long)images.Rows * _shifts.Length}.",
                nameof(rows));
        }

        float[] values = new float[rows * Side * Side];
        for (int row = 0; row < rows; row++)
        {
            (int x, int y) = _shifts[row / images.Rows];
            Shift(images.Row(row % images.Rows), x, y, values.AsSpan(row * Side * Side, Side * Side));
        }

        return PointMatrix.From(values, rows, Side * Side);
    }

    /// <summary>Shifts one image: pixels beyond the border are dropped, new ones are zero.</summary>
    private static void Shift(ReadOnlySpan<float> image, int x, int y, Span<float> target)
    {
        for (int line = Math.Max(0, y); line < Side + Math.Min(0, y); line++)
        {
            int from = ((line - y) * Side) + Math.Max(0, -x);
            image.Slice(from, Side - Math.Abs(x)).CopyTo(target[((line * Side) + Math.Max(0, x))..]);
        }
    }
}
