namespace BhTsne.Neighbors;

/// <summary>
/// Distances from one row to others, whatever the metric: for building trees, where it is called once a point and level. One thread at a
/// time.
/// </summary>
internal abstract class RowDistance
{
    /// <summary>Sets the row that distances start from.</summary>
    public abstract void From(int row);

    /// <summary>The distance to a row.</summary>
    public abstract float To(int row);

    /// <summary>The distances of a problem's metric.</summary>
    public static RowDistance For(NeighborProblem problem) => MetricDispatch<RowDistance>.Run(problem.Metric, new Visitor(problem));

    private readonly struct Visitor(NeighborProblem problem) : IMetricVisitor<RowDistance>
    {
        public RowDistance Visit<TMetric>()
            where TMetric : struct, IMetricKernel => new OfVectors<TMetric>(problem.Points);

        public RowDistance VisitCustom() => new OfFunction(new CustomDistance(problem.Points, problem.Metric));
    }

    private sealed class OfVectors<TMetric>(ScaledPoints points) : RowDistance
        where TMetric : struct, IMetricKernel
    {
        private readonly float[] _from = new float[points.Stride];

        public override void From(int row) => points.CopyRow(row, _from);

        public override float To(int row) => points.DistanceTo<TMetric>(_from, row);
    }

    private sealed class OfFunction(CustomDistance distance) : RowDistance
    {
        private int _from;

        public override void From(int row) => _from = row;

        public override float To(int row) => distance.Between(_from, row);
    }
}
