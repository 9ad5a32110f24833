using BhTsne.Data;
using BhTsne.Models;
using BhTsne.Tests.EndToEnd;

namespace BhTsne.Tests.Models;

/// <summary>How far places jump when the input moves a little.</summary>
public sealed class PerturbationTests
{
    public static TheoryData<string> Cases =>
        [.. ((IEnumerable<object[]>)ModelCases.Names).Select(row => (string)row[0]).Where(name => name != "inner product")];

    /// <summary>
    /// Two clusters far from each other, in the input and in the map, and one point half-way in the input: its place jumps from one cluster
    /// to the other, and no other place does.
    /// </summary>
    [Theory]
    [InlineData(1, 15)]
    [InlineData(2, 34)]
    [InlineData(3, 34)]
    public void A_point_between_two_clusters_jumps_from_one_to_the_other(int dimensions, double least)
    {
        // On a line the cost of the point has a third minimum, between the clusters.
        const int Each = 30;
        TsneModel model = TwoClusters(Each, dimensions);
        PerturbationResult result = model.MeasurePerturbations(new PerturbationOptions { Axes = 1, Perplexity = 8, Step = 0.2 });
        double[] jumps = [.. result.Scores.ToArray().Select(score => score * result.Unit)];
        Assert.InRange(jumps[2 * Each], least, 46);
        Assert.All(jumps[..(2 * Each)], jump => Assert.InRange(jump, 0, 0.75 * jumps[2 * Each]));
        Assert.Equal((2 * Each) + 1, result.Measured);
    }

    /// <summary>
    /// Where all neighbours lie at one place of the map, moving the input changes nothing, whatever their probabilities: here there are two
    /// such clusters among scattered points.
    /// </summary>
    [Fact]
    public void Neighbours_at_one_place_leave_nothing_to_jump_to()
    {
        const int Each = 20, N = 100;
        Random random = new(2);
        float[,] points = new float[N, 3];
        float[] map = new float[2 * N];
        for (int i = 0; i < N; i++)
        {
            int cluster = Math.Min(i / Each, 2);
            for (int column = 0; column < 3; column++)
            {
                points[i, column] = (float)(Samples.Gaussian(random) + (50 * cluster));
            }

            map[2 * i] = cluster == 2 ? (float)(10 * Samples.Gaussian(random)) : 60 * cluster;
            map[(2 * i) + 1] = cluster == 2 ? (float)(10 * Samples.Gaussian(random)) : 40;
        }

        TsneModel model = Model(points, new Embedding(map, 2), new TsneOptions { Perplexity = 5, LateExaggeration = 4 });
        PerturbationResult result = model.MeasurePerturbations();
        Assert.InRange(result.Unit, 1, 20);
        Assert.All(result.Scores.ToArray()[..(2 * Each)], score => Assert.InRange(score, 0, 1e-3f));
        Assert.Contains(result.Scores.ToArray(), score => score > 0.1);
    }

    /// <summary>Where most points lie at one place there is no unit: a score is 0 or infinite, and never no number.</summary>
    [Fact]
    public void A_map_without_a_unit_has_scores()
    {
        float[] map = [.. Enumerable.Range(0, 80).Select(i => i / 2 % 2 * 10f)];
        TsneModel model = Model(Samples.Clusters(40, 4), new Embedding(map, 2), new TsneOptions { Perplexity = 5 });
        PerturbationResult result = model.MeasurePerturbations();
        Assert.Equal(0, result.Unit);
        Assert.All(result.Scores.ToArray(), score => Assert.True(score is 0 or float.PositiveInfinity));
    }

