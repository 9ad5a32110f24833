using BhTsne.Quality;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using FsCheck.Fluent;

namespace BhTsne.Tests.Quality;

/// <summary>Neighbours and ranks over several blocks of references, for numbers that fill no vector and no block.</summary>
public sealed class PointSpaceTests
{
    public static TheoryData<int> AllMetrics => [0, 1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(AllMetrics))]
    public void Neighbours_and_ranks_are_those_of_the_definition(int which) => Check.ForAll(
        Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
        seed =>
        {
            Random random = new(seed);
            Metric metric = QualityCases.Metrics[which];
            int count = random.Next(250, 530), k = random.Next(1, 20);
            float[,] points = QualityCases.Points(random, count, random.Next(1, 20), metric);
            int[] queries = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.Next(count))];
            int[] targets =
            [
                .. queries.SelectMany(query => Enumerable.Range(0, k).Select(_ => (query + random.Next(1, count)) % count)),
            ];
            double[,] distances = QualityCases.Distances(points, metric);
            PointSpace space = PointSpace.Create(PointMatrix.From(points), metric);
            using WorkerTeam team = new(1 + random.Next(3));
            int[] neighbors = space.Neighbors(queries, k, team, null), ranks = space.Ranks(queries, targets, team, null);
            for (int query = 0; query < queries.Length; query++)
            {
                // By inner product single precision orders neighbours by the root of a difference, which merges the nearest.
                if (metric != Metric.InnerProduct)
                {
                    Assert.Equal(DenseQuality.Nearest(distances, queries[query], k), neighbors[(query * k)..((query + 1) * k)]);
                }

                for (int target = query * k; target < (query + 1) * k; target++)
                {
                    Assert.Equal(Rank(distances, queries[query], targets[target]), ranks[target]);
                }
            }
        },
        cases: 15);

    /// <summary>A target is never nearer than itself, whatever is rounded: without ties the ranks of all others are 1 to N - 1.</summary>
    [Fact]
    public void All_others_have_all_ranks()
    {
        Random random = new(2);
        float[,] points = new float[300, 37];
        for (int i = 0; i < 300 * 37; i++)
        {
            points[i / 37, i % 37] = (float)EndToEnd.Samples.Gaussian(random);
        }

        int[] queries = [.. Enumerable.Range(0, 20)], all = [.. Enumerable.Range(0, 300)];
        int[] targets = [.. queries.SelectMany(query => all.Where(other => other != query))];
        using WorkerTeam team = new(2);
        foreach (Metric metric in new[] { Metric.Euclidean, Metric.Manhattan, Metric.Cosine, Metric.InnerProduct })
        {
            int[] ranks = PointSpace.Create(PointMatrix.From(points), metric).Ranks(queries, targets, team, null);
            int[] most = [.. queries.Select(query => ranks.AsSpan(query * 299, 299).ToArray().Distinct().Count())];

            // Two totals may be equal by rounding; a wrong order of a sum makes hundreds of them.
            Assert.All(most, count => Assert.InRange(count, 295, 299));
            Assert.All(queries, query => Assert.Contains(1, ranks[(query * 299)..((query + 1) * 299)]));
            Assert.All(ranks, rank => Assert.InRange(rank, 1, 299));
        }
    }

    /// <summary>Tiny and huge coordinates: no square leaves the range of single precision.</summary>
    [Theory]
    [InlineData(1e-30f)]
    [InlineData(1e30f)]
    public void Ranks_do_not_depend_on_the_scale(float scale)
    {
        Random random = new(1);
        float[,] points = new float[40, 3];
        for (int i = 0; i < 120; i++)
        {
            points[i / 3, i % 3] = random.Next(20) * scale;
        }

        double[,] distances = QualityCases.Distances(points, Metric.Euclidean);
        using WorkerTeam team = new(1);
        int[] queries = [.. Enumerable.Range(0, 40)], targets = [.. queries.Select(query => (query + 7) % 40)];
        int[] ranks = PointSpace.Create(PointMatrix.From(points), Metric.Euclidean).Ranks(queries, targets, team, null);

        // A float of 1e-30 is rounded, so that equal distances differ a little: ranks of a point nearer by 1e-6 and of one farther are met.
        Assert.All(queries, query =>
        {
            double distance = distances[query, targets[query]];
            int low = queries.Count(other => other != query && distances[query, other] < distance * (1 - 1e-6));
            int high = queries.Count(other => other != query && distances[query, other] < distance * (1 + 1e-6));
            Assert.InRange(ranks[query], 1 + low, 1 + high);
        });
    }

    private static int Rank(double[,] distances, int query, int target)
    {
        int rank = 1;
        for (int other = 0; other < distances.GetLength(0); other++)
        {
            rank += other != query && distances[query, other] < distances[query, target] ? 1 : 0;
        }

        return rank;
    }
}
