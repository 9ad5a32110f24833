namespace BhTsne.Neighbors;

/// <summary>Places 0 .. N - 1 grouped by their cell, ascending within each.</summary>
internal sealed class CellMembers
{
    private readonly int[] _starts;

    private CellMembers(int[] starts, int[] places)
    {
        _starts = starts;
        Places = places;
    }

    /// <summary>All places, cell after cell.</summary>
    public int[] Places { get; }

    /// <summary>How many cells there are.</summary>
    public int Cells => _starts.Length - 1;

    /// <summary>Where a cell begins among <see cref="Places"/>; of the number of cells, where the last ends.</summary>
    public int Start(int cell) => _starts[cell];

    /// <summary>The places in one cell.</summary>
    public ReadOnlySpan<int> Of(int cell) => Places.AsSpan(_starts[cell].._starts[cell + 1]);

    /// <summary>Groups by counting.</summary>
    /// <param name="cellOf">The cell of each place.</param>
    /// <param name="cells">How many cells there are.</param>
    public static CellMembers Group(int[] cellOf, int cells)
    {
        int[] starts = new int[cells + 1];
        foreach (int cell in cellOf)
        {
            starts[cell + 1]++;
        }

        for (int cell = 0; cell < cells; cell++)
        {
            starts[cell + 1] += starts[cell];
        }

        int[] next = starts[..cells], places = new int[cellOf.Length];
        for (int place = 0; place < cellOf.Length; place++)
        {
            places[next[cellOf[place]]++] = place;
        }

        return new CellMembers(starts, places);
    }
}
