using BhTsne.Benchmarks.Support;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Benchmarks.Accuracy;

/// <summary>
/// The whole gradient of t-SNE in two dimensions against exact sums in double: how long it is, attraction less repulsion, and its relative
/// error.
/// </summary>
internal static class GradientTable
{
    private const int SampleSize = 1000;

    /// <summary>Measures, and prints the table; the exact Z is summed over all pairs.</summary>
    public static void Print(string title, Embedding map, AffinityMatrix affinities)
    {
        MapPoints points = new(map);
        int[] sample = points.Sample(SampleSize);
        double z = points.Exact(default(Student), null, [.. Enumerable.Range(0, points.Count)]).Sum(sum => sum.Phi);
        PairSum[] repulsion = [.. points.Exact(default(Student), null, sample).Select(sum => Scaled(sum, 1 / z))];
        PairSum[] attraction = [.. sample.Select(point => Attraction(points, affinities.Matrix, point))];
        PairSum[] exact = [.. attraction.Zip(repulsion, (a, r) => a + Scaled(r, -1))];
        double net = Length(exact), force = Length(repulsion);
        MarkdownTable table = new("θ", "R/Z, of its own length", "gradient, of its own length", "Z");
        double before = 0, thetaBefore = 0;
        using WorkerTeam team = new(0);
        foreach (double theta in (double[])[0, .. ErrorTables.Thetas])
        {
            IGradient gradient = DescentFactory.Gradient<TwoDimensions>(
                affinities, new PointLayout(affinities, team), new TreeState(map.Points), new TsneOptions(), team);
            gradient.Compute(DescentState<TwoDimensions>.Create<MomentumWithGains>(map).Positions, theta);
            PairSum[] pushed = [.. sample.Select(point => Scaled(At(gradient.Repulsion, point), 1 / gradient.Z))];
            PairSum[] moved = [.. sample.Zip(pushed, (point, push) => At(gradient.Attraction, point) + Scaled(push, -1))];
            double error = PairSum.ForceError(moved, exact);
            table.Add(
                $"{theta}",
                $"{PairSum.ForceError(pushed, repulsion):0.0e+0}",
                ErrorTables.Cell(error, before, theta, thetaBefore),
                $"{Math.Abs((gradient.Z / z) - 1):0.0e+0}");
            (before, thetaBefore) = (error, theta);
        }

        Console.WriteLine($"### {title}\n\nThe net gradient is {net / force:0.0000} of R/Z.\n\n{table}");
    }

    private static PairSum At(float[] forces, int point) => new(0, forces[2 * point], forces[(2 * point) + 1], 0);

    private static PairSum Attraction(MapPoints points, SparseMatrix p, int point)
    {
        PairSum sum = default;
        for (int entry = 0; entry < p.ColumnsOf(point).Length; entry++)
        {
            int other = p.ColumnsOf(point)[entry];
            double dx = points.X[point] - points.X[other], dy = points.Y[point] - points.Y[other];
            double pull = p.ValuesOf(point)[entry] / (1 + (dx * dx) + (dy * dy));
            sum += new PairSum(0, pull * dx, pull * dy, 0);
        }

        return sum;
    }

    private static PairSum Scaled(PairSum sum, double factor) => new(factor * sum.Phi, factor * sum.X, factor * sum.Y, factor * sum.Z);

    private static double Length(PairSum[] sums) => Math.Sqrt(sums.Sum(sum => sum.SquaredForce));
}
