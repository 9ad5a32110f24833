using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Repulsion;

/// <summary>
/// An objective with all that tests of it need: how the engine is told, the definition, and how large the terms of its gradient are.
/// </summary>
/// <param name="Options">What the engine is told.</param>
/// <param name="Oracle">The definition.</param>
internal sealed record ObjectiveCase(TsneOptions Options, IOracleObjective Oracle)
{
    public static readonly IReadOnlyDictionary<string, ObjectiveCase> All = new Dictionary<string, ObjectiveCase>
    {
        ["t-SNE"] = new(new(), new DenseTsne()),
        ["alpha = 0.5"] = new(new() { DegreesOfFreedom = 0.5 }, new DenseStudent(0.5)),
        ["alpha = 3"] = new(new() { DegreesOfFreedom = 3 }, new DenseStudent(3)),
        ["symmetric SNE"] = new(new() { Objective = TsneObjective.SymmetricSne }, new DenseSymmetricSne()),
        ["SNE"] = new(new() { Objective = TsneObjective.Sne }, new DenseSne()),
    };

    /// <summary>The name of every objective with every number of dimensions.</summary>
    public static TheoryData<string, int> InEachDimension
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (string name in All.Keys)
            {
                cases.Add(name, 1);
                cases.Add(name, 2);
                cases.Add(name, 3);
            }

            return cases;
        }
    }

    private bool IsConditional => Options.Objective == TsneObjective.Sne;

    /// <summary>The engine's gradient of a map, the repulsive part of it, and the cost.</summary>
    public (double[,] Gradient, double[,] Repulsion, double Cost) Engine<TSpace>(
        AffinityMatrix affinities, PointCloud map, double theta, int threads = 1, bool exact = false)
        where TSpace : struct, ISpace
    {
        using WorkerTeam team = new(threads);
        TsneOptions options = Options with { Theta = theta, Repulsion = exact ? RepulsionMethod.Exact : RepulsionMethod.BarnesHut };
        IGradient gradient = DescentFactory.Gradient<TSpace>(
            affinities, new PointLayout(affinities, team), new TreeState(map.Points), options, team);
        double cost = gradient.ComputeWithCost(Maps.Positions<TSpace>(map), theta);
        double[,] attraction = Maps.Dense<TSpace>(gradient.Attraction, map.Points),
            repulsion = Maps.Dense<TSpace>(gradient.Repulsion, map.Points);
        double[,] whole = new double[map.Points, TSpace.Dimensions];
        for (int i = 0; i < map.Points; i++)
        {
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                repulsion[i, axis] *= 4 / gradient.Z;
                whole[i, axis] = (4 * attraction[i, axis]) - repulsion[i, axis];
            }
        }

        return (whole, repulsion, cost);
    }

    /// <summary>The gradient and the cost by definition: SNE's for each point, of the mean over the points.</summary>
    public (double[,] Gradient, double Cost) Definition(double[,] conditional, double[,] y)
    {
        double[,] p = IsConditional ? conditional : DenseAffinities.Joint(conditional);
        double[,] gradient = Oracle.Gradient(p, y);
        double share = IsConditional ? 1.0 / y.GetLength(0) : 1;
        foreach (ref double entry in Dense.Flat(gradient))
        {
            entry *= share;
        }

        return (gradient, share * Oracle.Cost(p, y));
    }

    /// <summary>The norm of Σ_j (attraction + repulsion of the pair), before signs cancel: rounding is a share of it.</summary>
    public double Size(double[,] conditional, double[,] y)
    {
        int points = y.GetLength(0);
        double alpha = Options.DegreesOfFreedom;
        bool student = Options.Objective == TsneObjective.TSne;
        double[,] s = Dense.SquaredDistances(y), p = DenseAffinities.Joint(conditional), w = new double[points, points];
        double[] rows = new double[points];
        for (int i = 0; i < points; i++)
        {
            for (int j = 0; j < points; j++)
            {
                w[i, j] = i == j ? 0 : student ? Math.Pow(1 + (s[i, j] / alpha), -alpha) : Math.Exp(-s[i, j]);
                rows[i] += w[i, j];
            }
        }

        double z = rows.Sum(), sum = 0;
        for (int i = 0; i < points; i++)
        {
            double force = 0;
            for (int j = 0; j < points; j++)
            {
                double q = IsConditional ? ((w[i, j] / rows[i]) + (w[i, j] / rows[j])) / (2 * points) : w[i, j] / z;
                double factor = student ? 1 / (1 + (s[i, j] / alpha)) : 1;
                force += i == j ? 0 : (p[i, j] + q) * factor * Math.Sqrt(s[i, j]);
            }

            sum += force * force;
        }

        return 4 * Math.Sqrt(sum);
    }

    /// <summary>The sparse joint P of conditional rows.</summary>
    public static AffinityMatrix Affinities(double[,] conditional)
    {
        int points = conditional.GetLength(0);
        double entropy = Enumerable.Range(0, points)
            .Average(i => DenseAffinities.Entropy(Enumerable.Range(0, points).Select(j => conditional[i, j])));
        return Sparse(DenseAffinities.Joint(conditional), Math.Max(0, entropy));
    }

    /// <summary>A joint P as the engine takes it.</summary>
    public static AffinityMatrix Sparse(double[,] joint, double? entropy = null)
    {
        int points = joint.GetLength(0);
        List<long> offsets = [0];
        List<int> columns = [];
        List<float> values = [];
        for (int i = 0; i < points; i++)
        {
            foreach (int j in Enumerable.Range(0, points).Where(j => joint[i, j] > 0))
            {
                columns.Add(j);
                values.Add((float)joint[i, j]);
            }

            offsets.Add(columns.Count);
        }

        return new AffinityMatrix(new SparseMatrix([.. offsets], [.. columns], [.. values], points), entropy);
    }

    /// <summary>
    /// P of points on a ring, each the only neighbour of the one before: an attraction that is the same whatever the repulsion.
    /// </summary>
    public static AffinityMatrix Ring(int points)
    {
        int[] columns = [.. Enumerable.Range(0, points).SelectMany(i => new[] { (i + points - 1) % points, (i + 1) % points }.Order())];
        long[] offsets = [.. Enumerable.Range(0, points + 1).Select(i => 2L * i)];
        float[] values = new float[2 * points];
        values.AsSpan().Fill(0.5f / points);
        return new AffinityMatrix(new SparseMatrix(offsets, columns, values, points), 0);
    }
}