    /// <summary>
    /// The same by public calls alone: a model without the point places the moved points as new ones. Its start may differ, so a few
    /// places may.
    /// </summary>
    [Theory]
    [InlineData("plain")]
    [InlineData("manhattan")]
    [InlineData("cosine")]
    [InlineData("t-SNE 3")]
    [InlineData("SNE 2")]
    public void The_score_is_what_a_model_without_the_point_says(string name)
    {
        const double Perplexity = 6, Step = 0.7;
        (TsneModel model, _) = ModelCases.Of(name);
        PerturbationResult result = model.MeasurePerturbations(
            new PerturbationOptions { Perplexity = Perplexity, Axes = 2, Step = Step, Theta = 0 });
        int n = model.Points, d = model.Embedding.Dimensions, columns = model.Content.Points.Columns, equal = 0;
        double[] axes = PrincipalComponents.Fit(model.Content.Points, 2, seed: 42).Axes.ToArray();
        for (int i = 0; i < n; i++)
        {
            int[] others = [.. Enumerable.Range(0, n).Where(j => j != i)];
            TsneModel without = new(model.Content with
            {
                Points = model.Content.Points.Pick(others),
                Map = new Embedding([.. others.SelectMany(j => model.Embedding.Values.Slice(j * d, d).ToArray())], d),
            });
            NeighborGraph graph = Tsne.FindNeighbors(model.Content.Points, model.Options with { NeighborCount = 10 });
            float[,] moved = new float[5, columns];
            for (int move = 0; move < 5; move++)
            {
                double[] axis = axes[((move / 2 % 2) * columns)..(((move / 2 % 2) + 1) * columns)];
                double mean = graph.NeighborsOf(i).ToArray().Average(j => Math.Pow(
                    Enumerable.Range(0, columns).Sum(
                        column => axis[column] * ((double)model.Content.Points.Row(j)[column] - model.Content.Points.Row(i)[column])),
                    2));
                double length = move == 4 ? 0 : Step * Math.Sqrt(mean) * (move % 2 == 0 ? 1 : -1);
                for (int column = 0; column < columns; column++)
                {
                    moved[move, column] = (float)(model.Content.Points.Row(i)[column] + (length * axis[column]));
                }
            }

            Embedding places = without.Transform(moved, new TransformOptions { Perplexity = Perplexity, Theta = 0 }).Embedding;
            double jump = Enumerable.Range(0, 4).Max(move => Math.Sqrt(
                Enumerable.Range(0, d).Sum(axis => Math.Pow((double)places[move, axis] - places[4, axis], 2))));
            equal += Math.Abs(jump - (result.Scores.Span[i] * result.Unit)) <= 0.02 * result.Unit ? 1 : 0;
        }

        Assert.True(equal >= 0.85 * n, $"{equal} of {n} are equal");
    }

    /// <summary>A point of weight 2 is two equal points: one of them is left out, and the other stays.</summary>
    [Fact]
    public void A_point_of_weight_two_is_two_points()
    {
        const int N = 40;
        float[,] points = Samples.Clusters(N, 5, clusters: 3);
        Embedding map = Samples.Cloud(N, 4, 2);
        TsneOptions made = new() { Perplexity = 5 };
        PerturbationOptions options = new() { Perplexity = 5, Theta = 0 };
        for (int twice = 0; twice < 5; twice++)
        {
            float[] weights = [.. Enumerable.Range(0, N).Select(i => i == twice ? 2f : 1)];
            int[] rows = [.. Enumerable.Range(0, N), twice];
            TsneModel weighted = Model(points, map, made, weights);
            TsneModel repeated = new(weighted.Content with
            {
                Points = weighted.Content.Points.Pick(rows),
                Weights = null,
                Map = new Embedding([.. rows.SelectMany(row => new[] { map[row, 0], map[row, 1] })], 2),
            });
            PerturbationResult one = weighted.MeasurePerturbations(options), two = repeated.MeasurePerturbations(options);
            double jump = two.Scores.Span[twice] * two.Unit;
            Assert.Equal(jump, two.Scores.Span[N] * two.Unit, 1e-3);
            Assert.Equal(jump, one.Scores.Span[twice] * one.Unit, 0.02 * one.Unit);
        }
    }

    /// <summary>Blocks, samples and threads change no bit.</summary>
    [Fact]
    public void A_score_depends_on_its_point_alone()
    {
        const int N = 600;
        TsneModel model = Model(Samples.Clusters(N, 6), Samples.Cloud(N, 10, 4), new TsneOptions { Perplexity = 4 });
        PerturbationOptions options = new() { Axes = 1, Threads = 1 };
        float[] all = model.MeasurePerturbations(options).Scores.ToArray();
        Assert.DoesNotContain(float.NaN, all);
        Assert.Equal(Bits(all), Bits(model.MeasurePerturbations(options with { Threads = 3 }).Scores));
        PerturbationResult sample = model.MeasurePerturbations(options with { Points = 37 });
        PerturbationResult other = model.MeasurePerturbations(options with { Points = 37, Seed = 5 });
        int[] measured = Measured(sample);
        Assert.Equal(37, sample.Measured);
        Assert.Equal(37, measured.Length);
        Assert.Equal(measured, Measured(model.MeasurePerturbations(options with { Points = 37, Threads = 2 })));
        Assert.NotEqual(measured, Measured(other));
        Assert.All(measured, point => Assert.Equal(all[point], sample.Scores.Span[point]));
        Assert.All(Measured(other), point => Assert.Equal(all[point], other.Scores.Span[point]));
        Assert.Equal(N, model.MeasurePerturbations(options with { Points = N + 1 }).Measured);
    }

