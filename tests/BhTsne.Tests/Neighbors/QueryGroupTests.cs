using BhTsne.Data;
using BhTsne.Neighbors;
using Shape = BhTsne.Tests.Neighbors.NeighborCases.Shape;

namespace BhTsne.Tests.Neighbors;

public sealed class QueryGroupTests
{
    private const int Rows = 96;

    /// <summary>Which tile a processor takes must not show: both are asked here, whatever the processor.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(50)]
    public void Narrow_tiles_give_the_bits_of_the_wide_one(int columns)
    {
        Compare<EuclideanKernel, ProductTile>(columns);
        Compare<EuclideanKernel, DifferenceTile<EuclideanKernel>>(columns);
        Compare<ManhattanKernel, DifferenceTile<ManhattanKernel>>(columns);
        Compare<ChebyshevKernel, DifferenceTile<ChebyshevKernel>>(columns);
    }

    private static void Compare<TMetric, TTile>(int columns)
        where TMetric : struct, IMetricKernel
        where TTile : struct, ITile
    {
        PointMatrix points = PointMatrix.From(new NeighborCases.PointSet(Shape.Clusters, Rows, columns, 3, 9).Points());
        NeighborProblem problem = new(points, Metric.Euclidean, 3);
        Panels panels = new(problem.Points, problem.References);
        if (TTile.UsesNorms)
        {
            panels.UseCentre(problem.Centre());
        }

        for (int panel = 0; panel < panels.Count; panel++)
        {
            panels.Fill(panel, new float[problem.Points.Stride]);
        }

        QueryGroup<TMetric, TTile> group = new(problem, panels);
        group.Start([5, 1, 90, 33, 64, 7, 8, 31]);

        // Limits that some queries' totals pass and some do not.
        group.Scan(0);
        for (int query = 0; query < group.Count; query++)
        {
            group.Tighten(query);
        }

        for (int panel = 0; panel < panels.Count; panel++)
        {
            uint passing = group.Accumulate(panel);
            int[] wide = Bits(group.Totals);

            // Those of another panel in between, so that nothing is left to be found.
            group.Accumulate((panel + 1) % panels.Count);
            Assert.NotEqual(wide, Bits(group.Totals));
            Assert.Equal(passing, group.AccumulateNarrowly(panel));
            Assert.Equal(wide, Bits(group.Totals));
        }
    }

    private static int[] Bits(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), BitConverter.SingleToInt32Bits);
}
