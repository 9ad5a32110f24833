using BhTsne.Tests.Models;

namespace BhTsne.Tests.EndToEnd;

/// <summary>Points that are added to a map.</summary>
public sealed class ExtendTests
{
    [Theory]
    [MemberData(nameof(ModelCases.Names), MemberType = typeof(ModelCases))]
    public void Every_kind_of_model_can_be_extended(string name)
    {
        (TsneModel model, TsneInput added) = ModelCases.Of(name);
        int old = model.Points, d = model.Embedding.Dimensions;
        int[] before = Samples.Bits(model.Embedding);
        foreach (bool holds in new[] { true, false })
        {
            ExtendOptions options = new() { Iterations = 15, HoldMap = holds, Threads = 1 };
            TsneModel extended = model.Extend(added, options);
            Assert.Equal(
                (old + added.Points, model.Dimensions, model.InputKind), (extended.Points, extended.Dimensions, extended.InputKind));
            Assert.Equal(model.Options, extended.Options);
            int[] map = Samples.Bits(extended.Embedding), places = Samples.Bits(model.Transform(added).Embedding);
            Assert.Equal(holds, before.AsSpan().SequenceEqual(map.AsSpan(0, before.Length)));
            Assert.NotEqual(places, map[before.Length..]);
            Assert.All(extended.Embedding.Values.ToArray(), value => Assert.True(float.IsFinite(value)));

            // Threads change no bit, and the old model stays as it is.
            Assert.Equal(ModelCases.Save(extended), ModelCases.Save(model.Extend(added, options with { Threads = 3 })));
            Assert.Equal(before, Samples.Bits(model.Embedding));

            // The new model answers, also from a file: its own points lie where it has them.
            TsneModel loaded = ModelCases.Load(ModelCases.Save(extended), ModelCases.MetricFor(name));
            Assert.Equal(ModelCases.Bits(extended.Transform(added)), ModelCases.Bits(loaded.Transform(added)));
            if (name != "inner product")
            {
                // The first three are points of the map, which come first in it.
                Assert.Equal(map[((old + 3) * d)..], Samples.Bits(loaded.Transform(added).Embedding)[(3 * d)..]);
            }

            // Once more: rows of rows.
            Assert.Equal(old + (2 * added.Points), extended.Extend(added, options).Points);
        }
    }

    [Fact]
    public void Without_iterations_new_points_stay_where_they_were_placed()
    {
        (TsneModel model, TsneInput added) = ModelCases.Of("weights");
        TsneModel extended = model.Extend(added, new ExtendOptions { Iterations = 0 });
        Assert.Equal(
            [.. Samples.Bits(model.Embedding), .. Samples.Bits(model.Transform(added).Embedding)], Samples.Bits(extended.Embedding));
        float[] weights = extended.Content.Weights!.Values;
        Assert.Equal([.. model.Content.Weights!.Values, .. Enumerable.Repeat(1f, added.Points)], weights);
    }

    /// <summary>
    /// A map of four fifths of the points, extended by the last fifth, has nearly the divergence of the map of all: over 20 seeds it was
    /// 1.01 to 1.09 of it, and with a held map 1.09 to 1.18.
    /// </summary>
    [Fact]
    public void An_extended_map_is_nearly_as_good_as_one_of_all_points()
    {
        float[,] points = Samples.Clusters(300, 8);
        TsneOptions options = new() { Perplexity = 12, Threads = 2, Iterations = 400 };
        TsneModel model = ModelCases.Fit(ModelCases.Rows(points, 0, 240), options);
        double joint = Tsne.Fit(points, options).KlDivergence;
        Assert.InRange(Divergence(model.Extend(ModelCases.Rows(points, 240, 300))) / joint, 0.95, 1.15);
        Assert.InRange(
            Divergence(model.Extend(ModelCases.Rows(points, 240, 300), new ExtendOptions { HoldMap = true })) / joint, 0.95, 1.25);

        // The cost of the map as it is, by P of all points.
        double Divergence(TsneModel extended)
        {
            using TsneRun run = Tsne.Start(new TsneInput(PointMatrix.From(points)) { Start = extended.Embedding }, options);
            run.Prepare();
            return run.Result.KlDivergence;
        }
    }

    /// <summary>Options that fit a long run must not fail in the short one that follows.</summary>
    [Fact]
    public void Options_of_the_map_do_not_stand_in_the_way()
    {
        float[,] points = Samples.Clusters(60, 4), added = Samples.Clusters(5, 4, seed: 8);
        foreach (TsneOptions options in new[]
        {
            ModelCases.Quick with { Iterations = 300, EarlyExaggerationIterations = 250 },
            ModelCases.Quick with { Initialization = InitializationMethod.Random, LearningRate = 10, LateExaggeration = 3 },
            ModelCases.Quick with { NeighborCount = 59, Perplexity = 50 },
            ModelCases.Quick with { Neighbors = NeighborMethod.VantagePointTree, MinCostImprovement = 0.9, MinGradientNorm = 100 },
            ModelCases.Quick with { Affinities = AffinityKind.Uniform(4), EarlyTheta = 0.9, Momentum = 0.5, EarlyMomentum = 0.3 },
        })
        {
            Assert.Equal(65, ModelCases.Fit(points, options).Extend(added, new ExtendOptions { Iterations = 10 }).Points);
        }
    }

    [Fact]
    public void Wrong_points_and_options_are_refused()
    {
        (TsneModel model, TsneInput added) = ModelCases.Of("plain");
        Assert.Throws<ArgumentNullException>(() => model.Extend(null!));
        Assert.Throws<ArgumentException>(() => model.Extend(new float[3, 6]));
        Assert.Equal("Iterations", Fault(new ExtendOptions { Iterations = -1 }));
        Assert.Equal("Threads", Fault(new ExtendOptions { Threads = -1 }));
        Assert.ThrowsAny<OperationCanceledException>(() => model.Extend(added, cancellation: new CancellationToken(true)));

        string Fault(ExtendOptions options) =>
            Assert.Single(Assert.Throws<TsneOptionsException>(() => model.Extend(added, options)).Faults).Option;
    }

    /// <summary>A column's name belongs to the model, not to the points.</summary>
    [Fact]
    public void Names_and_reduction_stay()
    {
        (TsneModel model, TsneInput added) = ModelCases.Of("PCA");
        string[] names = ["a", "b", "c", "d", "e", "f", "g"];
        TsneModel extended = model.WithColumnNames(names).Extend(added, new ExtendOptions { Iterations = 2 });
        Assert.Equal(names, extended.ColumnNames);
        Assert.Same(model.Content.Reduction, extended.Content.Reduction);
        Assert.Equal(model.Content.TypicalResidual, extended.Content.TypicalResidual);
    }
}
