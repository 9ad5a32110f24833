using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>Places 0 .. N - 1 grouped by their cell, ascending within each.</summary>
internal sealed class CellMembers
{
    private readonly long[] _starts;

    private CellMembers(long[] starts, int[] places)
    {
        _starts = starts;
        Places = places;
    }

    /// <summary>All places, cell after cell.</summary>
    public int[] Places { get; }

    /// <summary>How many cells there are.</summary>
    public int Cells => _starts.Length - 1;

    /// <summary>Where a cell begins among <see cref="Places"/>; of the number of cells, where the last ends.</summary>
    public int Start(int cell) => (int)_starts[cell];

    /// <summary>The places in one cell.</summary>
    public ReadOnlySpan<int> Of(int cell) => Places.AsSpan(Start(cell)..Start(cell + 1));

    /// <summary>Groups by counting.</summary>
    /// <param name="cellOf">The cell of each place.</param>
    /// <param name="cells">How many cells there are.</param>
    public static CellMembers Group(int[] cellOf, int cells)
    {
        CountingSort sort = new(cells, blocks: 1);
        sort.Count(0, cellOf);
        sort.PlacesFromCounts();
        Span<int> next = sort.Places(0);
        int[] places = new int[cellOf.Length];
        for (int place = 0; place < cellOf.Length; place++)
        {
            places[next[cellOf[place]]++] = place;
        }

        return new CellMembers(sort.Starts, places);
    }
}
