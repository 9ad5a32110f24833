using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.SpaceTrees;

namespace BhTsne.Benchmarks.Accuracy;

/// <summary>
/// Barnes-Hut in its plainest form, in double: the engine's cells, groups and opening rule, but no local expansions and no single
/// precision, and with or without second moments. It shares with the engine only which points are in a cell.
/// </summary>
internal sealed class CellSums<TSpace>
    where TSpace : struct, ISpace
{
    private const int GroupSize = BarnesHutRepulsion<TSpace, StudentKernel>.GroupSize;
    private readonly MapPoints _map;
    private readonly double[]? _weights;
    private readonly Cell[] _cells;
    private readonly Summary[] _summaries;
    private readonly int[] _order;
    private readonly int[] _places;

    /// <summary>Computes the summary of each cell.</summary>
    /// <param name="tree">Built for the map.</param>
    /// <param name="map">The map.</param>
    /// <param name="weights">Of the points; null for 1 each.</param>
    public CellSums(SpaceTree<TSpace> tree, MapPoints map, double[]? weights)
    {
        (_map, _weights, _cells, _order) = (map, weights, tree.Cells.ToArray(), tree.Order);
        _places = new int[map.Count];
        for (int place = 0; place < _places.Length; place++)
        {
            _places[_order[place]] = place;
        }

        _summaries =
        [
            .. _cells.AsParallel().AsOrdered().Select(
                cell => new Summary(map, weights, _order.AsSpan(cell.First, cell.Last - cell.First))),
        ];
    }

    /// <summary>Computes the sums at some points.</summary>
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
                    sum += _map.Pair(formula, point, _order[place], _weights?[_order[place]] ?? 1);
                }
            }

            cell++;
        }

        return sum;
    }
}