    /// <summary>Every objective, dimension, metric and kind of input, from memory and from a file.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_map_has_scores(string name)
    {
        (TsneModel model, _) = ModelCases.Of(name);
        PerturbationResult result = model.MeasurePerturbations();
        Assert.Equal(model.Points, result.Scores.Length);
        Assert.Equal(model.Points, result.Measured);
        Assert.All(result.Scores.ToArray(), score => Assert.InRange(score, 0, float.MaxValue));
        Assert.Contains(result.Scores.ToArray(), score => score > 0);
        Assert.InRange(result.Unit, double.Epsilon, double.MaxValue);
        Assert.InRange(result.Step, double.Epsilon, double.MaxValue);
        TsneModel loaded = ModelCases.Load(ModelCases.Save(model), ModelCases.MetricFor(name));
        Assert.Equal(Bits(result.Scores), Bits(loaded.MeasurePerturbations(new PerturbationOptions { Threads = 2 }).Scores));
        if (model.Content.Places is { } places)
        {
            ReadOnlyMemory<float> different = new TsneModel(model.Content with { Places = null }).MeasurePerturbations().Scores;
            Assert.NotEqual(places.Length, different.Length);
            Assert.All(Enumerable.Range(0, places.Length), point => Assert.Equal(
                different.Span[places[point]], result.Scores.Span[point]));
        }
    }

    /// <summary>Measuring changes nothing of what the model says of new points.</summary>
    [Fact]
    public void New_points_get_the_same_places_after_it()
    {
        (TsneModel model, TsneInput added) = ModelCases.Of("plain");
        int[] before = ModelCases.Bits(model.Transform(added));
        model.MeasurePerturbations(new PerturbationOptions { Theta = 0 });
        Assert.Equal(before, ModelCases.Bits(model.Transform(added)));
    }

    [Fact]
    public void A_direction_that_would_vanish_is_kept()
    {
        // Moved by its neighbours' distance the first point would be zero, which has no cosine.
        float[,] points = { { 1, 0 }, { 2, 0 }, { 2, 0.001f }, { 3, 0 }, { 0, 1 }, { 0, 2 } };
        TsneModel model = Model(points, Samples.Cloud(6, 1, 1), new TsneOptions { Perplexity = 1, Metric = Metric.Cosine });
        Assert.All(
            Enumerable.Range(1, 40),
            step => Assert.Equal(6, model.MeasurePerturbations(new PerturbationOptions { Perplexity = 1, Step = step / 8.0 }).Measured));
        PointMatrix moved = MovedPoints.Of(PointMatrix.From(new float[,] { { 1, 0 } }), [1, 0], [1], Metric.Cosine);
        Assert.Equal([2, 0, 0.5f, 0], moved.Values.ToArray());
    }

