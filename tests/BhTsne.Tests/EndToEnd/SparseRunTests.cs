using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.EndToEnd;

/// <summary>Maps of sparse points.</summary>
public sealed class SparseRunTests
{
    private static readonly TsneOptions Quick = new() { Perplexity = 10, Iterations = 120, EarlyExaggerationIterations = 60 };

    /// <summary>600 documents of four subjects: each has a hundred words of its own, and there are a hundred common ones.</summary>
    private static SparseMatrix Documents()
    {
        Random random = new(1);
        float[,] counts = new float[600, 500];
        for (int i = 0; i < 600; i++)
        {
            for (int word = 0; word < 40; word++)
            {
                counts[i, (word % 4 == 0 ? 400 : 100 * (i % 4)) + random.Next(100)]++;
            }
        }

        return SparseCloud.Sparse(counts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Subjects_come_apart(bool cosine)
    {
        TsneOptions options = Quick with { Metric = cosine ? Metric.Cosine : Metric.Euclidean };
        List<string?> details = [];
        TsneResult result = Tsne.Fit(Documents(), options, new Told(progress => details.Add(progress.Detail)));
        Assert.Contains("truncated SVD to 50 components", details);
        Assert.True(result.Seconds.Reduction > 0);
        int[] subjects = [.. Enumerable.Range(0, 600).Select(i => i % 4)];
        Assert.InRange(NeighborLabelAccuracy.Of(Samples.ToDense(result.Embedding), subjects, 10), 0.98, 1);
    }

    [Fact]
    public void One_call_and_its_stages_give_the_same_bits_on_any_number_of_threads()
    {
        SparseMatrix points = Documents();
        TsneOptions options = Quick with { PcaComponents = 20, Metric = Metric.Cosine, Threads = 1 };
        TsneResult whole = Tsne.Fit(points, options);
        PointMatrix reduced = Tsne.Reduce(points, options);
        Assert.Equal((600, 20), (reduced.Rows, reduced.Columns));
        Assert.Equal(TruncatedSvd.Fit(points, 20, options.Seed).Transform(points).Values, reduced.Values);

        // The stages take the reduced points as they would any others.
        TsneOptions further = options with { PcaComponents = 0, Threads = 3 };
        AffinityMatrix p = Tsne.ComputeAffinities(Tsne.FindNeighbors(reduced, further), further);
        TsneResult staged = Tsne.Fit(new TsneInput(p) { Start = Tsne.Initialize(reduced, further) }, further);
        Assert.Equal(Samples.Bits(whole.Embedding), Samples.Bits(staged.Embedding));
        Assert.Equal(Samples.Bits(whole.Embedding), Samples.Bits(Tsne.Fit(points, options with { Threads = 2 }).Embedding));
    }

    [Fact]
    public void Fewer_dimensions_than_the_default_are_all_kept()
    {
        SparseMatrix points = SparseCloud.Sparse(new SparseCloud(60, 7, 0.9, 1, 2).ToDense());
        Assert.Equal(7, Tsne.Reduce(points, Quick).Columns);
        SparseMatrix wide = SparseCloud.Sparse(new SparseCloud(60, 700, 0.9, 1, 2).ToDense());
        Assert.Equal(7, Tsne.Plan(points, Quick).Components);
        Assert.Equal(50, Tsne.Plan(wide, Quick).Components);
        Assert.Equal(9, Tsne.Plan(wide, Quick with { PcaComponents = 9 }).Components);
    }

    [Fact]
    public void Options_that_sparse_points_cannot_have_are_refused_with_what_to_do()
    {
        SparseMatrix points = Documents();
        AssertRefused("PcaComponents: sparse points cannot be searched as they are; give the number of components",
            new() { PcaComponents = 0 });
        AssertRefused("PcaComponents: 501 components were asked for, but the points have 500 dimensions.", new() { PcaComponents = 501 });
        AssertRefused("Metric: sparse points are reduced by a truncated SVD, which does not keep 'manhattan' distances",
            new() { Metric = Metric.Manhattan });
        AssertRefused("Metric: ", new() { Metric = Metric.Chebyshev });
        AssertRefused("Metric: sparse points are reduced by a truncated SVD, which does not keep 'inner-product' distances",
            new() { Metric = Metric.InnerProduct });
        AssertRefused("Metric: ", new() { Metric = Metric.Custom("own", (_, _) => 0) });
        AssertRefused("Theta: -1 ", new() { Theta = -1 });
        Assert.True(Tsne.Plan(points, new TsneOptions { PcaComponents = 500, Metric = Metric.Cosine }).IsValid);

        void AssertRefused(string line, TsneOptions options)
        {
            Assert.StartsWith(line, Assert.Throws<TsneOptionsException>(() => Tsne.Fit(points, options)).Message, StringComparison.Ordinal);
            Assert.StartsWith(line, Assert.Throws<TsneOptionsException>(() => Tsne.Reduce(points, options)).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_point_without_entries_has_no_cosine_and_is_named()
    {
        SparseMatrix points = new([0, 1, 1, 2, 3, 4], [0, 1, 2, 3], [1, 1, 1, 1], 4);
        TsneOptions cosine = new() { Perplexity = 1, Metric = Metric.Cosine };
        string message = Assert.Throws<TsneInputException>(() => Tsne.Fit(points, cosine)).Message;
        Assert.Contains("Row 1", message, StringComparison.Ordinal);
        Assert.Equal(5, Tsne.Fit(points, new TsneOptions { Perplexity = 1, Iterations = 10 }).Embedding.Points);
    }

    private sealed class Told(Action<TsneProgress> tell) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => tell(value);
    }
}
