using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using BhTsne.Models;
using BhTsne.Reduction;
using BhTsne.Scheduling;
using BhTsne.Tests.Data;

namespace BhTsne.Tests.Bits;

/// <summary>The same values give the same bits, whether they lie in one block of memory or in several.</summary>
public sealed class BlockBitsTests
{
    private static readonly Metric[] Metrics =
        [Metric.Euclidean, Metric.Cosine, Metric.Manhattan, Metric.Chebyshev, Metric.InnerProduct, Metric.Custom("first", First)];

    [Theory]
    [InlineData(nameof(PcaMethod.Covariance))]
    [InlineData(nameof(PcaMethod.Gram))]
    [InlineData(nameof(PcaMethod.Randomized))]
    public void Principal_components_by_every_route(string method)
    {
        Check.ForAll(
            BlockCase.Of(2, 90, 70),
            given =>
            {
                using WorkerTeam team = new(2, CancellationToken.None);
                int components = 1 + (given.Seed % Math.Min(given.One.Rows, given.One.Columns));
                (PcaResult one, PcaResult several) = Both(
                    given, points => PrincipalComponents.Fit(points, components, Enum.Parse<PcaMethod>(method), 7, team));
                Assert.Equal(one.Mean, several.Mean);
                Assert.Equal(one.Axes, several.Axes);
                Assert.Equal(one.Variances, several.Variances);
                Same(one.Transform(given.One), one.Transform(given.Several));
            },
            cases: 40);
    }

    [Fact]
    public void Principal_components_of_points_with_weights_and_autoencoders() => Check.ForAll(
        BlockCase.Of(3, 60, 40),
        given =>
        {
            using WorkerTeam team = new(1, CancellationToken.None);
            Random random = new(given.Seed);
            BhTsne.Data.PointWeights weights = BhTsne.Data.PointWeights.From(
                (float[])[.. Enumerable.Range(0, given.One.Rows).Select(_ => 2 + random.NextSingle())])!;
            (PcaResult one, PcaResult several) = Both(given, points => PrincipalComponents.Fit(points, weights, 1, 7, team));
            Assert.Equal(one.Axes, several.Axes);
            Assert.Equal(one.Variances, several.Variances);
            (LinearAutoencoder coder, LinearAutoencoder other) = Both(given, points => LinearAutoencoder.Fit(points, 1, 7));
            Assert.Equal(coder.Decoder, other.Decoder);
            Assert.Equal(coder.ReconstructionError, other.ReconstructionError);
        },
        cases: 40);

    [Fact]
    public void Standardization_duplicates_hashes_and_picked_rows() => Check.ForAll(
        BlockCase.Of(2, 60, 20),
        given =>
        {
            using WorkerTeam team = new(2, CancellationToken.None);
            (Standardization one, Standardization several) = Both(given, points => Standardization.Of(points));
            Assert.Equal(one.Means, several.Means);
            Assert.Equal(one.Deviations, several.Deviations);
            Same(one.Apply(given.One), one.Apply(given.Several));
            (Duplicates merged, Duplicates other) = Both(given, points => Duplicates.Merge(points, null, team));
            Assert.Equal(merged.Places, other.Places);
            Same(merged.Points, other.Points);
            (string hash, string same) = Both(given, points => InputHash.Of(new TsneInput(points), team));
            Assert.Equal(hash, same);
            int[] rows = [given.One.Rows - 1, 0, given.Seed % given.One.Rows];
            Same(given.One.Pick(rows), given.Several.Pick(rows));
        });

    [Fact]
    public void Neighbours_and_measures_for_every_metric() => Check.ForAll(
        BlockCase.Of(30, 90, 20),
        given =>
        {
            Metric metric = Metrics[given.Seed % Metrics.Length];
            TsneOptions options = new() { Metric = metric, Perplexity = 3, PcaComponents = 0, Threads = 1 };
            (NeighborGraph one, NeighborGraph several) = Both(given, points => Tsne.FindNeighbors(new TsneInput(points), options));
            for (int point = 0; point < given.One.Rows; point++)
            {
                Assert.Equal(one.NeighborsOf(point), several.NeighborsOf(point));
                Assert.Equal(one.DistancesOf(point), several.DistancesOf(point));
            }

            Random random = new(given.Seed);
            Embedding map = new([.. Enumerable.Range(0, 2 * given.One.Rows).Select(_ => random.NextSingle())], 2);
            EvaluationOptions how = new() { Metric = metric, Neighbors = [3], Pairs = 50, Triplets = 50, Threads = 1 };
            (MapEvaluation measured, MapEvaluation other) = Both(given, points => MapQuality.Evaluate(points, map, null, how));
            Assert.Equal(JsonSerializer.Serialize(measured), JsonSerializer.Serialize(other));
        },
        cases: 60);

