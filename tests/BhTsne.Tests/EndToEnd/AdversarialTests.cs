using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.EndToEnd;

/// <summary>Inputs that break programs: a map comes out, finite and with every point, or a message says in advance why not.</summary>
public sealed class AdversarialTests
{
    private static readonly TsneOptions Quick = new() { Perplexity = 10, Iterations = 250, EarlyExaggerationIterations = 100 };

    /// <summary>Every shape of cloud in every size, from three points on.</summary>
    [Fact]
    public void Every_cloud_has_a_map() => Check.ForAll(
        Clouds.Of((3, 90), (1, 9), [1e-30, 1e-20, 1e-3, 1, 1e6, 1e20, 1e37]),
        cloud =>
        {
            int most = Math.Min(30, cloud.Points - 2);
            double perplexity = Math.Max(1, most * 0.7);
            TsneResult result = Run(
                cloud.ToMatrix(), Quick with { Perplexity = perplexity, Iterations = 60, EarlyExaggerationIterations = 30 });
            Assert.True(result.KlDivergence >= -1e-3, $"KL {result.KlDivergence}");
        },
        200);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fewer_than_three_points_make_no_map(int points)
    {
        TsneOptionsException exception = Assert.Throws<TsneOptionsException>(() => Tsne.Fit(Samples.Clusters(points, 4)));
        Assert.Contains($"at least 3 points, but there are {points}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_points_make_a_map()
    {
        TsneResult result = Run(PointMatrix.From(new float[,] { { 0, 0 }, { 1, 0 }, { 9, 9 } }), Quick with { Perplexity = 1.5 });
        double[,] squared = Dense.SquaredDistances(Samples.ToDense(result.Embedding));
        Assert.True(squared[0, 1] < squared[0, 2] && squared[0, 1] < squared[1, 2], "the two near ones are not the nearest");
    }

    [Fact]
    public void A_perplexity_that_is_too_large_is_refused_before_any_work()
    {
        bool began = false;
        Listener listener = new(() => began = true);
        TsneOptionsException exception = Assert.Throws<TsneOptionsException>(() => Tsne.Fit(Samples.Clusters(31, 60), null, listener));
        Assert.StartsWith(
            "Perplexity: 30 cannot be reached with 30 neighbours of each of 31 points", exception.Message, StringComparison.Ordinal);
        Assert.False(began);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7.25f, 5)]
    [InlineData(-1e30f, 60)]
    public void Points_that_are_all_equal_have_a_map(float value, int seed)
    {
        float[] values = new float[120 * 55];
        values.AsSpan().Fill(value);
        TsneOptions options = Quick with { Seed = (ulong)seed };
        Assert.Equal(120, Places(options with { Schedule = TsneSchedule.Classic }));

        // The exaggeration of the accelerated schedule draws a few of them together to the last bit.
        Assert.InRange(Places(options), 108, 120);

        int Places(TsneOptions settings)
        {
            TsneResult result = Run(PointMatrix.From(values, 120, 55), settings);
            return Enumerable.Range(0, 120).Select(i => (result.Embedding[i, 0], result.Embedding[i, 1])).Distinct().Count();
        }
    }

    [Fact]
    public void Two_clusters_a_million_apart_stay_two_and_keep_their_insides()
    {
        float[,] points = Samples.Clusters(300, 5, 1);
        for (int i = 0; i < 300; i += 2)
        {
            points[i, 0] += 1e6f;
        }

        Embedding map = Run(PointMatrix.From(points), Quick).Embedding;
        Assert.Equal(1, Accuracy(map, i => i % 2));
        Assert.True(Trustworthiness.Of(Dense.From(PointMatrix.From(points).Values, 300, 5), Samples.ToDense(map), 10) > 0.9);
    }

    /// <summary>Beside the outlier all others start, and are drawn together by exaggeration, as one speck, which must unfold.</summary>
    [Fact]
    public void One_point_far_out_does_not_crush_the_others()
    {
        float[,] points = Samples.Clusters(600, 10, 1), outlier = (float[,])points.Clone();
        for (int j = 0; j < 10; j++)
        {
            outlier[7, j] = 1e9f;
        }

        TsneOptions options = new();
        Assert.Equal(Run(PointMatrix.From(points), options).KlDivergence, Run(PointMatrix.From(outlier), options).KlDivergence, 0.1);
    }

    [Fact]
    public void Points_without_clusters_unfold_after_much_exaggeration()
    {
        PointMatrix points = PointMatrix.From(Samples.Clusters(600, 10, 1));
        double much = Run(points, new TsneOptions { EarlyExaggeration = 100 }).KlDivergence;
        Assert.Equal(Run(points, new TsneOptions()).KlDivergence, much, 0.1);
    }

    /// <summary>A factor that is a power of two loses no bit of any point, so it may change none of the map.</summary>
    [Theory]
    [InlineData(-66, 8)]
    [InlineData(66, 8)]
    [InlineData(-66, 60)]
    [InlineData(66, 60)]
    [InlineData(-100, 60)]
    [InlineData(120, 60)]
    public void A_power_of_two_as_unit_changes_no_bit(int exponent, int dimensions)
    {
        float[,] points = Samples.Clusters(200, dimensions), scaled = (float[,])points.Clone();
        for (int i = 0; i < 200; i++)
        {
            for (int j = 0; j < dimensions; j++)
            {
                scaled[i, j] = MathF.ScaleB(points[i, j], exponent);
            }
        }

        TsneResult expected = Run(PointMatrix.From(points), Quick), actual = Run(PointMatrix.From(scaled), Quick);
        Assert.Equal(Samples.Bits(expected.Embedding), Samples.Bits(actual.Embedding));
        Assert.Equal(expected.KlDivergence, actual.KlDivergence);
    }

    [Theory]
    [InlineData(1e-20f)]
    [InlineData(1e20f)]
    [InlineData(1e-30f)]
    public void Tiny_and_huge_coordinates_have_the_map_of_common_ones(float unit)
    {
        float[,] points = Samples.Clusters(300, 60);
        foreach (ref float value in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref points[0, 0], points.Length))
        {
            value *= unit;
        }

        Assert.True(Accuracy(Run(PointMatrix.From(points), Quick).Embedding, i => i % 6) > 0.99);
    }

