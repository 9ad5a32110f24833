using BhTsne.Affinities;
using BhTsne.Data;
using BhTsne.Initialization;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Models;

/// <summary>
/// Places new points one by one: each has a conditional row over points of the map, starts at the weighted median of their places or at one
/// of its nearest, whichever costs least, and descends C(y) = ρ Σ_j p_j (−ln w(s_j)) + ln Z(y) with Z(y) = Σ_j w(s_j), over the points of
/// the map alone (docs/algorithm.md, "New points").
/// </summary>
internal sealed class Placement<TSpace, TKernel> : IPlacement
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    private const int PointsPerBlock = 32;

    /// <summary>
    /// The nearest points of the map whose places are tried as a start beside the median: more find no better ones (docs/accuracy.md, "New
    /// points").
    /// </summary>
    private const int NearestStarts = 3;

    /// <summary>
    /// The nearest points among which a point that is placed anew seeks the median: it takes the square of their number, and one start is
    /// the place that the point has.
    /// </summary>
    private const int MostMedianPlaces = 100;

    private readonly TKernel _kernel;
    private readonly Embedding _map;
    private readonly PointWeights? _weights;
    private readonly FrozenMap<TSpace, TKernel> _field;
    private readonly double _width;

    /// <summary>Builds the tree over a map; it serves all points.</summary>
    /// <param name="kernel">Of the objective that the map was made with.</param>
    /// <param name="map">N x d.</param>
    /// <param name="weights">Of its points; null for 1 each.</param>
    /// <param name="theta">The accuracy θ of the sums; 0 for exact ones.</param>
    /// <param name="team">The worker threads.</param>
    public Placement(TKernel kernel, Embedding map, PointWeights? weights, double theta, WorkerTeam team)
    {
        (_kernel, _map, _weights) = (kernel, map, weights);
        float[] positions = new float[Lanes.RoundUp(map.Points * TSpace.Stride)];
        for (int point = 0; point < map.Points; point++)
        {
            map.Values.Slice(point * TSpace.Dimensions, TSpace.Dimensions).CopyTo(positions.AsSpan(point * TSpace.Stride));
        }

        SpaceTree<TSpace> tree = new(new TreeState(map.Points), team);
        tree.Build(positions);
        tree.Refit(positions, theta, weights?.Values);
        _field = new FrozenMap<TSpace, TKernel>(kernel, tree, weights is not null);
        _width = Width(map);
    }

    /// <inheritdoc/>
    public float[] Place(ChunkedRows neighbors, PlacementSettings settings, WorkerTeam team, IProgress<double>? progress) =>
        Place(null, neighbors, settings, team, progress);

    /// <inheritdoc/>
    public float[] PlaceWithout(ReadOnlySpan<int> points, ChunkedRows neighbors, PlacementSettings settings, WorkerTeam team) =>
        Place(points.ToArray(), neighbors, settings, team, null);

    private float[] Place(
        int[]? leftOut, ChunkedRows neighbors, PlacementSettings settings, WorkerTeam team, IProgress<double>? progress)
    {
        float[] places = new float[checked(neighbors.Rows * TSpace.Dimensions)];
        Scratch?[] scratch = new Scratch[team.Threads];
        long done = 0;
        int longest = neighbors.LengthOf(0);
        team.Run(
            (neighbors.Rows + PointsPerBlock - 1) / PointsPerBlock,
            (block, worker) =>
            {
                Scratch own = scratch[worker] ??= new Scratch(this, settings, longest);
                int first = block * PointsPerBlock, last = Math.Min(first + PointsPerBlock, neighbors.Rows);
                for (int point = first; point < last; point++)
                {
                    own.Place(
                        neighbors.IndicesOf(point),
                        neighbors.ValuesOf(point),
                        leftOut is null ? -1 : leftOut[point],
                        places.AsSpan(point * TSpace.Dimensions, TSpace.Dimensions));
                }

                long now = Interlocked.Add(ref done, last - first);
                if (worker == 0)
                {
                    progress?.Report((double)now / neighbors.Rows);
                }
            });
        return places;
    }

    private static double Width(Embedding map)
    {
        double width = 0;
        for (int axis = 0; axis < map.Dimensions; axis++)
        {
            float low = map.Values[axis], high = low;
            for (int at = axis; at < map.Values.Length; at += map.Dimensions)
            {
                low = Math.Min(low, map.Values[at]);
                high = Math.Max(high, map.Values[at]);
            }

            width = Math.Max(width, (double)high - low);
        }

        return width;
    }

    /// <summary>The work on one point after another. One thread at a time.</summary>
    private sealed class Scratch
    {
        private readonly Placement<TSpace, TKernel> _placement;
        private readonly PlacementSettings _settings;
        private readonly IRowProbabilities _row;
        private readonly double[] _probabilities;
        private readonly double[] _weights;
        private readonly float[] _places;
        private readonly PlacementCost<TSpace, TKernel> _cost;
        private readonly QuasiNewton<PlacementCost<TSpace, TKernel>> _descent;

        public Scratch(Placement<TSpace, TKernel> placement, PlacementSettings settings, int longest)
        {
            (_placement, _settings) = (placement, settings);
            AffinityKind kind = AffinityKind.Perplexity(settings.Perplexity);
            _row = placement._weights is null
                ? RowProbabilities.Of<UnitWeights>(kind, longest)
                : RowProbabilities.Of<GivenWeights>(kind, longest);
            _probabilities = new double[longest];
            _weights = new double[longest];
            _places = new float[longest * TSpace.Dimensions];
            _cost = new PlacementCost<TSpace, TKernel>(placement._kernel, placement._field, settings.Exaggeration, longest);
            _descent = new QuasiNewton<PlacementCost<TSpace, TKernel>>(_cost, TSpace.Dimensions)
            {
                MaxIterations = settings.MaxIterations,
                LongestStep = settings.MaxStepLength,
                ShortestStep = 1e-6 * placement._width,
            };
        }

        /// <summary>Places a point.</summary>
        /// <param name="neighbors">Its nearest points of the map.</param>
        /// <param name="distances">The distance to each.</param>
        /// <param name="leftOut">The point of the map that is left out; -1 for none.</param>
        /// <param name="place">Receives the place.</param>
        public void Place(ReadOnlySpan<int> neighbors, ReadOnlySpan<float> distances, int leftOut, Span<float> place)
        {
            ReadOnlySpan<float> map = _placement._map.Values;
            if (_settings.EqualPointsShareAPlace && distances[0] == 0)
            {
                map.Slice(neighbors[0] * TSpace.Dimensions, TSpace.Dimensions).CopyTo(place);
                return;
            }

            for (int j = 0; j < neighbors.Length; j++)
            {
                map.Slice(neighbors[j] * TSpace.Dimensions, TSpace.Dimensions).CopyTo(_places.AsSpan(j * TSpace.Dimensions));
                _weights[j] = (_placement._weights?.Values[neighbors[j]] ?? 1) - (neighbors[j] == leftOut ? 1 : 0);
            }

            ReadOnlySpan<double> weights = _placement._weights is null ? default : _weights.AsSpan(0, neighbors.Length);
            Span<double> probabilities = _probabilities.AsSpan(0, neighbors.Length);
            _row.Row(distances, weights, probabilities);
            int among = leftOut < 0 ? neighbors.Length : Math.Min(neighbors.Length, MostMedianPlaces);
            int start = WeightedMedian.Of(_places, TSpace.Dimensions, probabilities[..among]);
            _cost.SetRow(_places, probabilities);
            _cost.LeftOut = leftOut;
            if (_settings.MaxIterations > 0)
            {
                start = Cheapest(start, Math.Min(NearestStarts, neighbors.Length));
            }

            _places.AsSpan(start * TSpace.Dimensions, TSpace.Dimensions).CopyTo(place);
            double cost = _descent.Minimise(place);
            if (leftOut >= 0)
            {
                KeepNearOwnPlace(map.Slice(leftOut * TSpace.Dimensions, TSpace.Dimensions), cost, place);
            }
        }

        /// <summary>
        /// Descends from the place that the point has in the map too, and takes the end of this unless the other one costs less.
        /// </summary>
        private void KeepNearOwnPlace(ReadOnlySpan<float> own, double cost, Span<float> place)
        {
            Span<float> other = stackalloc float[TSpace.Dimensions];
            own.CopyTo(other);
            if (!(_descent.Minimise(other) > cost))
            {
                other.CopyTo(place);
            }
        }

        /// <summary>
        /// Of the places of a neighbour and of the nearest ones the one where the cost is least; of equal ones the first.
        /// </summary>
        private int Cheapest(int start, int nearest)
        {
            Span<double> gradient = stackalloc double[TSpace.Dimensions];
            double least = CostAt(start, gradient);
            for (int neighbor = 0; neighbor < nearest; neighbor++)
            {
                double cost = CostAt(neighbor, gradient);
                if (cost < least)
                {
                    (start, least) = (neighbor, cost);
                }
            }

            return start;
        }

        private double CostAt(int neighbor, Span<double> gradient) =>
            _cost.Compute(_places.AsSpan(neighbor * TSpace.Dimensions, TSpace.Dimensions), gradient);
    }
}
