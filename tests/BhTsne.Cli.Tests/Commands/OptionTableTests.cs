using System.CommandLine;
using System.Reflection;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Each option sets the engine's option of its name and no other.</summary>
public class OptionTableTests
{
    /// <summary>Settings of the engine that the tool does not offer.</summary>
    private static readonly string[] _notOffered =
        [nameof(TsneOptions.MaxStepLength), nameof(TsneOptions.MinGradientNorm)];

    public static TheoryData<string, TsneOptions> Settings { get; } = new()
    {
        { "", new() },
        { "--dims 1", new() { OutputDimensions = 1 } },
        { "--dims 3", new() { OutputDimensions = 3 } },
        { "--objective tsne", new() },
        { "--objective symmetric-sne", new() { Objective = TsneObjective.SymmetricSne } },
        { "--objective sne", new() { Objective = TsneObjective.Sne } },
        { "--degrees-of-freedom 0.5", new() { DegreesOfFreedom = 0.5 } },
        { "--perplexity 12.5", new() { Perplexity = 12.5 } },
        { "--perplexity 30,300", new() { Affinities = AffinityKind.Multiscale(30, 300) } },
        { "--perplexity 300,12.5,30", new() { Affinities = AffinityKind.Multiscale(12.5, 30, 300) } },
        { "--affinities perplexity --perplexity 12.5", new() { Perplexity = 12.5 } },
        { "--affinities uniform", new() { Affinities = AffinityKind.Uniform(30) } },
        { "--affinities uniform --perplexity 15.9", new() { Affinities = AffinityKind.Uniform(15), Perplexity = 15.9 } },
        { "--affinities Uniform --neighbor-count 8", new() { Affinities = AffinityKind.Uniform(8), NeighborCount = 8 } },
        { "--affinities fixed --bandwidth 2.5", new() { Affinities = AffinityKind.FixedBandwidth(2.5) } },
        {
            "--affinities fixed --bandwidth 1e-3 --neighbor-count 40",
            new() { Affinities = AffinityKind.FixedBandwidth(1e-3), NeighborCount = 40 }
        },
        { "--neighbor-count 50", new() { NeighborCount = 50 } },
        { "--neighbor-count auto", new() },
        { "--input-kind points", new() },
        { "--input-kind distances", new() },
        { "second.csv --input-kind neighbors", new() },
        { "--input-kind affinities", new() },
        { "--metric manhattan", new() { Metric = Metric.Manhattan } },
        { "--metric inner-product", new() { Metric = Metric.InnerProduct } },
        { "--metric chebyshev", new() { Metric = Metric.Chebyshev } },
        { "--metric cosine", new() { Metric = Metric.Cosine } },
        { "--pca off", new() { PcaComponents = 0 } },
        { "--pca auto", new() },
        { "--pca 7", new() { PcaComponents = 7 } },
        { "--neighbors vp-tree", new() { Neighbors = NeighborMethod.VantagePointTree } },
        { "--neighbors kd-tree", new() { Neighbors = NeighborMethod.KdTree } },
        { "--neighbors exact", new() { Neighbors = NeighborMethod.Exact } },
        { "--neighbors approximate --neighbor-recall 0.9", new() { Neighbors = NeighborMethod.Approximate, NeighborRecall = 0.9 } },
        { "--merge-duplicates", new() { MergeDuplicates = true } },
        { "--weights counts.txt", new() },
        { "--match-column name", new() },
        { "--match-column name --start-from old.csv --pin rows.txt --model map.bhtsne", new() },
        { "--init random", new() { Initialization = InitializationMethod.Random } },
        { "--repulsion exact", new() { Repulsion = RepulsionMethod.Exact } },
        { "--theta 0", new() { Theta = 0 } },
        { "--early-theta 0.7", new() { EarlyTheta = 0.7 } },
        { "--early-theta auto", new() },
        { "--gradient-error 0.01", new() { GradientError = 0.01 } },
        { "--gradient-error none", new() },
        { "--schedule accelerated", new() },
        { "--schedule classic", new() { Schedule = TsneSchedule.Classic } },
        { "--iterations 1000", new() { Iterations = 1000 } },
        { "--early-exaggeration 4", new() { EarlyExaggeration = 4 } },
        { "--early-exaggeration-iterations 100", new() { EarlyExaggerationIterations = 100 } },
        { "--early-exaggeration-iterations 0", new() { EarlyExaggerationIterations = 0 } },
        { "--early-exaggeration-iterations auto --early-momentum auto --momentum Auto --min-cost-improvement AUTO", new() },
        { "--late-exaggeration 4", new() { LateExaggeration = 4 } },
        { "--learning-rate 200", new() { LearningRate = 200 } },
        { "--learning-rate auto", new() },
        { "--early-momentum 0.5", new() { EarlyMomentum = 0.5 } },
        { "--momentum 0.9", new() { Momentum = 0.9 } },
        { "--min-cost-improvement 1e-3", new() { MinCostImprovement = 1e-3 } },
        { "--min-cost-improvement 0", new() { MinCostImprovement = 0 } },
        { "--seed 18446744073709551615", new() { Seed = ulong.MaxValue } },
        { "--threads 3", new() { Threads = 3 } },
    };

    [Theory]
    [MemberData(nameof(Settings), DisableDiscoveryEnumeration = true)]
    public void An_option_sets_its_property_and_no_other(string line, TsneOptions expected)
    {
        RootCommand root = Tool.Build(new Terminal(TextWriter.Null, TextWriter.Null, false), default);
        ParseResult parsed = root.Parse($"embed points.csv {line}");
        Assert.Empty(parsed.Errors);
        Assert.Equal(expected, OptionTable.Apply(OptionTable.Rows, parsed));
    }

    [Fact]
    public void Every_option_of_the_engine_has_a_name_in_the_tool_or_is_left_out_on_purpose()
    {
        string[] properties =
        [
            .. typeof(TsneOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name),
            nameof(TsneInput.Weights), nameof(TsneInput.Start), nameof(TsneInput.StartRows), nameof(TsneInput.Pinned),
        ];
        string[] set = [.. OptionTable.Rows.SelectMany(row => row.Properties)];
        Assert.Equal(properties.Order(), set.Where(name => !name.Contains('.', StringComparison.Ordinal)).Concat(_notOffered).Order());
        Assert.Equal(set.Distinct(), set);
    }

    /// <summary>The defaults that the help shows are those of the engine.</summary>
    [Fact]
    public void A_line_without_options_is_the_engines_defaults()
    {
        RootCommand root = Tool.Build(new Terminal(TextWriter.Null, TextWriter.Null, false), default);
        Assert.Equal(new TsneOptions(), OptionTable.Apply(OptionTable.Rows, root.Parse("embed points.csv")));
        IEnumerable<string> typed = OptionTable.Rows.SelectMany(row => row.Default is { } value ? new[] { row.Name, value } : []);
        ParseResult spelt = root.Parse(["embed", "points.csv", .. typed]);
        Assert.Empty(spelt.Errors);
        Assert.Equal(new TsneOptions(), OptionTable.Apply(OptionTable.Rows, spelt));
    }

    [Theory]
    [InlineData("--perplexty", "--perplexity")]
    [InlineData("--iteration", "--iterations")]
    [InlineData("--neighbours", "--neighbors")]
    [InlineData("--x", null)]
    public void A_mistyped_name_finds_the_right_one(string typed, string? meant) =>
        Assert.Equal(meant, Spelling.Nearest(typed, OptionTable.Rows.Select(row => row.Name)));
}
