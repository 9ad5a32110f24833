using BhTsne.Tests.Affinities;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.EndToEnd;

/// <summary>Whole runs of weighted points against runs of the points repeated, and duplicates that are merged into weights.</summary>
public sealed class WeightedRunTests
{
    private const int Count = 60;

    private static readonly TsneOptions Few =
        new() { Perplexity = 8, Theta = 0, Iterations = 9, EarlyExaggerationIterations = 5, PcaComponents = 0 };

    private static readonly PointCloud Cloud = new(CloudShape.Clusters, Count, 5, 3, 11);

    private static readonly Copies Weights = Copies.Random(Count, 12);

    [Theory]
    [InlineData(TsneObjective.TSne, 1, RepulsionMethod.BarnesHut)]
    [InlineData(TsneObjective.TSne, 0.7, RepulsionMethod.Exact)]
    [InlineData(TsneObjective.SymmetricSne, 1, RepulsionMethod.Exact)]
    [InlineData(TsneObjective.Sne, 1, RepulsionMethod.BarnesHut)]
    public void A_run_is_that_of_the_repeated_points(TsneObjective objective, double alpha, RepulsionMethod repulsion)
    {
        int all = Weights.Of.Length;
        Embedding start = Samples.Cloud(Count, 1, 13), repeated = new(Weights.Repeat(start.Values), 2);
        TsneOptions options = Few with { Objective = objective, DegreesOfFreedom = alpha, Repulsion = repulsion, NeighborCount = all - 1 };
        TsneResult places = Tsne.Fit(new TsneInput(Cloud.ToMatrix()) { Weights = Weights.Weights, Start = start }, options);
        TsneResult copies = Tsne.Fit(
            new TsneInput(PointMatrix.From(Weights.Repeat(Cloud.Values()), all, 5)) { Start = repeated }, options);
        double[,] expected = Centred(copies.Embedding), actual = Centred(new Embedding(Weights.Repeat(places.Embedding.Values), 2));
        Assert.True(Dense.RelativeError(actual, expected) < 1e-3, $"relative error {Dense.RelativeError(actual, expected)}");
        Assert.Equal(copies.KlDivergence, places.KlDivergence, 1e-3);
    }

    /// <summary>Whatever the points are known by, weights mean that they are repeated.</summary>
    [Theory]
    [InlineData(TsneInputKind.SparsePoints)]
    [InlineData(TsneInputKind.Distances)]
    [InlineData(TsneInputKind.Neighbors)]
    [InlineData(TsneInputKind.Affinities)]
    public void Inputs_of_all_kinds_take_weights(TsneInputKind kind)
    {
        int all = Weights.Of.Length;
        Embedding start = Samples.Cloud(Count, 1, 13), repeated = new(Weights.Repeat(start.Values), 2);
        TsneOptions options = Few with { NeighborCount = all - 1, PcaComponents = kind == TsneInputKind.SparsePoints ? 4 : 0 };
        float[] values = [.. Cloud.Values().Select((value, i) => i % 3 == 0 ? 0 : value)];
        float[] copies = Weights.Repeat(values);
        TsneResult places = Tsne.Fit(Known(kind, values, Count, Weights.Weights, start), options);
        TsneResult expected = Tsne.Fit(Known(kind, copies, all, null, repeated), options);
        double[,] actual = Centred(new Embedding(Weights.Repeat(places.Embedding.Values), 2));
        double error = Dense.RelativeError(actual, Centred(expected.Embedding));
        Assert.True(error < 1e-3, $"relative error {error}");
        Assert.Equal(expected.KlDivergence, places.KlDivergence, 1e-3);
    }

