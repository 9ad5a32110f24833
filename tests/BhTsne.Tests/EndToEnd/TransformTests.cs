using BhTsne.Tests.Models;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.EndToEnd;

/// <summary>New points in a finished map.</summary>
public sealed class TransformTests
{
    [Theory]
    [MemberData(nameof(ModelCases.Names), MemberType = typeof(ModelCases))]
    public void One_by_one_in_a_batch_in_another_order_and_on_more_threads_a_point_gets_the_same_bits(string name)
    {
        (TsneModel model, TsneInput added) = ModelCases.Of(name);
        int d = model.Embedding.Dimensions, m = added.Points;
        TransformResult batch = model.Transform(added, new TransformOptions { Threads = 1 });
        Assert.Equal(ModelCases.Bits(batch), ModelCases.Bits(model.Transform(added, new TransformOptions { Threads = 3 })));
        int[] order = [.. Enumerable.Range(0, m)];
        new Random(5).Shuffle(order);
        TransformResult shuffled = model.Transform(Pick(added, order));
        for (int i = 0; i < m; i++)
        {
            TransformResult alone = model.Transform(Pick(added, [order[i]]), new TransformOptions { Threads = 1 });
            foreach ((TransformResult result, int row) in new[] { (shuffled, i), (alone, 0) })
            {
                Assert.Equal(Bits(batch, order[i]), Bits(result, row));
                Assert.Equal(batch.FarPoints.Contains(order[i]), result.FarPoints.Contains(row));
            }
        }

        int[] Bits(TransformResult result, int row) =>
        [
            .. Samples.Bits(result.Embedding)[(row * d)..((row + 1) * d)],
            BitConverter.SingleToInt32Bits(result.NearestDistances.Span[row]),
            BitConverter.SingleToInt32Bits(result.DistanceScores.Span[row]),
        ];
    }

    /// <summary>Many points in several blocks, over tiles of several panels.</summary>
    [Fact]
    public void Many_points_get_the_bits_that_each_gets_alone()
    {
        float[,] all = Samples.Clusters(1700, 9);
        TsneModel model = ModelCases.Fit(ModelCases.Rows(all, 0, 900), ModelCases.Quick);
        TransformResult whole = model.Transform(ModelCases.Rows(all, 900, 1700), new TransformOptions { Threads = 3 });
        foreach ((int first, int last) in new[] { (0, 1), (1, 9), (300, 301), (301, 500), (799, 800) })
        {
            TransformResult part = model.Transform(ModelCases.Rows(all, 900 + first, 900 + last));
            Assert.Equal(Samples.Bits(whole.Embedding)[(2 * first)..(2 * last)], Samples.Bits(part.Embedding));
        }
    }

    [Theory]
    [MemberData(nameof(ModelCases.Names), MemberType = typeof(ModelCases))]
    public void A_point_of_the_map_lands_on_its_own_place(string name)
    {
        if (name == "inner product")
        {
            return;
        }

        (TsneInput input, _, TsneOptions options) = ModelCases.Parts(name);
        TsneModel model = ModelCases.Fit(input, options);
        TransformResult result = model.Transform(Plain(input));
        Assert.Equal(Samples.Bits(model.Embedding), Samples.Bits(result.Embedding));
        Assert.All(result.NearestDistances.ToArray(), distance => Assert.Equal(0, distance));
        float residual = name.Contains("PCA", StringComparison.Ordinal) || name.Contains("sparse", StringComparison.Ordinal) ? 3 : 0;
        Assert.All(result.DistanceScores.ToArray(), score => Assert.InRange(score, 0, residual));
    }

    /// <summary>
    /// A copy that is moved by a thousandth of the distance to the nearest neighbour lands among the places of the nearest: of 300 points
    /// 95 % land nearer to the place of the original than its tenth neighbour in the map is. (A bound on each point cannot be had: its row
    /// has five neighbours, and a point between two clusters of the map may fall to either.)
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_near_copy_lands_near_the_original(int dimensions)
    {
        const int Points = 300;
        float[,] points = Samples.Clusters(Points, 6);
        TsneModel model = ModelCases.Fit(
            points, ModelCases.Quick with { OutputDimensions = dimensions, Iterations = 250, Perplexity = 15 });
        double[,] squared = Dense.SquaredDistances(Dense.From([.. points.Cast<float>()], Points, 6));
        Random random = new(2);
        float[,] copies = new float[Points, 6];
        for (int i = 0; i < Points; i++)
        {
            double[] direction = [.. Enumerable.Range(0, 6).Select(_ => Samples.Gaussian(random))];
            double nearest = Math.Sqrt(squared[i, Dense.OthersByDistance(squared, i)[0]]), length = Math.Sqrt(direction.Sum(v => v * v));
            for (int j = 0; j < 6; j++)
            {
                copies[i, j] = (float)(points[i, j] + (1e-3 * nearest * direction[j] / length));
            }
        }

        TransformResult result = model.Transform(copies);
        double[,] map = Samples.ToDense(model.Embedding), places = Samples.ToDense(result.Embedding), between = Dense.SquaredDistances(map);
        int near = Enumerable.Range(0, Points).Count(i => Enumerable.Range(0, dimensions)
            .Sum(axis => Math.Pow(places[i, axis] - map[i, axis], 2)) < between[i, Dense.OthersByDistance(between, i)[9]]);
        Assert.True(near >= 0.95 * Points, $"{near} of {Points}");
        Assert.Empty(result.FarPoints);
    }

