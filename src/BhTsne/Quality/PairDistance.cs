using System.Runtime.Intrinsics;
using BhTsne.Neighbors;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Quality;

/// <summary>
/// The distances of single pairs in double precision, for measures that use their order alone: any function that rises with the distance.
/// Safe to use from several threads at once.
/// </summary>
internal abstract class PairDistance
{
    /// <summary>Whether the distance from j to i is that from i to j.</summary>
    public virtual bool IsSymmetric => true;

    /// <summary>A number that rises with the distance from i to j.</summary>
    public abstract double Between(int i, int j);

    /// <summary>Creates the distances of a metric.</summary>
    /// <exception cref="TsneInputException">The metric is the cosine and a row is zero; the message names it.</exception>
    public static PairDistance Create(PointMatrix points, Metric metric, WorkerTeam team)
    {
        ScaledPoints scaled = ScaledPoints.For(points, metric);
        return metric.Kind switch
        {
            MetricKind.Manhattan => new OfVectors<Absolute>(scaled),
            MetricKind.Chebyshev => new OfVectors<Largest>(scaled),
            MetricKind.InnerProduct => new OfProducts(scaled, team),
            MetricKind.Custom => new OfFunction(new CustomDistance(scaled, metric)),
            _ => new OfVectors<Squares>(scaled),
        };
    }

    private interface ITerm
    {
        static abstract Vector512<double> Add(Vector512<double> total, Vector512<double> left, Vector512<double> right);

        static abstract double Reduce(Vector512<double> total);
    }

    private readonly struct Squares : ITerm
    {
        public static Vector512<double> Add(Vector512<double> total, Vector512<double> left, Vector512<double> right) =>
            Vector512.FusedMultiplyAdd(left - right, left - right, total);

        public static double Reduce(Vector512<double> total) => DoubleLanes.OrderedSum(total);
    }

    private readonly struct Absolute : ITerm
    {
        public static Vector512<double> Add(Vector512<double> total, Vector512<double> left, Vector512<double> right) =>
            total + Vector512.Abs(left - right);

        public static double Reduce(Vector512<double> total) => DoubleLanes.OrderedSum(total);
    }

    private readonly struct Largest : ITerm
    {
        public static Vector512<double> Add(Vector512<double> total, Vector512<double> left, Vector512<double> right) =>
            Vector512.MaxNative(total, Vector512.Abs(left - right));

        public static double Reduce(Vector512<double> total)
        {
            double largest = 0;
            for (int lane = 0; lane < DoubleLanes.Count; lane++)
            {
                largest = Math.Max(largest, total[lane]);
            }

            return largest;
        }
    }

    private readonly struct Products : ITerm
    {
        public static Vector512<double> Add(Vector512<double> total, Vector512<double> left, Vector512<double> right) =>
            Vector512.FusedMultiplyAdd(left, right, total);

        public static double Reduce(Vector512<double> total) => DoubleLanes.OrderedSum(total);
    }

    private static double Total<TTerm>(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
        where TTerm : struct, ITerm
    {
        Vector512<double> total = default;
        int column = 0;
        for (; column <= left.Length - Lanes.Count; column += Lanes.Count)
        {
            total = Add<TTerm>(total, Vector512.Create(left[column..]), Vector512.Create(right[column..]));
        }

        if (column < left.Length)
        {
            total = Add<TTerm>(total, Lanes.LoadPartial(left[column..]), Lanes.LoadPartial(right[column..]));
        }

        return TTerm.Reduce(total);
    }

    private static Vector512<double> Add<TTerm>(Vector512<double> total, Vector512<float> left, Vector512<float> right)
        where TTerm : struct, ITerm
    {
        (Vector512<double> leftLower, Vector512<double> leftUpper) = Vector512.Widen(left);
        (Vector512<double> rightLower, Vector512<double> rightUpper) = Vector512.Widen(right);
        return TTerm.Add(TTerm.Add(total, leftLower, rightLower), leftUpper, rightUpper);
    }

    private sealed class OfVectors<TTerm>(ScaledPoints points) : PairDistance
        where TTerm : struct, ITerm
    {
        public override double Between(int i, int j) => Total<TTerm>(points.Row(i), points.Row(j));
    }

    /// <summary>|x_i| L - x_i·x_j, with the length L of the longest point: half of <see cref="Metric.InnerProduct"/>, squared.</summary>
    private sealed class OfProducts : PairDistance
    {
        private const int RowsPerBlock = 1024;
        private readonly ScaledPoints _points;
        private readonly double[] _lengths;
        private readonly double _longest;

        public OfProducts(ScaledPoints points, WorkerTeam team)
        {
            (_points, _lengths) = (points, new double[points.Rows]);
            team.Run(
                (points.Rows + RowsPerBlock - 1) / RowsPerBlock,
                (block, _) =>
                {
                    for (int row = block * RowsPerBlock; row < Math.Min(points.Rows, (block + 1) * RowsPerBlock); row++)
                    {
                        _lengths[row] = Math.Sqrt(Total<Products>(points.Row(row), points.Row(row)));
                    }
                });
            _longest = _lengths.Max();
        }

        public override bool IsSymmetric => false;

        public override double Between(int i, int j) => (_lengths[i] * _longest) - Total<Products>(_points.Row(i), _points.Row(j));
    }

    private sealed class OfFunction(CustomDistance distance) : PairDistance
    {
        public override double Between(int i, int j) => distance.Between(i, j);
    }
}