    /// <summary>
    /// A point is as good as several at its place that share its weight, whole or not: each part is at least 1.
    /// </summary>
    [Theory]
    [InlineData(TsneInputKind.Points, TsneObjective.TSne)]
    [InlineData(TsneInputKind.Points, TsneObjective.Sne)]
    [InlineData(TsneInputKind.Distances, TsneObjective.SymmetricSne)]
    [InlineData(TsneInputKind.Neighbors, TsneObjective.TSne)]
    [InlineData(TsneInputKind.SparsePoints, TsneObjective.TSne)]
    public void Weights_that_are_not_whole_may_be_split(TsneInputKind kind, TsneObjective objective)
    {
        Random random = new(7);
        List<float> parts = [];
        List<int> of = [];
        for (int point = 0; point < Count; point++)
        {
            for (int part = random.Next(1, 4); part > 0; part--)
            {
                parts.Add((float)(1 + (2 * random.NextDouble())));
                of.Add(point);
            }
        }

        float[] sums = [.. Enumerable.Range(0, Count).Select(point => (float)of.Select((p, i) => p == point ? (double)parts[i] : 0).Sum())];
        Embedding start = Samples.Cloud(Count, 1, 13), repeated = new(Repeat(start.Values, of), 2);
        TsneOptions options = Few with
        {
            NeighborCount = (int)parts.Sum(part => (double)part) - 1,
            Objective = objective,
            PcaComponents = kind == TsneInputKind.SparsePoints ? 4 : 0,
        };
        float[] values = Cloud.Values();
        TsneResult merged = Tsne.Fit(Known(kind, values, Count, sums, start), options);
        TsneResult split = Tsne.Fit(Known(kind, Repeat(values, of), of.Count, [.. parts], repeated), options);
        double error = Dense.RelativeError(Centred(new Embedding(Repeat(merged.Embedding.Values, of), 2)), Centred(split.Embedding));
        Assert.True(error < 1e-3, $"relative error {error}");
        Assert.Equal(split.KlDivergence, merged.KlDivergence, 1e-3);
    }