    [Fact]
    public void Distances_of_all_pairs_and_their_faults() => Check.ForAll(
        BlockCase.Of(5, 80, 3),
        given =>
        {
            int n = given.One.Rows;
            float[] values = new float[n * n];
            for (int entry = 0; entry < values.Length; entry++)
            {
                (int i, int j) = Math.DivRem(entry, n);
                values[entry] = i == j ? 0 : 1 + ((Math.Min(i, j) * 31) + (Math.Max(i, j) * 17) + given.Seed) % 101;
            }

            int cut = Math.Max(1, given.Several.Blocks[0].Length / given.One.Columns);
            PointMatrix distances = PointMatrix.From(values, n, n);
            TsneOptions options = new() { Perplexity = 1, Iterations = 0, Threads = 1 };
            Assert.Equal(
                Tsne.Fit(new TsneInput(DistanceMatrix.From(distances)), options).Embedding.Values,
                Tsne.Fit(new TsneInput(DistanceMatrix.From(BlockCase.Cut(distances, cut))), options).Embedding.Values);

            (int row, int column) = (given.Seed % n, given.Seed / n % n);
            values[(row * n) + column] += row == column ? 90 : -200;
            Assert.Equal(
                Assert.Throws<ArgumentException>(() => DistanceMatrix.From(distances)).Message,
                Assert.Throws<ArgumentException>(() => DistanceMatrix.From(BlockCase.Cut(distances, cut))).Message);
            values[(row * n) + column] += row == column ? 0 : 260;
            Assert.Equal(
                Assert.Throws<ArgumentException>(() => DistanceMatrix.From(distances)).Message,
                Assert.Throws<ArgumentException>(() => DistanceMatrix.From(BlockCase.Cut(distances, cut))).Message);
        },
        cases: 40);

    [Theory]
    [InlineData(0, false)]
    [InlineData(null, false)]
    [InlineData(4, true)]
    public void A_whole_run_with_its_certificate_and_model(int? components, bool merges) => Check.ForAll(
        BlockCase.Of(60, 120, 70),
        given =>
        {
            TsneOptions options = new()
            {
                PcaComponents = components is { } asked ? Math.Min(asked, given.One.Columns) : null,
                MergeDuplicates = merges,
                Perplexity = 4,
                Iterations = 25,
                Threads = 1,
            };
            (Outcome one, Outcome several) = Both(given, points => Outcome.Of(points, given.Several, options));
            Assert.Equal(one, several);
        },
        cases: 8);

    private static (T One, T Several) Both<T>(BlockCase given, Func<PointMatrix, T> compute) =>
        (compute(given.One), compute(given.Several));

    private static void Same(PointMatrix one, PointMatrix other)
    {
        Assert.Equal((one.Rows, one.Columns), (other.Rows, other.Columns));
        for (int row = 0; row < one.Rows; row++)
        {
            Assert.Equal(one.Row(row), other.Row(row));
        }
    }

    private static float First(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => MathF.Abs(a[0] - b[0]);

    /// <summary>All that a run gives: hashes, and the certificate as text.</summary>
    private sealed record Outcome(string Map, string Certificate, string Model, string Placed, string Extended)
    {
        public static Outcome Of(PointMatrix points, PointMatrix others, TsneOptions options)
        {
            using TsneRun run = Tsne.Start(new TsneInput(points), options);
            run.Optimize();
            TsneModel model = run.ToModel();
            using MemoryStream file = new();
            model.Save(file);
            TsneModel extended = model.Extend(new TsneInput(others), new ExtendOptions());
            using MemoryStream longer = new();
            extended.Save(longer);
            return new Outcome(
                Bytes(run.Result.Embedding.Values),
                JsonSerializer.Serialize(run.Certify() with { Seconds = 0 }),
                Hash(file.ToArray()),
                Bytes(model.Transform(new TsneInput(points), new TransformOptions { Threads = 1 }).Embedding.Values),
                Hash(longer.ToArray()));
        }

        private static string Bytes(ReadOnlySpan<float> values) =>
            Hash(MemoryMarshal.AsBytes(values));

        private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));
    }
}
