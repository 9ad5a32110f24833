using System.Runtime.Intrinsics;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Repulsion;

/// <summary>Maps in the engine's layout, and what it computes on them.</summary>
internal static class Maps
{
    /// <summary>A cloud's points, Stride apart, filled up with zeros to whole vectors.</summary>
    public static float[] Positions<TSpace>(PointCloud cloud)
        where TSpace : struct, ISpace => Positions<TSpace>(cloud.Values(), cloud.Points);

    public static float[] Positions<TSpace>(ReadOnlySpan<float> values, int points)
        where TSpace : struct, ISpace
    {
        float[] positions = new float[Lanes.RoundUp(points * TSpace.Stride)];
        for (int point = 0; point < points; point++)
        {
            values.Slice(point * TSpace.Dimensions, TSpace.Dimensions).CopyTo(positions.AsSpan(point * TSpace.Stride));
        }

        return positions;
    }

    public static double[,] Dense<TSpace>(float[] positions, int points)
        where TSpace : struct, ISpace
    {
        double[,] dense = new double[points, TSpace.Dimensions];
        for (int point = 0; point < points; point++)
        {
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                dense[point, axis] = positions[(point * TSpace.Stride) + axis];
            }
        }

        return dense;
    }

    public static (double Z, double[,] R) BarnesHut<TSpace>(float[] positions, int points, double theta, int threads = 1)
        where TSpace : struct, ISpace
    {
        using WorkerTeam team = new(threads);
        return Run<TSpace>(new BarnesHutRepulsion<TSpace, StudentKernel>(default, new TreeState(points), team), positions, points, theta);
    }

    public static (double Z, double[,] R) Exact<TSpace>(float[] positions, int points)
        where TSpace : struct, ISpace
    {
        using WorkerTeam team = new(1);
        return Run<TSpace>(new ExactRepulsion<TSpace, StudentKernel>(default, points, team), positions, points, 0);
    }

    public static (double Z, double[,] R) Run<TSpace>(IPairSums repulsion, float[] positions, int points, double theta)
        where TSpace : struct, ISpace
    {
        float[] result = new float[positions.Length];
        repulsion.SetSources(positions, null, theta);
        double z = repulsion.ComputeAtSources(result, null);
        return (z, Dense<TSpace>(result, points));
    }

    /// <summary>
    /// One pass through a tree that was built for other positions, group by group, whatever the rule of rebuilding would say.
    /// </summary>
    public static (double Z, double[,] R) Refitted<TSpace>(float[] built, float[] positions, int points, double theta)
        where TSpace : struct, ISpace
    {
        const int Group = 48;
        using WorkerTeam team = new(1);
        SpaceTree<TSpace> tree = new(new TreeState(points), team);
        tree.Build(built);
        tree.Refit(built, theta);
        tree.Refit(positions, theta);
        InteractionList<TSpace, StudentKernel> list = new(default, tree.CellCapacity);
        double[,] forces = new double[points, TSpace.Dimensions];
        double z = 0;
        for (int first = 0; first < points; first += Group)
        {
            int last = Math.Min(first + Group, points);
            Box<TSpace> box = new(tree.Coordinates, first, last);
            list.BeginBlock(tree, box, first, last);
            list.Fill(tree, box, first, last);
            for (int place = first; place < last; place++)
            {
                // Sixteen lanes are filled, the first of them is read: no other lane may matter to it.
                ForceAccumulator<TSpace, StudentKernel> sums = new(default, tree.Coordinates, place);
                list.BlockExpansion.Evaluate(ref sums);
                list.GroupExpansion.Evaluate(ref sums);
                sums.AddCells(list.Cells, tree.Expansions);
                sums.AddPoints<UnitWeight>(tree.Coordinates, [], list.Ranges);
                sums.AddOwnPoints<UnitWeight>(tree.Coordinates, [], first, last, place);
                Vector512<float>[] axes = [sums.ForceX, sums.ForceY, sums.ForceZ];
                for (int axis = 0; axis < TSpace.Dimensions; axis++)
                {
                    forces[tree.Order[place], axis] = axes[axis][0];
                }

                z += sums.Phi[0];
            }
        }

        return (z, forces);
    }

    /// <summary>
    /// Σ_j w² |δ| of each point and axis: the size of what is summed, before signs cancel. Rounding and truncation are shares of this.
    /// </summary>
    public static double[,] Magnitudes(double[,] y)
    {
        double[,] w = DenseTsne.Weights(y);
        int points = y.GetLength(0), dimensions = y.GetLength(1);
        double[,] sums = new double[points, dimensions];
        for (int i = 0; i < points; i++)
        {
            for (int j = 0; j < points; j++)
            {
                for (int d = 0; d < dimensions; d++)
                {
                    sums[i, d] += w[i, j] * w[i, j] * Math.Abs(y[i, d] - y[j, d]);
                }
            }
        }

        return sums;
    }

    /// <summary>‖a − b‖ over ‖magnitudes‖.</summary>
    public static double Error(double[,] actual, double[,] expected, double[,] magnitudes)
    {
        double difference = 0, size = 0;
        foreach ((double a, double b, double m) in actual.Cast<double>().Zip(expected.Cast<double>(), magnitudes.Cast<double>()))
        {
            difference += (a - b) * (a - b);
            size += m * m;
        }

        return size == 0 ? Math.Sqrt(difference) : Math.Sqrt(difference / size);
    }

    /// <summary>A disc of uniform density with a ragged edge: like a converged map, where most cells are seen from afar.</summary>
    public static float[] Disc<TSpace>(int points, double radius, int seed)
        where TSpace : struct, ISpace
    {
        Random random = new(seed);
        float[] values = new float[points * TSpace.Dimensions];
        for (int point = 0; point < points;)
        {
            double[] candidate = [.. Enumerable.Range(0, TSpace.Dimensions).Select(_ => (2 * random.NextDouble()) - 1)];
            if (candidate.Sum(c => c * c) <= 1)
            {
                for (int axis = 0; axis < TSpace.Dimensions; axis++)
                {
                    values[(point * TSpace.Dimensions) + axis] = (float)(candidate[axis] * radius);
                }

                point++;
            }
        }

        return Positions<TSpace>(values, points);
    }
}
