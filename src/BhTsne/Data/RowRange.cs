namespace BhTsne.Data;

/// <summary>Rows that follow each other in one chunk: their entries lie together.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Place">The place of their first entry.</param>
/// <param name="Length">The number of their entries.</param>
internal readonly record struct RowRange(int Chunk, int Place, int Length)
{
    /// <summary>All rows, in their order.</summary>
    public static IEnumerable<RowRange> Of(ChunkedRows rows)
    {
        for (int first = 0; first < rows.Rows;)
        {
            int chunk = rows.ChunkOf(first), last = first + 1;
            while (last < rows.Rows && rows.ChunkOf(last) == chunk)
            {
                last++;
            }

            yield return new RowRange(chunk, rows.PlaceOf(first), checked((int)(rows.Offsets[last] - rows.Offsets[first])));
            first = last;
        }
    }
}
