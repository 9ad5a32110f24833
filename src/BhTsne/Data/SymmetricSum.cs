namespace BhTsne.Data;

/// <summary>(W + Wᵀ) / 2 of a square sparse W over the sum of W.</summary>
internal static class SymmetricSum
{
    /// <summary>Computes it: symmetric to the last bit.</summary>
    /// <param name="weights">N x N, not negative; zeros that are stored on the diagonal are dropped.</param>
    /// <param name="sum">The sum of W's entries, positive.</param>
    /// <exception cref="ArgumentException">The result has more entries than an array holds.</exception>
    public static SparseMatrix Normalized(SparseMatrix weights, double sum)
    {
        (long[] starts, int[] sources, float[] incoming) = Transposed(weights);
        long[] offsets = new long[weights.Rows + 1];
        for (int row = 0; row < weights.Rows; row++)
        {
            offsets[row + 1] = offsets[row] + Merge(row, null, null);
        }

        long entries = offsets[^1];
        if (entries + SparseMatrix.Padding > Array.MaxLength)
        {
            throw new ArgumentException($"W + Wᵀ would have {entries} entries, but an array holds {Array.MaxLength}.", nameof(weights));
        }

        int[] columns = new int[entries + SparseMatrix.Padding];
        float[] values = new float[entries + SparseMatrix.Padding];
        for (int row = 0; row < weights.Rows; row++)
        {
            Merge(row, columns, values);
        }

        return SparseMatrix.Adopt(offsets, columns, values, weights.Columns);

        // Both halves by ascending column; counts alone where there are no arrays yet.
        int Merge(int row, int[]? columns, float[]? values)
        {
            int own = (int)weights.RowOffsets[row], ownEnd = (int)weights.RowOffsets[row + 1];
            int other = (int)starts[row], otherEnd = (int)starts[row + 1], count = 0;
            while (own < ownEnd || other < otherEnd)
            {
                int ownColumn = own < ownEnd ? weights.ColumnIndices[own] : int.MaxValue;
                int otherColumn = other < otherEnd ? sources[other] : int.MaxValue;
                int column = Math.Min(ownColumn, otherColumn);
                double value = (ownColumn == column ? weights.Values[own++] : 0.0) + (otherColumn == column ? incoming[other++] : 0.0);
                if (column == row)
                {
                    continue;
                }

                if (columns is not null && values is not null)
                {
                    columns[offsets[row] + count] = column;
                    values[offsets[row] + count] = (float)(value / sum / 2);
                }

                count++;
            }

            return count;
        }
    }

    private static (long[] Starts, int[] Sources, float[] Values) Transposed(SparseMatrix matrix)
    {
        long[] starts = new long[matrix.Columns + 1];
        foreach (int column in matrix.ColumnIndices)
        {
            starts[column + 1]++;
        }

        for (int column = 0; column < matrix.Columns; column++)
        {
            starts[column + 1] += starts[column];
        }

        long[] next = starts[..^1];
        int[] sources = new int[matrix.EntryCount];
        float[] values = new float[matrix.EntryCount];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int entry = (int)matrix.RowOffsets[row]; entry < (int)matrix.RowOffsets[row + 1]; entry++)
            {
                long place = next[matrix.ColumnIndices[entry]]++;
                sources[place] = row;
                values[place] = matrix.Values[entry];
            }
        }

        return (starts, sources, values);
    }
}