    [Fact]
    public void Wrong_options_are_all_named()
    {
        (TsneModel model, _) = ModelCases.Of("plain");
        TsneOptionsException exception = Assert.Throws<TsneOptionsException>(() => model.MeasurePerturbations(
            new PerturbationOptions { Points = 0, Axes = 0, Step = 0, Perplexity = 0.5, Theta = -1, Threads = -1 }));
        Assert.Equal(["Axes", "Perplexity", "Points", "Step", "Theta", "Threads"], exception.Faults.Select(fault => fault.Option).Order());
        foreach (double step in new[] { -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<TsneOptionsException>(() => model.MeasurePerturbations(new PerturbationOptions { Step = step }));
        }

        Assert.Throws<TsneOptionsException>(() => model.MeasurePerturbations(new PerturbationOptions { Perplexity = 70 }));
        Assert.Contains("inner product", Assert.Throws<InvalidOperationException>(
            () => ModelCases.Of("inner product").Model.MeasurePerturbations()).Message);
        TsneModel tiny = Model(new float[,] { { 1 }, { 2 } }, Samples.Cloud(2, 1, 1), new TsneOptions());
        Assert.Contains("2 points", Assert.Throws<InvalidOperationException>(() => tiny.MeasurePerturbations()).Message);
    }

    [Fact]
    public void Three_points_are_enough_and_equal_points_are_not_moved()
    {
        TsneModel three = Model(new float[,] { { 1 }, { 2 }, { 4 } }, Samples.Cloud(3, 1, 1), new TsneOptions());
        Assert.All(three.MeasurePerturbations().Scores.ToArray(), score => Assert.InRange(score, 0, float.MaxValue));
        TsneModel equal = Model(new float[30, 4], Samples.Cloud(30, 1, 1), new TsneOptions { Perplexity = 5 });
        PerturbationResult result = equal.MeasurePerturbations();
        Assert.All(result.Scores.ToArray(), score => Assert.True(score == 0));
        Assert.Equal(0, result.Step);
    }

    /// <summary>Twelve points at each place: the ten neighbours by which a point is moved are further ones.</summary>
    [Fact]
    public void Equal_points_do_not_count_among_the_ten()
    {
        const int Copies = 12, Places = 8;
        float[,] points = new float[Copies * Places, 1];
        for (int i = 0; i < points.Length; i++)
        {
            points[i, 0] = i % Places;
        }

        TsneModel model = Model(points, Samples.Cloud(Copies * Places, 3, 1), new TsneOptions { Perplexity = 10 });
        Assert.Equal(1, model.MeasurePerturbations().Step, 1e-6);
    }

    [Fact]
    public void The_unit_is_the_median_distance_to_a_tenth_neighbour()
    {
        (TsneModel model, _) = ModelCases.Of("t-SNE 3");
        double[,] map = Samples.ToDense(model.Embedding);
        double[] tenth =
        [
            .. Enumerable.Range(0, model.Points).Select(i => Enumerable.Range(0, model.Points).Where(j => j != i).Select(j => Math.Sqrt(
                Enumerable.Range(0, 3).Sum(axis => Math.Pow(map[i, axis] - map[j, axis], 2)))).Order().ElementAt(9)).Order(),
        ];
        Assert.Equal(tenth[model.Points / 2], model.MeasurePerturbations().Unit, 1e-5);
    }

    /// <summary>An equal point that the map has put far away is one neighbour of many, and not the place of the point.</summary>
    [Fact]
    public void A_point_does_not_take_the_place_of_its_equal()
    {
        TsneModel model = TwoClusters(30, 2);
        PointMatrix points = model.Content.Points.Pick([.. Enumerable.Range(0, 61), 7]);
        TsneModel withEqual = new(model.Content with { Points = points, Map = new Embedding([.. model.Embedding.Values, 20, 0], 2) });
        PerturbationResult result = withEqual.MeasurePerturbations(new PerturbationOptions { Perplexity = 8, Step = 0.2 });
        Assert.InRange(result.Scores.Span[7] * result.Unit, 0, 10);
        Assert.InRange(result.Scores.Span[61] * result.Unit, 0, 10);
    }

    [Fact]
    public void It_reports_its_progress_and_is_canceled()
    {
        (TsneModel model, _) = ModelCases.Of("plain");
        List<double> shares = [];
        model.MeasurePerturbations(progress: new Reports(shares));
        Assert.Equal(1, shares[^1]);
        Assert.Equal(shares.Order(), shares);
        Assert.ThrowsAny<OperationCanceledException>(() => model.MeasurePerturbations(cancellation: new CancellationToken(true)));
    }

    private static TsneModel TwoClusters(int each, int dimensions)
    {
        Random random = new(3);
        float[,] points = new float[(2 * each) + 1, 4];
        float[] map = new float[((2 * each) + 1) * dimensions];
        for (int i = 0; i < 2 * each; i++)
        {
            for (int column = 0; column < 4; column++)
            {
                points[i, column] = (float)(Samples.Gaussian(random) + (column > 0 ? 0 : i < each ? -10 : 10));
            }

            for (int axis = 0; axis < dimensions; axis++)
            {
                map[(i * dimensions) + axis] = (float)(Samples.Gaussian(random) + (axis > 0 ? 0 : i < each ? -20 : 20));
            }
        }

        map[2 * each * dimensions] = -18;
        return Model(points, new Embedding(map, dimensions), new TsneOptions { OutputDimensions = dimensions });
    }

    /// <summary>A model of a map that no run made.</summary>
    private static TsneModel Model(float[,] points, Embedding map, TsneOptions options, float[]? weights = null) =>
        new(new ModelContent
        {
            EngineVersion = "1.0.0",
            Options = options,
            Dimensions = points.GetLength(1),
            Reduction = PointReduction.None,
            Points = PointMatrix.From(points),
            Weights = weights is null ? null : new PointWeights(weights),
            Map = map,
            TypicalDistance = 1,
            TypicalResidual = 0,
        });

    private static int[] Measured(PerturbationResult result) =>
        [.. Enumerable.Range(0, result.Scores.Length).Where(point => !float.IsNaN(result.Scores.Span[point]))];

    private static int[] Bits(ReadOnlyMemory<float> scores) => [.. scores.ToArray().Select(BitConverter.SingleToInt32Bits)];

    private sealed class Reports(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
