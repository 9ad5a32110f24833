using BhTsne.Tests.Oracles;
using BhTsne.Tests.Repulsion;
using Xunit.Abstractions;

namespace BhTsne.Tests.EndToEnd;

/// <summary>Every objective and every number of dimensions through the facade, on a third of the digits.</summary>
public sealed class ObjectiveRunTests(ITestOutputHelper output)
{
    private const int Every = 3;

    private static readonly int[] Rows = [.. Enumerable.Range(0, Samples.Digits.Points.Rows / Every).Select(i => i * Every)];

    private static readonly int[] Labels = [.. Rows.Select(row => int.Parse(Samples.Digits.Labels![row]))];

    private static readonly PointMatrix Points = PointMatrix.From(
        Rows.SelectMany(row => Samples.Digits.Points.Row(row).ToArray()).ToArray(),
        Rows.Length,
        Samples.Digits.Points.Columns);

    private static readonly TsneOptions Short = new() { Iterations = 300, EarlyExaggerationIterations = 100, Threads = 2 };

    /// <summary>Quality is a little below what each reaches; a map that did not unfold, or blew up, has far less.</summary>
    [Theory]
    [InlineData("t-SNE", 1, 0.92, 0.95)]
    [InlineData("t-SNE", 3, 0.94, 0.97)]
    [InlineData("alpha = 0.5", 2, 0.94, 0.97)]
    [InlineData("alpha = 3", 2, 0.94, 0.97)]
    [InlineData("symmetric SNE", 1, 0.62, 0.77)]
    [InlineData("symmetric SNE", 2, 0.85, 0.91)]
    [InlineData("symmetric SNE", 3, 0.90, 0.955)]
    [InlineData("SNE", 1, 0.62, 0.77)]
    [InlineData("SNE", 2, 0.85, 0.91)]
    [InlineData("SNE", 3, 0.90, 0.955)]
    public void A_short_run_ends_with_a_sensible_map(string objective, int dimensions, double accuracy, double trust) =>
        EndsWithASensibleMap(Of(objective, dimensions), accuracy, trust);

    /// <summary>The whole chain: the cost that a run reports is that of its map over the P of its points, by definition.</summary>
    [Theory]
    [InlineData("alpha = 0.5", 3)]
    [InlineData("symmetric SNE", 2)]
    [InlineData("SNE", 2)]
    [InlineData("SNE", 1)]
    public void The_cost_of_a_run_is_that_of_its_map(string objective, int dimensions)
    {
        TsneOptions options = Of(objective, dimensions) with { Iterations = 150, Theta = 0.2 };
        TsneResult result = Tsne.Fit(Points, options);
        double[,] reduced = Samples.ToDense(Tsne.Reduce(Points, options));
        double[,] conditional = DenseAffinities.Conditional(reduced, 90, 30);
        double expected = ObjectiveCase.All[objective].Definition(conditional, Samples.ToDense(result.Embedding)).Cost;
        Assert.Equal(expected, result.KlDivergence, 1e-3);
    }

    [Fact]
    public void An_objective_without_a_sum_over_all_pairs_needs_the_entropy_of_the_rows()
    {
        AffinityMatrix known = Tsne.ComputeAffinities(Tsne.FindNeighbors(Points)), unknown = new(known.Matrix);
        TsneOptions options = new() { Objective = TsneObjective.Sne, Iterations = 20 };
        Embedding start = Tsne.Initialize(Points);
        Assert.Contains(
            "entropy", Assert.Throws<TsneOptionsException>(() => From(unknown, start, options)).Message, StringComparison.Ordinal);
        Assert.Equal(Math.Log(30), known.ConditionalEntropy!.Value, 1e-5);
        AffinityMatrix given = new(known.Matrix, known.ConditionalEntropy);
        Assert.Equal(From(known, start, options).KlDivergence, From(given, start, options).KlDivergence);
    }

    /// <summary>Where exp(−s) is 0 for all pairs there is no gradient and no cost; the kernel of t-SNE does not underflow there.</summary>
    [Theory]
    [InlineData(TsneObjective.SymmetricSne)]
    [InlineData(TsneObjective.Sne)]
    public void A_Gaussian_whose_kernel_weights_underflow_is_an_error(TsneObjective objective)
    {
        AffinityMatrix p = Tsne.ComputeAffinities(Tsne.FindNeighbors(Points));
        Embedding grid = new([.. Enumerable.Range(0, Rows.Length).SelectMany(i => new[] { 12f * (i % 25), 12f * (i / 25) })], 2);
        foreach (RepulsionMethod repulsion in Enum.GetValues<RepulsionMethod>())
        {
            TsneOptions options = new() { Objective = objective, Repulsion = repulsion, Iterations = 10 };
            DescentDivergedException error = Assert.Throws<DescentDivergedException>(() => From(p, grid, options));
            Assert.Contains("too far apart", error.Message, StringComparison.Ordinal);
            From(p, grid, options with { Objective = TsneObjective.TSne });
        }
    }

    /// <summary>
    /// The normaliser of a far point underflows in single precision; the point is not lost, and the others are not moved by it.
    /// </summary>
    [Theory]
    [InlineData(TsneObjective.SymmetricSne)]
    [InlineData(TsneObjective.Sne)]
    public void A_far_point_is_brought_back(TsneObjective objective)
    {
        AffinityMatrix p = Tsne.ComputeAffinities(Tsne.FindNeighbors(Points));
        float[] start = Tsne.Initialize(Points).Values.ToArray();
        (start[14], start[15]) = (40, -25);
        TsneResult result = From(p, new Embedding(start, 2), Short with { Objective = objective });
        double[,] squared = Dense.SquaredDistances(Samples.ToDense(result.Embedding));
        Assert.InRange(Math.Sqrt(squared[7, Dense.OthersByDistance(squared, 7)[0]]), 0, 3);
        TsneResult near = From(p, Tsne.Initialize(Points), Short with { Objective = objective });
        Assert.InRange(result.KlDivergence, 0.9 * near.KlDivergence, 1.1 * near.KlDivergence);
    }

    private static TsneResult From(AffinityMatrix p, Embedding start, TsneOptions options) =>
        Tsne.Fit(new TsneInput(p) { Start = start }, options);

    private void EndsWithASensibleMap(TsneOptions options, double accuracy, double trust)
    {
        TsneResult result = Tsne.Fit(Points, options);
        double[,] map = Samples.ToDense(result.Embedding);
        Assert.Equal(options.OutputDimensions, result.Embedding.Dimensions);
        double actualAccuracy = NeighborLabelAccuracy.Of(map, Labels, 10);
        double actualTrust = Trustworthiness.Of(Samples.ToDense(Points), map, 10);
        output.WriteLine($"accuracy {actualAccuracy:0.000}, trustworthiness {actualTrust:0.000}, KL {result.KlDivergence:0.000}");
        Assert.True(actualAccuracy > accuracy, $"accuracy {actualAccuracy}");
        Assert.True(actualTrust > trust, $"trustworthiness {actualTrust}");
    }

    private static TsneOptions Of(string objective, int dimensions)
    {
        TsneOptions options = ObjectiveCase.All[objective].Options;
        return Short with { Objective = options.Objective, DegreesOfFreedom = options.DegreesOfFreedom, OutputDimensions = dimensions };
    }
}
