using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// What the nodes of a vantage-point tree know: a vantage point each, and between which distances from it the points of either half lie.
/// </summary>
/// <remarks>Filled while the tree is built, one thread a node; then read by all.</remarks>
internal sealed class VantageShells
{
    // Vantage points are chosen for the spread of their distances (Yianilos 1993): this many are tried on so many points.
    private const int Trials = 6;
    private const int Sample = 24;
    private readonly NeighborProblem _problem;
    private readonly RowDistance[] _distances;
    private readonly int[] _points;
    private readonly Shell[] _shells;

    /// <summary>Makes room.</summary>
    public VantageShells(NeighborWork work)
    {
        _problem = work.Problem;
        int nodes = TreeNode.NodesOf(_problem);
        _points = new int[nodes];
        _shells = new Shell[2 * nodes];
        _distances = new RowDistance[work.Team.Threads];
    }

    /// <summary>The vantage point of a node that is not a leaf.</summary>
    public int VantageOf(TreeNode node) => _points[node.Index];

    /// <summary>The shell around the vantage point in which the first half lies.</summary>
    public Shell LeftOf(TreeNode node) => _shells[2 * node.Index];

    /// <summary>The shell around the vantage point in which the second half lies.</summary>
    public Shell RightOf(TreeNode node) => _shells[(2 * node.Index) + 1];

    /// <summary>Chooses a vantage point and splits at the median distance from it.</summary>
    public void Visit(TreeNode node, Span<ulong> keys, int worker)
    {
        if (node.IsLeaf)
        {
            return;
        }

        RowDistance distance = _distances[worker] ??= RowDistance.For(_problem);
        int vantage = Choose(node, keys, distance);
        _points[node.Index] = vantage;
        distance.From(vantage);
        foreach (ref ulong key in keys)
        {
            int point = Candidates.Index(key);
            key = Candidates.Key(distance.To(point), point);
        }

        int left = TreeBuilder.Split(node, keys);
        _shells[2 * node.Index] = Shell.Around(keys[..left]);
        _shells[(2 * node.Index) + 1] = Shell.Around(keys[left..]);
    }

    private static int Choose(TreeNode node, Span<ulong> keys, RowDistance distance)
    {
        CounterRandom random = new((ulong)node.Index, RandomStream.VantagePoints);
        int best = 0;
        double widest = -1;
        for (int trial = 0; trial < Trials; trial++)
        {
            int candidate = Candidates.Index(keys[random.Below(trial, keys.Length)]);
            distance.From(candidate);
            double sum = 0, squares = 0;
            for (int i = 0; i < Sample; i++)
            {
                double value = distance.To(Candidates.Index(keys[random.Below(Trials + i, keys.Length)]));
                sum += value;
                squares += value * value;
            }

            double spread = squares - (sum * sum / Sample);
            if (spread > widest)
            {
                (best, widest) = (candidate, spread);
            }
        }

        return best;
    }
}

/// <summary>The smallest and largest distance from a vantage point to some points.</summary>
internal readonly record struct Shell(float Low, float High)
{
    /// <summary>The shell of keys of distances.</summary>
    public static Shell Around(ReadOnlySpan<ulong> keys)
    {
        float low = float.PositiveInfinity, high = 0;
        foreach (ulong key in keys)
        {
            low = MathF.Min(low, Candidates.Value(key));
            high = MathF.Max(high, Candidates.Value(key));
        }

        return new Shell(low, high);
    }

    /// <summary>
    /// A lower bound of the distance from a query to any point in the shell, by the triangle inequality, for distances of a relative error.
    /// </summary>
    public float Gap(float distance, float error) =>
        MathF.Max(0, MathF.Max(distance - High, Low - distance) - (error * (distance + High)));
}
