using BhTsne.Neighbors;
using BhTsne.Scheduling;

namespace BhTsne.Tests.Neighbors;

/// <summary>Which lists of an inverted file a query is compared with.</summary>
public sealed class ProbesTests
{
    [Fact]
    public void A_query_probes_the_lists_whose_centroids_are_nearest_to_itself() =>
        Check.ForAll(NeighborCases.Arbitrary, test =>
        {
            PointMatrix points = PointMatrix.From(test.Points());
            using WorkerTeam team = new(1);
            NeighborProblem problem = new(points, Metric.Euclidean, test.Neighbors);
            int references = problem.References.Length;
            InvertedFile file = InvertedFile.Create(
                new NeighborWork(problem, team, null), Math.Min(references, 1 + (test.Seed % 60)), (ulong)test.Seed);
            int count = 1 + (test.Seed % 5), least = Math.Min(references, 1 + (test.Seed % 30));
            Probes probes = new(file, problem.Points, count, least);
            for (int own = 0; own < file.Lists; own++)
            {
                int[] queries = [.. Enumerable.Range(file.FirstSlot(own), file.Size(own)).Select(slot => file.Panels.Order[slot])];
                if (queries.Length > 0)
                {
                    probes.Choose(own, queries);
                    AssertNearest(file, problem.Points, probes, queries, count, least);
                }
            }
        });

    private static void AssertNearest(InvertedFile file, ScaledPoints points, Probes probes, int[] queries, int count, int least)
    {
        int[] around = [.. Enumerable.Range(0, probes.Lists).Select(probes.List)];
        Assert.Equal(around.Length, around.Distinct().Count());
        Assert.True(around.Length == file.Lists || around.Length == Probes.Spread * count);
        for (int query = 0; query < queries.Length; query++)
        {
            bool[] isProbed = [.. Enumerable.Range(0, around.Length).Select(place => probes.Queries(place).Contains(query))];
            double[] distances = [.. around.Select(list => Distance(file, points, queries[query], list))];
            int probed = isProbed.Count(own => own), size = around.Where((_, place) => isProbed[place]).Sum(file.Size);
            Assert.True(probed >= Math.Min(count, around.Length) && size >= least, $"{probed} lists of {size} points");

            // Not more than were asked for, where they have enough points and no two lists are as near.
            double[] sorted = [.. distances.Order()];
            bool isClear = count < around.Length && sorted[count] - sorted[count - 1] > 1e-4 * distances.Max();
            if (isClear && around.Where((_, place) => distances[place] < sorted[count]).Sum(file.Size) >= least)
            {
                Assert.Equal(count, probed);
            }

            // No list that is left out is nearer than one that is probed, but for what single precision cannot tell.
            double slack = 1e-4 * distances.Max();
            double furthest = distances.Where((_, place) => isProbed[place]).Max();
            Assert.All(distances.Where((_, place) => !isProbed[place]), distance => Assert.True(distance >= furthest - slack));
        }
    }

    private static double Distance(InvertedFile file, ScaledPoints points, int point, int list)
    {
        float[] row = new float[points.Stride];
        points.CopyRow(point, row);
        double sum = 0;
        for (int column = 0; column < points.Columns; column++)
        {
            double difference = (double)row[column] - file.Origin[column] - file.Centroid(list)[column];
            sum += difference * difference;
        }

        return sum;
    }
}
