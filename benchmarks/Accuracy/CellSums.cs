using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.SpaceTrees;

namespace BhTsne.Benchmarks.Accuracy;

/// <summary>
/// Barnes-Hut as plainly as can be, in double: the engine's cells, groups and opening rule, but no fields and no single precision, and with or without
/// second moments. What it shares with the engine is only which points a cell holds.
/// </summary>
internal sealed class CellSums<TSpace>
    where TSpace : struct, ISpace
{
    private const int GroupSize = BarnesHutRepulsion<TSpace, StudentKernel>.GroupSize;
    private readonly MapPoints _map;
    private readonly double[]? _masses;
    private readonly Cell[] _cells;
    private readonly Summary[] _summaries;
    private readonly int[] _order;
    private readonly int[] _places;

    /// <summary>Summarises the cells.</summary>
    /// <param name="tree">Built for the map.</param>
    /// <param name="map">The map.</param>
    /// <param name="masses">One a point; null for 1 each.</param>
    public CellSums(SpaceTree<TSpace> tree, MapPoints map, double[]? masses)
    {
        (_map, _masses, _cells, _order) = (map, masses, tree.Cells.ToArray(), tree.Order);
        _places = new int[map.Count];
        for (int place = 0; place < _places.Length; place++)
        {
            _places[_order[place]] = place;
        }

        _summaries = [.. _cells.AsParallel().AsOrdered().Select(cell => new Summary(map, masses, _order.AsSpan(cell.First, cell.Last - cell.First)))];
    }

    /// <summary>The sums of some points.</summary>
    public PairSum[] At<TFormula>(TFormula formula, double theta, bool secondMoments, int[] points)
        where TFormula : struct, IFormula => [.. points.AsParallel().AsOrdered().Select(point => At(formula, theta, secondMoments, point))];

    private PairSum At<TFormula>(TFormula formula, double theta, bool secondMoments, int point)
        where TFormula : struct, IFormula
    {
        int first = _places[point] / GroupSize * GroupSize, last = Math.Min(first + GroupSize, _map.Count);
        Summary group = new(_map, null, _order.AsSpan(first, last - first));
        PairSum sum = default;
        for (int cell = 0; cell < _cells.Length;)
        {
            Cell range = _cells[cell];
            bool isApart = range.First >= last || range.Last <= first, isLeaf = range.Skip == cell + 1;
            if (isApart && _summaries[cell].Width <= theta * group.DistanceTo(_summaries[cell]))
            {
                sum += _summaries[cell].On(formula, _map, point, secondMoments);
                cell = range.Skip;
                continue;
            }

            for (int place = range.First; isLeaf && place < range.Last; place++)
            {
                if (_order[place] != point)
                {
                    sum += _map.Pair(formula, point, _order[place], _masses?[_order[place]] ?? 1);
                }
            }

            cell++;
        }

        return sum;
    }
}