    /// <summary>Points of a Gaussian cloud are seldom flagged; those ten deviations away always, in any direction.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Far_points_are_flagged_and_others_seldom(int components)
    {
        Random random = new(4);
        const int D = 8;
        TsneModel model = ModelCases.Fit(Cloud(600), ModelCases.Quick with { PcaComponents = components });
        TransformResult inside = model.Transform(Cloud(400));
        Assert.InRange(inside.FarPoints.Count, 0, 12);
        float[,] far = Cloud(2 * D);
        for (int i = 0; i < 2 * D; i++)
        {
            far[i, i / 2] += i % 2 == 0 ? 10 : -10;
        }

        TransformResult outside = model.Transform(far);
        Assert.Equal(Enumerable.Range(0, 2 * D), outside.FarPoints);
        Assert.All(outside.DistanceScores.ToArray(), score => Assert.True(score > TransformResult.FarScore));

        float[,] Cloud(int points)
        {
            float[,] values = new float[points, D];
            for (int i = 0; i < points; i++)
            {
                for (int j = 0; j < D; j++)
                {
                    values[i, j] = (float)Samples.Gaussian(random);
                }
            }

            return values;
        }
    }

    /// <summary>
    /// Where the components hold all of the points, what they leave out is rounding: a new point of the same subspace is not far, one
    /// outside it is.
    /// </summary>
    [Theory]
    [InlineData(1f)]
    [InlineData(1000f)]
    public void Rounding_of_a_reduction_that_leaves_nothing_out_is_not_far(float size)
    {
        Random random = new(6);
        float[,] axes = Samples.Clusters(3, 10, clusters: 1, seed: 9);
        TsneModel model = ModelCases.Fit(Flat(300), ModelCases.Quick with { PcaComponents = 4 });
        float[,] added = Flat(200);
        TransformResult result = model.Transform(added);
        Assert.InRange(result.FarPoints.Count, 0, 6);
        for (int i = 0; i < 200; i++)
        {
            added[i, i % 10] += 3 * size;
        }

        Assert.Equal(200, model.Transform(added).FarPoints.Count);

        // Points of the plane of three axes, in ten dimensions.
        float[,] Flat(int points)
        {
            float[,] values = new float[points, 10];
            for (int i = 0; i < points; i++)
            {
                double[] along = [.. Enumerable.Range(0, 3).Select(_ => size * Samples.Gaussian(random))];
                for (int j = 0; j < 10; j++)
                {
                    values[i, j] = (float)Enumerable.Range(0, 3).Sum(axis => along[axis] * axes[axis, j]);
                }
            }

            return values;
        }
    }