    [Theory]
    [InlineData(1e4f)]
    [InlineData(-1e-12f)]
    [InlineData(1e12f)]
    public void A_constant_column_changes_no_bit(float value)
    {
        float[,] points = Samples.Clusters(300, 6), padded = new float[300, 7];
        for (int i = 0; i < 300; i++)
        {
            padded[i, 6] = value;
            for (int j = 0; j < 6; j++)
            {
                padded[i, j] = points[i, j];
            }
        }

        TsneOptions random = Quick with { Initialization = InitializationMethod.Random };
        Assert.Equal(
            Samples.Bits(Run(PointMatrix.From(points), random).Embedding), Samples.Bits(Run(PointMatrix.From(padded), random).Embedding));

        // The start by PCA is the same up to rounding, and its map as good.
        double expected = Accuracy(Run(PointMatrix.From(points), Quick).Embedding, i => i % 6);
        Assert.Equal(expected, Accuracy(Run(PointMatrix.From(padded), Quick).Embedding, i => i % 6), 0.03);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(60)]
    public void One_point_that_is_half_of_all_rows_is_one_place_in_the_map(int dimensions)
    {
        const int Rows = 400;
        float[,] points = Samples.Clusters(Rows, dimensions, 3);
        for (int i = 0; i < Rows; i += 2)
        {
            for (int j = 0; j < dimensions; j++)
            {
                points[i, j] = points[0, j];
            }
        }

        Embedding map = Run(PointMatrix.From(points), Quick).Embedding;
        Assert.True(Accuracy(map, i => i % 2 == 0 ? 9 : i % 3) > 0.9);
    }

    [Fact]
    public void Copies_of_a_point_are_near_each_other()
    {
        float[,] points = Samples.Clusters(300, 10, 5);
        for (int i = 150; i < 300; i++)
        {
            for (int j = 0; j < 10; j++)
            {
                points[i, j] = points[i - 150, j];
            }
        }

        double[,] squared = Dense.SquaredDistances(
            Samples.ToDense(Run(PointMatrix.From(points), Quick with { Iterations = 500 }).Embedding));
        int near = Enumerable.Range(0, 150).Count(i => Dense.OthersByDistance(squared, i).AsSpan(0, 5).Contains(i + 150));
        Assert.True(near >= 145, $"{near} of 150 copies are among the five nearest");
    }

    [Fact]
    public void A_line_in_space_stays_a_line_of_neighbours()
    {
        float[,] points = new float[200, 7];
        for (int i = 0; i < 200; i++)
        {
            for (int j = 0; j < 7; j++)
            {
                points[i, j] = i * (j - 2.5f);
            }
        }

        AssertLine(Run(PointMatrix.From(points), Quick).Embedding);
    }

    [Fact]
    public void One_dimension_is_enough()
    {
        float[,] points = new float[200, 1];
        for (int i = 0; i < 200; i++)
        {
            points[i, 0] = i;
        }

        AssertLine(Run(PointMatrix.From(points), Quick).Embedding);
    }

    [Fact]
    public void More_dimensions_than_points_are_no_matter()
    {
        Embedding map = Run(PointMatrix.From(Samples.Clusters(60, 900, 3)), Quick with { Perplexity = 8 }).Embedding;
        Assert.Equal(1, Accuracy(map, i => i % 3));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void What_is_no_number_is_named_by_row_and_column(float value, string name)
    {
        float[,] points = Samples.Clusters(50, 6);
        points[31, 4] = value;
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => Tsne.Fit(PointMatrix.From(points)));
        Assert.StartsWith($"Row 31, column 4 is {name};", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Runs and checks what holds for every map.</summary>
    private static TsneResult Run(PointMatrix points, TsneOptions options)
    {
        TsneResult result = Tsne.Fit(points, options);
        Assert.Equal(points.Rows, result.Embedding.Points);
        if (result.StopReason != StopReason.CostConverged)
        {
            Assert.Equal(options.Iterations, result.Iterations);
        }

        Assert.All(result.Embedding.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.True(double.IsFinite(result.KlDivergence));
        return result;
    }

    private static double Accuracy(Embedding map, Func<int, int> label) =>
        NeighborLabelAccuracy.Of(Samples.ToDense(map), [.. Enumerable.Range(0, map.Points).Select(label)], 5);

    /// <summary>The next points along the line are the nearest in the map.</summary>
    private static void AssertLine(Embedding map)
    {
        double[,] squared = Dense.SquaredDistances(Samples.ToDense(map));
        int right = Enumerable.Range(0, map.Points).Count(i => Dense.OthersByDistance(squared, i)[..2].All(j => Math.Abs(i - j) <= 3));
        Assert.True(right > 0.9 * map.Points, $"{right} of {map.Points}");
    }

    private sealed class Listener(Action hear) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => hear();
    }
}
