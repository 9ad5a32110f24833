using BhTsne.Numerics;
using BhTsne.Quality;
using BhTsne.Tests.EndToEnd;

namespace BhTsne.Tests.Quality;

/// <summary>Samples, threads, progress and cancellation of an evaluation.</summary>
public sealed class EvaluationRunTests
{
    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(1200, 7));

    private static readonly Embedding Map = Samples.Cloud(1200, 1, 1);

    private static readonly string[] Labels = [.. Enumerable.Range(0, 1200).Select(i => $"{i % 7}")];

    private static readonly EvaluationOptions Sampled = new() { Queries = 333, Pairs = 9000, Triplets = 9000, Threads = 1 };

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_change_no_bit(int threads)
    {
        MapEvaluation one = MapQuality.Evaluate(Points, Map, Labels, Sampled);
        MapEvaluation many = MapQuality.Evaluate(Points, Map, Labels, Sampled with { Threads = threads });
        Assert.Equal(one.Neighborhoods, many.Neighborhoods);
        Assert.Equal(one, many with { Neighborhoods = one.Neighborhoods });
        Assert.NotEqual(one.RankCorrelation, MapQuality.Evaluate(Points, Map, Labels, Sampled with { Seed = 43 }).RankCorrelation);
    }

    /// <summary>An estimate is made by all points as references: with all as queries the same measures are exact.</summary>
    [Fact]
    public void Only_the_queries_are_a_sample()
    {
        MapEvaluation exact = MapQuality.Evaluate(Points, Map, Labels, Sampled with { Queries = null });
        MapEvaluation sampled = MapQuality.Evaluate(Points, Map, Labels, Sampled);
        Assert.Equal((1200, 333), (exact.Queries, sampled.Queries));
        foreach ((NeighborhoodQuality all, NeighborhoodQuality some) in exact.Neighborhoods.Zip(sampled.Neighborhoods))
        {
            Assert.True(all.Trustworthiness.IsExact && !some.Trustworthiness.IsExact);
            Assert.Equal(333, some.Trustworthiness.Samples);

            // Nearly four standard errors: twice the half of the interval.
            double width = some.Trustworthiness.High - some.Trustworthiness.Low;
            Assert.Equal(all.Trustworthiness.Value, some.Trustworthiness.Value, width);
        }
    }

    [Fact]
    public void Progress_rises_to_1_on_the_calling_thread()
    {
        List<(double Share, int Thread)> seen = [];
        Listener listener = new(share => seen.Add((share, Environment.CurrentManagedThreadId)));
        MapQuality.Evaluate(Points, Map, Labels, Sampled with { Threads = 3 }, listener);
        Assert.Equal(1, seen[^1].Share);
        Assert.Equal(seen.Select(news => news.Share).Order(), seen.Select(news => news.Share));
        Assert.All(seen, news => Assert.Equal(Environment.CurrentManagedThreadId, news.Thread));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.85)]
    public void It_can_be_canceled(double share)
    {
        using CancellationTokenSource source = new();
        Assert.ThrowsAny<OperationCanceledException>(() => MapQuality.Evaluate(
            Points, Map, Labels, Sampled, new Listener(news => Cancel(news >= share)), source.Token));

        void Cancel(bool now)
        {
            if (now)
            {
                source.Cancel();
            }
        }
    }

    /// <summary>Every point is as likely to be drawn as any other, and so is every pair.</summary>
    [Fact]
    public void Draws_of_points_are_even()
    {
        int[,] pairs = new int[10, 10];
        for (ulong seed = 0; seed < 6000; seed++)
        {
            int[] sample = PointSample.Draw(10, 3, seed, RandomStream.EvaluationQueries);
            Assert.Equal(3, sample.Distinct().Count());
            Assert.Equal(sample.Order(), sample);
            foreach (int i in sample)
            {
                foreach (int j in sample)
                {
                    pairs[i, j]++;
                }
            }
        }

        // 1800 for a point with itself and 400 for two; five standard deviations are 178 and 97.
        for (int i = 0; i < 100; i++)
        {
            bool isOne = i / 10 == i % 10;
            Assert.InRange(pairs[i / 10, i % 10], isOne ? 1620 : 300, isOne ? 1980 : 500);
        }
    }

    [Fact]
    public void Pairs_and_triplets_are_of_different_points_and_even()
    {
        CounterRandom random = new(5, RandomStream.EvaluationPairs);
        int[,] pairs = new int[5, 5];
        int[,,] triplets = new int[4, 4, 4];
        for (int draw = 0; draw < 24_000; draw++)
        {
            (int i, int j) = Draws.Pair(5, draw, random);
            pairs[i, j]++;
            (int a, int b, int c) = Draws.Triplet(4, draw, random);
            triplets[a, b, c]++;
        }

        // 1200 for each of 20 pairs and 1000 for each of 24 triplets; five standard deviations are 169 and 155.
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                Assert.InRange(pairs[i, j], i == j ? 0 : 1030, i == j ? 0 : 1370);
            }
        }

        for (int i = 0; i < 64; i++)
        {
            (int a, int b, int c) = (i / 16, i / 4 % 4, i % 4);
            bool differ = a != b && b != c && c != a;
            Assert.InRange(triplets[a, b, c], differ ? 840 : 0, differ ? 1160 : 0);
        }
    }

    private sealed class Listener(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