    [Fact]
    public void A_map_of_one_point_many_times_has_no_typical_distance()
    {
        float[,] same = new float[20, 3];
        TsneModel model = ModelCases.Fit(same, ModelCases.Quick with { Perplexity = 3 });
        Assert.Equal(0, model.TypicalDistance);
        TransformResult result = ModelCases.Load(ModelCases.Save(model)).Transform(new float[,] { { 0, 0, 0 }, { 0, 1e-6f, 0 } });
        Assert.Equal([0, float.PositiveInfinity], result.DistanceScores.ToArray());
        Assert.Equal([1], result.FarPoints);
        Assert.All(result.Embedding.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    /// <summary>Coordinates whose squares, or whose distances, are beyond single precision.</summary>
    [Theory]
    [InlineData(1e30f)]
    [InlineData(1e38f)]
    public void Very_large_coordinates_are_placed_and_flagged(float size)
    {
        float[,] points = Samples.Clusters(60, 3, clusters: 3), large = Samples.Clusters(60, 3, clusters: 3);
        for (int i = 0; i < 60; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                large[i, j] *= size / 16;
            }
        }

        TransformResult result = ModelCases.Fit(points, ModelCases.Quick).Transform(large);
        Assert.Equal(60, result.FarPoints.Count);
        Assert.All(result.Embedding.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(result.DistanceScores.ToArray(), score => Assert.True(score > 1e20));

        // A map of such points is a map of the small ones, and can be saved.
        TsneModel model = ModelCases.Load(ModelCases.Save(ModelCases.Fit(large, ModelCases.Quick)));
        TransformResult own = model.Transform(large);
        Assert.Equal(Samples.Bits(model.Embedding), Samples.Bits(own.Embedding));
        Assert.True(model.TypicalDistance > size / 100);
    }

    [Fact]
    public void The_largest_coordinates_can_be_reduced_and_saved()
    {
        float[,] points = Samples.Clusters(60, 4, clusters: 3);
        for (int i = 0; i < 60; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                points[i, j] *= 1e37f;
            }
        }

        TsneModel model = ModelCases.Fit(points, ModelCases.Quick with { PcaComponents = 2 });
        TransformResult result = ModelCases.Load(ModelCases.Save(model)).Transform(points);
        Assert.Equal(ModelCases.Bits(model.Transform(points)), ModelCases.Bits(result));
        Assert.All(result.DistanceScores.ToArray(), score => Assert.True(float.IsFinite(score)));
    }

    /// <summary>
    /// Between clusters that are too far apart for the Gaussian the sum over the map underflows to 0; a point whose neighbours lie in both
    /// must not come to rest there: exp(−s) is a normal number up to s = 87.
    /// </summary>
    [Theory]
    [InlineData(TsneObjective.SymmetricSne)]
    [InlineData(TsneObjective.Sne)]
    public void No_point_is_left_where_the_map_does_not_reach(TsneObjective objective)
    {
        const int Half = 20;
        float[,] points = new float[2 * Half, 2];
        float[] start = new float[4 * Half];
        for (int i = 0; i < 2 * Half; i++)
        {
            (points[i, 0], points[i, 1]) = (i / 2 * 0.01f * (i % 2 == 0 ? -1 : 1), i % 3 * 0.01f);
            (start[2 * i], start[(2 * i) + 1]) = ((i % 2 == 0 ? -30 : 30) + (i * 0.01f), i % 5 * 0.1f);
        }

        TsneInput input = new(PointMatrix.From(points)) { Start = new Embedding(start, 2) };
        using TsneRun run = Tsne.Start(input, ModelCases.Quick with { Objective = objective });
        run.Prepare();
        TsneModel model = run.ToModel();
        double[,] map = Samples.ToDense(model.Embedding);
        Embedding places = model.Transform(new float[,] { { 0.003f, 0.004f }, { -0.003f, 0.004f }, { 0.05f, 0.0123f } }).Embedding;
        for (int point = 0; point < 3; point++)
        {
            double nearest = Enumerable.Range(0, 2 * Half)
                .Min(j => Math.Pow(places[point, 0] - map[j, 0], 2) + Math.Pow(places[point, 1] - map[j, 1], 2));
            Assert.True(nearest < 87, $"point {point} is {Math.Sqrt(nearest)} away from all places");
        }
    }

    [Fact]
    public void Wrong_points_are_refused_by_name()
    {
        TsneModel model = ModelCases.Of("plain").Model, sparse = ModelCases.Of("sparse").Model;
        Assert.Contains("7 dimensions, but the new points have 6", Error(model, new float[4, 6]), StringComparison.Ordinal);
        Assert.Contains("made of dense points, but the new input is sparse points", Error(model, SparseCloud.Sparse(new float[4, 7])));
        Assert.Contains("made of sparse points, but the new input is dense points", Error(sparse, new float[4, 7]));
        Assert.Contains("distances", Error(model, DistanceMatrix.From(PointMatrix.From(new float[4, 4]))));
        foreach (TsneInput more in new[]
        {
            new TsneInput(PointMatrix.From(new float[4, 7])) { Weights = new float[] { 1, 1, 1, 1 } },
            new TsneInput(PointMatrix.From(new float[4, 7])) { Start = new Embedding(new float[8], 2) },
            new TsneInput(PointMatrix.From(new float[4, 7])) { Pinned = new[] { 0 } },
        })
        {
            Assert.Contains("leave them out", Error(model, more), StringComparison.Ordinal);
        }

        ArgumentException notANumber = Assert.Throws<ArgumentException>(
            () => PointMatrix.From(new float[,] { { 1, 2 }, { 3, float.NaN } }));
        Assert.Contains("Row 1, column 1 is NaN", notANumber.Message, StringComparison.Ordinal);
        float[,] zeros = new float[4, 7];
        zeros[0, 0] = zeros[1, 1] = zeros[3, 2] = 1;
        TsneInputException noDirection = Assert.Throws<TsneInputException>(() => ModelCases.Of("cosine").Model.Transform(zeros));
        Assert.Contains("2", noDirection.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => model.Transform(null!));

        static string Error(TsneModel model, TsneInput points) => Assert.Throws<ArgumentException>(() => model.Transform(points)).Message;
    }

    [Fact]
    public void Wrong_options_are_refused_by_name()
    {
        (TsneModel model, TsneInput added) = ModelCases.Of("plain");
        Assert.Equal("Perplexity", Fault(new TransformOptions { Perplexity = 70 }));
        Assert.Equal("Perplexity", Fault(new TransformOptions { Perplexity = 0.99 }));
        Assert.Equal("Perplexity", Fault(new TransformOptions { Perplexity = double.NaN }));
        Assert.Equal("Perplexity", Fault(new TransformOptions { Perplexity = double.PositiveInfinity }));
        Assert.Equal("Iterations", Fault(new TransformOptions { Iterations = -1 }));
        Assert.Equal("Theta", Fault(new TransformOptions { Theta = -0.5 }));
        Assert.Equal("Threads", Fault(new TransformOptions { Threads = -1 }));
        foreach (double perplexity in new[] { 1, 23, 24, 69.9 })
        {
            TransformResult result = model.Transform(added, new TransformOptions { Perplexity = perplexity });
            Assert.All(result.Embedding.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        }

        string Fault(TransformOptions options) =>
            Assert.Single(Assert.Throws<TsneOptionsException>(() => model.Transform(added, options)).Faults).Option;
    }

    /// <summary>The smallest map that there is.</summary>
    [Fact]
    public void A_map_of_three_points_takes_new_ones()
    {
        TsneModel model = ModelCases.Fit(
            new float[,] { { 0, 0 }, { 1, 0 }, { 0, 1 } }, new TsneOptions { Perplexity = 1, Iterations = 20, Threads = 1 });
        TransformResult result = model.Transform(new float[,] { { 0.2f, 0.1f }, { 1, 0 }, { 100, 100 } });
        Assert.All(result.Embedding.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.Equal([2], result.FarPoints);
    }

    [Fact]
    public void It_can_be_canceled_and_reports_progress()
    {
        (TsneModel model, TsneInput added) = ModelCases.Of("PCA");
        Assert.ThrowsAny<OperationCanceledException>(() => model.Transform(added, cancellation: new CancellationToken(true)));
        List<TsneStage> stages = [];
        model.Transform(added, progress: new Reports(stages));
        Assert.Equal([TsneStage.Reduction, TsneStage.Neighbors, TsneStage.Optimization], stages.Distinct());
    }

    /// <summary>One model is used by several threads at once, from its first use on.</summary>
    [Fact]
    public void A_model_can_be_shared_between_threads()
    {
        foreach (string name in new[] { "PCA", "inner product" })
        {
            (TsneModel model, TsneInput added) = ModelCases.Of(name);
            TsneModel shared = ModelCases.Load(ModelCases.Save(model));
            int[] expected = ModelCases.Bits(model.Transform(added)), other = ModelCases.Bits(model.Transform(added, new() { Theta = 0 }));
            Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => Assert.Equal(
                i % 3 == 0 ? other : expected,
                ModelCases.Bits(shared.Transform(added, new TransformOptions { Threads = 1 + (i % 2), Theta = i % 3 == 0 ? 0 : null }))));
        }
    }

    private static TsneInput Plain(TsneInput input) => input.Dense is { } dense ? new TsneInput(dense) : new TsneInput(input.Sparse!);

    private static TsneInput Pick(TsneInput input, int[] rows)
    {
        if (input.Sparse is not { } sparse)
        {
            PointMatrix dense = input.Dense!;
            return PointMatrix.From((float[])[.. rows.SelectMany(row => dense.Row(row).ToArray())], rows.Length, dense.Columns);
        }

        float[,] picked = new float[rows.Length, sparse.Columns];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int entry = 0; entry < sparse.ColumnsOf(rows[i]).Length; entry++)
            {
                picked[i, sparse.ColumnsOf(rows[i])[entry]] = sparse.ValuesOf(rows[i])[entry];
            }
        }

        return SparseCloud.Sparse(picked);
    }

    private sealed class Reports(List<TsneStage> stages) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => stages.Add(value.Stage);
    }
}
