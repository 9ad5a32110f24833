using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Attraction;

/// <summary>
/// P with its points in another order: where that follows the map, the neighbours of a point lie together, and fetching them stays in the
/// first-level cache.
/// </summary>
/// <remarks>
/// The columns of each row ascend in the new order. Because P is symmetric no row needs sorting for that: the transposition of the
/// renumbered P is the renumbered P. Memory for one more P is taken at once; nothing is allocated later.
/// </remarks>
internal sealed class SortedAffinities : IBlockLoop
{
    private readonly Transposition _transposition;
    private readonly WorkerTeam _team;
    private bool _isCounting;

    /// <summary>Allocates for a matrix.</summary>
    /// <param name="original">P in the caller's order; not changed.</param>
    /// <param name="team">The worker threads.</param>
    public SortedAffinities(SparseMatrix original, WorkerTeam team)
    {
        _transposition = Transposition.OfSymmetric(original.Entries);
        _team = team;
        Matrix = SparseMatrix.Adopt(_transposition.Result, original.Columns);
    }

    /// <summary>P in the order of the last <see cref="Sort"/>; undefined before the first.</summary>
    public SparseMatrix Matrix { get; }

    /// <summary>Puts P into another order.</summary>
    /// <param name="order">The caller's point at each place; kept until the next order.</param>
    public void Sort(int[] order)
    {
        _transposition.Renumber(order);
        _isCounting = true;
        _team.Run(_transposition.Blocks, this);
        _transposition.Arrange();
        _isCounting = false;
        _team.Run(_transposition.Blocks, this);
    }

    /// <inheritdoc/>
    public void Run(int block, int worker)
    {
        if (_isCounting)
        {
            _transposition.Count(block);
        }
        else
        {
            _transposition.Place(block);
        }
    }
}
