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

    /// <summary>Puts the rows of all parts, which have one width, below each other.</summary>
    /// <exception cref="TableFormatException">They are too many for one matrix.</exception>
    public static SparseRows Stack(List<SparseRows> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        RequireFit(parts[^1].File, parts.Sum(part => (long)part.Values.Length));
        List<long> offsets = [0];
        foreach (SparseRows part in parts)
        {
            long start = offsets[^1];
            offsets.AddRange(part.Offsets.Skip(1).Select(offset => start + offset));
        }

        return parts[0] with
        {
            Offsets = [.. offsets],
            Indices = [.. parts.SelectMany(part => part.Indices)],
            Values = [.. parts.SelectMany(part => part.Values)],
        };
    }

    /// <summary>Checks that one matrix can hold so many entries.</summary>
    /// <exception cref="TableFormatException">It cannot.</exception>
    public static void RequireFit(string file, long entries)
    {
        if (entries > MaxEntries)
        {
            throw new TableFormatException(
                file,
                string.Create(
                    CultureInfo.InvariantCulture, $"{entries:N0} entries are too many; one matrix holds at most {MaxEntries:N0}."));
        }
    }
}
