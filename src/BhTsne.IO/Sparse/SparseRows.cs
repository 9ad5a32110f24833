using System.Globalization;

namespace BhTsne.IO.Sparse;

/// <summary>A sparse matrix in compressed rows, as it was read from a file.</summary>
/// <param name="File">The file, as the caller named it.</param>
/// <param name="Offsets">Rows + 1 offsets into the entries.</param>
/// <param name="Indices">The column of each entry.</param>
/// <param name="Values">The value of each entry.</param>
/// <param name="Columns">The number of columns.</param>
internal sealed record SparseRows(string File, long[] Offsets, int[] Indices, float[] Values, int Columns)
{
    /// <summary>The most entries that fit into the arrays of a matrix, which are a little longer.</summary>
    public static readonly long MaxEntries = Array.MaxLength - 64;

    /// <summary>The bytes of its arrays, and of a matrix that is a copy of them.</summary>
    public long Bytes => BytesOf(Offsets.Length - 1, Values.Length);

    /// <summary>The bytes of a matrix.</summary>
    public static long BytesOf(long rows, long entries) =>
        (entries * (sizeof(int) + sizeof(float))) + ((rows + 1) * sizeof(long));

    /// <summary>Checks that the entries of one file fit into the arrays.</summary>
    /// <exception cref="TableFormatException">It cannot.</exception>
    public static void RequireFit(string file, long entries)
    {
        if (entries > MaxEntries)
        {
            throw new TableFormatException(
                file,
                string.Create(
                    CultureInfo.InvariantCulture, $"{entries:N0} entries are too many; one file may have at most {MaxEntries:N0}."));
        }
    }
}
