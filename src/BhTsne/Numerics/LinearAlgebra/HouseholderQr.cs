namespace BhTsne.Numerics;

/// <summary>Orthonormalises columns by Householder reflections (Golub and Van Loan, section 5.2.2).</summary>
/// <remarks>The columns that come out are orthonormal to rounding even when those that go in depend on each other, or are zero.</remarks>
internal static class HouseholderQr
{
    // Squares below this have left the range in which they are precise; such a column counts as zero. Callers scale to about one.
    private const double NegligibleSquare = 1e-250;

    /// <summary>The Q of the QR factorisation.</summary>
    /// <param name="columns">count columns of stride values, one after the other, zero from rows on; overwritten.</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="stride">A multiple of eight, at least rows.</param>
    /// <param name="count">Columns, 1 to rows.</param>
    /// <param name="runner">Runs independent columns.</param>
    /// <returns>Q in the same layout: its first j columns span the first j columns given, where those are independent.</returns>
    public static double[] Orthonormalize(double[] columns, int rows, int stride, int count, IBlockRunner runner)
    {
        for (int j = 0; j < count; j++)
        {
            int pivot = j;
            Reflect(columns, j * stride, j, rows, stride);
            runner.Run(count - j - 1, (block, _) => Apply(columns, pivot * stride, columns, (pivot + 1 + block) * stride, stride));
        }

        double[] result = new double[columns.Length];
        runner.Run(count, (column, _) =>
        {
            result[(column * stride) + column] = 1;
            for (int j = column; j >= 0; j--)
            {
                Apply(columns, j * stride, result, column * stride, stride);
            }
        });
        return result;
    }

    /// <summary>Overwrites a column with the unit vector of the reflection that zeroes it below the pivot.</summary>
    private static void Reflect(double[] columns, int offset, int pivot, int rows, int stride)
    {
        Span<double> column = columns.AsSpan(offset, rows);
        column[..pivot].Clear();
        double square = DoubleLanes.Dot(columns, offset, columns, offset, stride);
        if (square < NegligibleSquare)
        {
            column.Clear();
            return;
        }

        double head = column[pivot], left = head > 0 ? -Math.Sqrt(square) : Math.Sqrt(square);
        column[pivot] = head - left;
        double scale = 1 / Math.Sqrt(2 * (square + Math.Abs(head * left)));
        for (int i = pivot; i < rows; i++)
        {
            column[i] *= scale;
        }
    }

    private static void Apply(double[] reflections, int reflection, double[] target, int column, int stride)
    {
        double overlap = DoubleLanes.Dot(reflections, reflection, target, column, stride);
        DoubleLanes.AddScaled(-2 * overlap, reflections, reflection, target, column, stride);
    }
}
