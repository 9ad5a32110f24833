namespace BhTsne.Neighbors;

/// <summary>All references in cells: which panels hold a cell, and which cells are near to it.</summary>
/// <remarks>
/// Cells lie one after the other in the slots of the panels; a panel at a border holds points of both. Immutable, safe to share between threads.
/// </remarks>
internal sealed class Cells
{
    private readonly CellDivision _division;
    private readonly CellMembers _members;
    private readonly int[] _cellOf;

    private Cells(CellDivision division, CellMembers members, int[] cellOf, Panels panels)
    {
        (_division, _members, _cellOf) = (division, members, cellOf);
        Panels = panels;
    }

    /// <summary>How many there are.</summary>
    public int Count => _members.Cells;

    /// <summary>The references in the order of their cells.</summary>
    public Panels Panels { get; }

    /// <summary>Divides the references of a problem.</summary>
    /// <param name="work">The problem, and who works.</param>
    /// <param name="count">About how many cells, at most as many as there are references.</param>
    /// <param name="seed">The seed of the fit.</param>
    public static Cells Divide(NeighborWork work, int count, ulong seed)
    {
        NeighborProblem problem = work.Problem;
        CellDivision division = CellDivision.Make(work, count, seed);
        CellMembers members = CellMembers.Group(division.CellOf, division.Cells);
        int[] cellOf = new int[problem.Points.Rows];
        for (int place = 0; place < division.CellOf.Length; place++)
        {
            cellOf[problem.References[place]] = division.CellOf[place];
        }

        return new Cells(division, members, cellOf, new Panels(problem.Points, Array.ConvertAll(members.Places, place => problem.References[place])));
    }

    /// <summary>The cell of a reference.</summary>
    public int CellOf(int point) => _cellOf[point];

    /// <summary>How many points a cell has.</summary>
    public int Size(int cell) => _members.Of(cell).Length;

    /// <summary>The first slot of a cell; of the number of cells, the one after the last.</summary>
    public int FirstSlot(int cell) => _members.Start(cell);

    /// <summary>The nearest cells to a cell, itself first, as many as have a number of points together (or all).</summary>
    /// <param name="cell">Which.</param>
    /// <param name="points">How many points.</param>
    /// <param name="keys">Scratch, as many as there are cells; holds the answer.</param>
    /// <returns>Keys of distance and cell, the nearest first.</returns>
    public ReadOnlySpan<ulong> Near(int cell, int points, ulong[] keys)
    {
        _division.DistancesFrom(cell, keys);

        // Twice as many cells as hold the points on average; all of them where that was too few.
        int ample = (int)Math.Min(Count, 16 + (2L * points * Count / Panels.Order.Length));
        return Nearest(ample, points, keys) is { Length: > 0 } near ? near : Nearest(Count, points, keys);
    }

    private ReadOnlySpan<ulong> Nearest(int sorted, int points, ulong[] keys)
    {
        Candidates.SelectSmallest(keys, sorted);
        keys.AsSpan(0, sorted).Sort();
        long total = 0;
        for (int i = 0; i < sorted; i++)
        {
            total += Size(Candidates.Index(keys[i]));
            if (total >= points)
            {
                return keys.AsSpan(0, i + 1);
            }
        }

        return sorted == Count ? keys : [];
    }
}