    [Fact]
    public void Weights_of_one_change_no_bit_and_others_do()
    {
        TsneOptions options = Few with { Theta = 0.5 };
        PointMatrix points = Cloud.ToMatrix();
        int[] bits = Samples.Bits(Tsne.Fit(points, options).Embedding);
        Assert.Equal(bits, Bits(Enumerable.Repeat(1f, Count).ToArray()));
        Assert.Equal(bits, Bits((float[]?)null));
        Assert.NotEqual(bits, Bits(Weights.Weights));

        int[] Bits(float[]? weights) => Samples.Bits(Tsne.Fit(new TsneInput(points) { Weights = weights }, options).Embedding);
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_number_of_threads_or_stages()
    {
        TsneOptions options = Few with { Theta = 0.5, PcaComponents = 3, Iterations = 40, Threads = 1 };
        TsneInput points = Weighted(Cloud.ToMatrix());
        int[] bits = Samples.Bits(Tsne.Fit(points, options).Embedding);
        Assert.Equal(bits, Samples.Bits(Tsne.Fit(points, options with { Threads = 3 }).Embedding));
        PointMatrix reduced = Tsne.Reduce(points, options);
        NeighborGraph graph = Tsne.FindNeighbors(Weighted(reduced), options);
        AffinityMatrix affinities = Tsne.ComputeAffinities(new TsneInput(graph) { Weights = Weights.Weights }, options);
        Embedding start = Tsne.Initialize(Weighted(reduced), options);
        Assert.Equal(bits, Samples.Bits(Tsne.Fit(new TsneInput(affinities) { Start = start }, options).Embedding));
    }

    /// <summary>
    /// The rate is the sum of the weights over exaggeration: one step of the first phase is the gradient times the weights' sum over 12.
    /// </summary>
    [Fact]
    public void The_learning_rate_counts_weights()
    {
        TsneOptions options = Few with { Iterations = 1, EarlyExaggerationIterations = 1 };
        TsneInput points = Weighted(Cloud.ToMatrix());
        Assert.Equal(
            Samples.Bits(Tsne.Fit(points, options with { LearningRate = Weights.Of.Length / 12.0 }).Embedding),
            Samples.Bits(Tsne.Fit(points, options).Embedding));
    }

    [Fact]
    public void Merged_duplicates_are_weighted_points_and_share_their_places()
    {
        PointCloud cloud = new(CloudShape.Duplicates, 90, 4, 1, 14);
        float[] values = cloud.Values();
        values[0] = 0;
        float[] last = [.. values[..4]];
        last[0] = -0f;
        last.CopyTo(values, 89 * 4);
        string[] keys = [.. values.Chunk(4).Select(row => string.Join(',', row.Select(value => value + 0f)))];
        int[] firsts = [.. Enumerable.Range(0, 90).Where(i => Array.IndexOf(keys, keys[i]) == i)];
        Assert.InRange(firsts.Length, 30, 80);
        Assert.Equal(0, Array.IndexOf(keys, keys[89]));

        List<TsneProgress> told = [];
        TsneOptions options = Few with { PcaComponents = 3 };
        TsneResult merged = Tsne.Fit(
            PointMatrix.From(values, 90, 4), options with { MergeDuplicates = true }, new Progress(told.Add));
        TsneResult different = Tsne.Fit(
            new TsneInput(PointMatrix.From((float[])[.. firsts.SelectMany(i => values[(i * 4)..((i * 4) + 4)])], firsts.Length, 4))
            {
                Weights = firsts.Select(i => (float)keys.Count(key => key == keys[i])).ToArray(),
            },
            options);
        Assert.Equal(90, merged.Embedding.Points);
        for (int i = 0; i < 90; i++)
        {
            int place = Array.IndexOf(firsts, Array.IndexOf(keys, keys[i]));
            Assert.Equal(different.Embedding[place, 0], merged.Embedding[i, 0]);
            Assert.Equal(different.Embedding[place, 1], merged.Embedding[i, 1]);
        }

        Assert.Contains(told, progress => progress.Stage == TsneStage.Reduction
            && progress.Detail == $"{90 - firsts.Length} duplicates merged, PCA to 3 components");
    }

    [Fact]
    public void Merging_adds_weights_keeps_starts_and_changes_nothing_where_there_are_no_duplicates()
    {
        PointMatrix points = Cloud.ToMatrix();
        Assert.Equal(
            Samples.Bits(Tsne.Fit(Weighted(points), Few).Embedding),
            Samples.Bits(Tsne.Fit(Weighted(points), Few with { MergeDuplicates = true }).Embedding));

        Embedding start = Samples.Cloud(Count, 1, 13);
        PointMatrix twice = PointMatrix.From((float[])[.. Cloud.Values(), .. Cloud.Values()], 2 * Count, 5);
        TsneInput both = new(twice)
        {
            Weights = (float[])[.. Weights.Weights, .. Enumerable.Repeat(2f, Count)],
            Start = new Embedding([.. start.Values, .. start.Values.ToArray().Reverse()], 2),
        };
        TsneInput once = new(points) { Weights = Weights.Weights.Select(w => w + 2).ToArray(), Start = start };
        float[] expected = Tsne.Fit(once, Few).Embedding.Values.ToArray();
        Assert.Equal([.. expected, .. expected], Tsne.Fit(both, Few with { MergeDuplicates = true }).Embedding.Values.ToArray());
    }

    [Fact]
    public void Faults_are_named()
    {
        PointMatrix points = Cloud.ToMatrix();
        Fails("there are 3, but 60 points", [1, 2, 3]);
        Fails("point 2 has the weight 0.5; a weight is a number of equal points, at least 1; divide all", With(0.5f));
        Fails("point 2 has the weight NaN; every weight must be finite", With(float.NaN));
        Fails("point 2 has the weight Infinity", With(float.PositiveInfinity));
        Fails("point 2 has the weight -1", With(-1));

        PointMatrix equal = PointMatrix.From(new float[60], 20, 3);
        TsneInputException few = Assert.Throws<TsneInputException>(() => Tsne.Fit(equal, new() { Perplexity = 2, MergeDuplicates = true }));
        Assert.Contains("of 20 only 1 remain", few.Message, StringComparison.Ordinal);
        AffinityMatrix without = Tsne.ComputeAffinities(Tsne.FindNeighbors(points, Few), Few);
        TsneOptionsException other = Assert.Throws<TsneOptionsException>(
            () => Tsne.Fit(new TsneInput(without) { Weights = Weights.Weights }, Few));
        Assert.Contains("P was not computed with them", other.Message, StringComparison.Ordinal);

        void Fails(string why, float[] weights)
        {
            TsneOptionsException error = Assert.Throws<TsneOptionsException>(
                () => Tsne.Fit(new TsneInput(points) { Weights = weights }, Few));
            Assert.Contains($"Weights: {why}", error.Message, StringComparison.Ordinal);
        }

        static float[] With(float weight) => [1, 1, weight, .. Enumerable.Repeat(1f, Count - 3)];
    }

    private static TsneInput Weighted(PointMatrix points) => new(points) { Weights = Weights.Weights };

    /// <summary>Points of five dimensions as an input of a kind; P and graphs are of all pairs.</summary>
    private static TsneInput Known(TsneInputKind kind, float[] values, int points, float[]? weights, Embedding start)
    {
        double[,] dense = Dense.From(values, points, 5);
        NeighborGraph graph = Graphs.Of(dense, points - 1);
        TsneOptions all = Few with { NeighborCount = (int)(weights?.Sum(weight => (double)weight) ?? points) - 1 };
        return kind switch
        {
            TsneInputKind.SparsePoints => new(SparseCloud.Sparse(ToSingle(dense))) { Weights = weights, Start = start },
            TsneInputKind.Distances => new(DistanceMatrix.From(PointMatrix.From(Distances(dense)))) { Weights = weights, Start = start },
            TsneInputKind.Neighbors => new(graph) { Weights = weights, Start = start },
            TsneInputKind.Affinities =>
                new(Tsne.ComputeAffinities(new TsneInput(graph) { Weights = weights }, all)) { Weights = weights, Start = start },
            _ => new(PointMatrix.From(values, points, 5)) { Weights = weights, Start = start },
        };
    }

    private static float[,] Distances(double[,] points)
    {
        double[,] squared = Dense.SquaredDistances(points);
        foreach (ref double distance in Dense.Flat(squared))
        {
            distance = Math.Sqrt(distance);
        }

        return ToSingle(squared);
    }

    private static float[,] ToSingle(double[,] values)
    {
        float[,] single = new float[values.GetLength(0), values.GetLength(1)];
        for (int i = 0; i < single.GetLength(0); i++)
        {
            for (int j = 0; j < single.GetLength(1); j++)
            {
                single[i, j] = (float)values[i, j];
            }
        }

        return single;
    }

    /// <summary>The row of each part's point.</summary>
    private static float[] Repeat(ReadOnlySpan<float> values, List<int> of)
    {
        int columns = values.Length / Count;
        float[] rows = new float[of.Count * columns];
        for (int part = 0; part < of.Count; part++)
        {
            values.Slice(of[part] * columns, columns).CopyTo(rows.AsSpan(part * columns));
        }

        return rows;
    }

    private static double[,] Centred(Embedding map)
    {
        double[,] dense = Samples.ToDense(map);
        for (int axis = 0; axis < 2; axis++)
        {
            double mean = Enumerable.Range(0, map.Points).Average(i => dense[i, axis]);
            for (int i = 0; i < map.Points; i++)
            {
                dense[i, axis] -= mean;
            }
        }

        return dense;
    }

    private sealed class Progress(Action<TsneProgress> told) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => told(value);
    }
}
