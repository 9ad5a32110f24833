using BhTsne.Data;
using BhTsne.Files;

namespace BhTsne.Models;

/// <summary>Rows of entries as three sections of a file: offsets, indices and values.</summary>
/// <param name="Offsets">The name of the section with the number of the first entry of each row, and of all entries.</param>
/// <param name="Indices">The name of the section with the index of each entry.</param>
/// <param name="Values">The name of the section with the value of each entry.</param>
internal sealed record RowSections(string Offsets, string Indices, string Values)
{
    private const int BlockLength = 1 << 18;

    /// <summary>Writes rows.</summary>
    public void Write(SectionWriter file, ChunkedRows rows)
    {
        file.Write<long>(Offsets, rows.Offsets);
        file.Begin(Indices, rows.Count * sizeof(int));
        foreach (RowRange range in RowRange.Of(rows))
        {
            file.Write<int>(rows.Indices[range.Chunk].AsSpan(range.Place, range.Length));
        }

        file.EndSection();
        file.Begin(Values, rows.Count * sizeof(float));
        foreach (RowRange range in RowRange.Of(rows))
        {
            file.Write<float>(rows.Values[range.Chunk].AsSpan(range.Place, range.Length));
        }

        file.EndSection();
    }

    /// <summary>Reads rows between points, whose values are not negative.</summary>
    /// <param name="file">Where from.</param>
    /// <param name="points">The number of rows; indices are below it.</param>
    /// <exception cref="TsneFileException">The sections hold something else.</exception>
    public ChunkedRows Read(SectionReader file, int points)
    {
        long[] offsets = file.Read<long>(Offsets, points + 1L);
        for (int row = 0; row < points; row++)
        {
            if (offsets[row + 1] < offsets[row] || offsets[row + 1] - offsets[row] > points)
            {
                throw file.Fault(Offsets, $"row {row} ends before it begins, or has more entries than there are points.");
            }
        }

        if (offsets[0] != 0)
        {
            throw file.Fault(Offsets, "the first row does not begin at 0.");
        }

        // The indices come first: a number of entries that the file does not have takes no memory for the values.
        file.Begin(Indices);
        if (file.Left != offsets[^1] * sizeof(int))
        {
            throw file.Fault($"it has {file.Left} bytes, but {offsets[^1]} entries are expected.");
        }

        List<int[]>? blocks = file.LengthIsKnown ? null : ReadBlocks(file, offsets[^1]);
        ChunkedRows rows = ChunkedRows.Allocate(offsets);
        long next = 0;
        foreach (RowRange range in RowRange.Of(rows))
        {
            Span<int> indices = rows.Indices[range.Chunk].AsSpan(range.Place, range.Length);
            if (blocks is null)
            {
                file.ReadInto(indices);
            }
            else
            {
                Take(blocks, next, indices);
                next += indices.Length;
            }

            if (indices.IndexOfAnyExceptInRange(0, points - 1) >= 0)
            {
                throw file.Fault("it names a point that does not exist.");
            }
        }

        file.EndSection();
        file.Begin(Values);
        foreach (RowRange range in RowRange.Of(rows))
        {
            Span<float> values = rows.Values[range.Chunk].AsSpan(range.Place, range.Length);
            file.ReadInto(values);
            if (values.IndexOfAnyExceptInRange(0, float.MaxValue) >= 0)
            {
                throw file.Fault("a value is negative or not finite.");
            }
        }

        file.EndSection();
        return rows;
    }

    /// <summary>Reads indices in blocks, so that of a stream without a length no more memory is taken than was read.</summary>
    private static List<int[]> ReadBlocks(SectionReader file, long count)
    {
        List<int[]> blocks = [];
        for (long done = 0; done < count; done += BlockLength)
        {
            blocks.Add(file.ReadArray<int>(Math.Min(BlockLength, count - done)));
        }

        return blocks;
    }

    /// <summary>Copies indices out of blocks.</summary>
    private static void Take(List<int[]> blocks, long first, Span<int> indices)
    {
        while (!indices.IsEmpty)
        {
            ReadOnlySpan<int> rest = blocks[(int)(first / BlockLength)].AsSpan((int)(first % BlockLength));
            int count = Math.Min(rest.Length, indices.Length);
            rest[..count].CopyTo(indices);
            first += count;
            indices = indices[count..];
        }
    }
}
