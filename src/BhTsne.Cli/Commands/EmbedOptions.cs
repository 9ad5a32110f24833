using System.CommandLine;
using System.CommandLine.Parsing;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>What <c>bhtsne embed</c> can be told: the one place that defines its options, their defaults and their help.</summary>
internal sealed class EmbedOptions
{
    /// <summary>The tables, stacked in order.</summary>
    public Argument<string[]> Inputs { get; } = new("INPUT")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "Tables of points, one row a point, stacked in this order; - is the standard input. They can be "
            + $"{TableFormat.DescribeReadable(TableContents.Points | TableContents.SparsePoints)}.",
    };

    public ChoiceOption<TableFormat?> InputFormat { get; } = new(
        "--input-format",
        "The format of every INPUT, gzipped or not; auto: by the name of the file or, where it has no known ending, by the first bytes.",
        [
            ("auto", null),
            .. TableFormat.All
                .Where(format => format != TableFormat.Text && (format.Reads & (TableContents.Points | TableContents.SparsePoints)) != 0)
                .Select(format => (format.Name, (TableFormat?)format)),
        ]);

    public Option<string> Output { get; } = new("--output", "-o")
    {
        HelpName = "FILE",
        Description = $"Write the map here: {TableFormat.DescribeWritable(TableContents.Map)}; - is the standard output. "
            + "Without -o, --plot and --report it goes to INPUT.map.csv in the current folder.",
    };

    public ChoiceOption<TableFormat?> OutputFormat { get; } = new(
        "--output-format",
        "The format of the map; auto: by the name of -o, or csv for the standard output, devices and pipes.",
        [
            ("auto", null),
            .. TableFormat.All.Where(format => format.Writes.HasFlag(TableContents.Map)).Select(format => (format.Name, (TableFormat?)format)),
        ]);

    public Option<string[]> Plots { get; } = new("--plot")
    {
        HelpName = "FILE",
        Description = "Draw the map here: .html or .svg; - is the standard output, as .html. May be given more than once.",
    };

    public Option<string> Report { get; } = new("--report")
    {
        HelpName = "FILE",
        Description = "Write settings, cost and timings here: .json; - is the standard output.",
    };

    public Option<string[]> Labels { get; } = new("--labels")
    {
        HelpName = "FILE",
        Description = "Colour the plot by these labels, one for each point: .txt with one a line, .csv, .tsv, .npy, IDX, or an .npz with labels. Repeat it to stack several.",
    };

    public ChoiceOption<HeaderMode> Header { get; } = new(
        "--header",
        "Whether the first row of a .csv or .tsv holds column names.",
        ("auto", HeaderMode.Auto), ("yes", HeaderMode.Yes), ("no", HeaderMode.No));

    public Option<string> LabelColumn { get; } = new("--label-column")
    {
        HelpName = "NAME|N",
        Description = "Leave this column of a .csv or .tsv (its name, or its number from 1) out of the points and colour the plot by it.",
    };

    public Option<string> Weights { get; } = new("--weights")
    {
        HelpName = "FILE|NAME|N",
        Description = "How often each point counts, 1 or more: a file with one number a row, or a column of a .csv or .tsv, which is then no feature.",
    };

    public Option<bool> MergeDuplicates { get; } = new("--merge-duplicates")
    {
        Description = "Merge points that are equal in all features into one of their weights together; they come out at the same place.",
    };

    public ChoiceOption<InputKind> InputKind { get; } = new(
        "--input-kind",
        "What INPUT holds: points; the distances of all pairs (metric 'precomputed' of scikit-learn); two files, neighbours (from 0) and their distances; or affinities in a sparse matrix.",
        ("points", Commands.InputKind.Points),
        ("distances", Commands.InputKind.Distances),
        ("neighbors", Commands.InputKind.Neighbors),
        ("affinities", Commands.InputKind.Affinities));

    public NumberListOption Perplexity { get; } = new(
        "--perplexity",
        TsneDefaults.Perplexity,
        "The effective number of neighbours of each point; three times as many are searched. Several, as in 30,300, are averaged.");

    public ChoiceOption<string> Affinities { get; } = new(
        "--affinities",
        "How similar a point is to its neighbours: by the perplexity, to all alike (uniform), or by a Gaussian of one --bandwidth for all points (fixed).",
        ("perplexity", "perplexity"), ("uniform", "uniform"), ("fixed", "fixed"));

    public Option<double?> Bandwidth { get; } = new("--bandwidth")
    {
        HelpName = "X",
        Description = "The standard deviation of --affinities fixed, in units of the distance.",
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (NumberOption.TryParse(text, out double value))
            {
                return value;
            }

            argument.AddError($"--bandwidth: '{text}' is not a number");
            return null;
        },
    };

    public NumberOrWordOption<int> NeighborCount { get; } = new(
        "--neighbor-count",
        "How many neighbours of each point are kept; auto: three times the largest perplexity, or as many as the perplexity for uniform affinities.",
        ("auto", null));

    public ChoiceOption<Metric> Metric { get; } = new(
        "--metric",
        "The distance between points.",
        ("euclidean", BhTsne.Metric.Euclidean),
        ("manhattan", BhTsne.Metric.Manhattan),
        ("chebyshev", BhTsne.Metric.Chebyshev),
        ("cosine", BhTsne.Metric.Cosine),
        ("inner-product", BhTsne.Metric.InnerProduct));

    public NumberOrWordOption<int> Pca { get; } = new(
        "--pca",
        $"Reduce the points to N principal components first; auto: to {TsneDefaults.PcaComponents} when there are more and the metric is euclidean. Sparse points: to as many of a truncated SVD.",
        ("auto", null), ("off", 0));

    public ChoiceOption<NeighborMethod> NeighborSearch { get; } = new(
        "--neighbors",
        "The neighbour search. All but approximate are exact; auto picks the fastest, approximate from 150,000 points on.",
        ("auto", NeighborMethod.Auto),
        ("vp-tree", NeighborMethod.VantagePointTree),
        ("kd-tree", NeighborMethod.KdTree),
        ("exact", NeighborMethod.Exact),
        ("approximate", NeighborMethod.Approximate));

    public Option<double> NeighborRecall { get; } = NumberOption.Create(
        "--neighbor-recall", TsneDefaults.NeighborRecall, "The share of true neighbours that the approximate search finds, above 0 to 1; slower near 1.");

    public Option<string> Init { get; } = new("--init")
    {
        HelpName = "pca|random|FILE",
        DefaultValueFactory = _ => "pca",
        Description = "Where the descent starts: at the first principal components, at random, or at a map in a file (.csv, .tsv, .npy).",
    };

    public Option<int> Dims { get; } = NumberOption.Create(
        "--dims", TsneDefaults.OutputDimensions, "The dimensions of the map: 1, 2 or 3.");

    public ChoiceOption<TsneObjective> Objective { get; } = new(
        "--objective",
        "What is minimised: t-SNE, or one of its two ancestors with a Gaussian in the map.",
        ("tsne", TsneObjective.TSne), ("symmetric-sne", TsneObjective.SymmetricSne), ("sne", TsneObjective.Sne));

    public Option<double> DegreesOfFreedom { get; } = NumberOption.Create(
        "--degrees-of-freedom",
        TsneDefaults.DegreesOfFreedom,
        "How heavy the tails of t-SNE's kernel are: below 1 heavier, with finer clusters; above 1 lighter.");

    public ChoiceOption<RepulsionMethod> Repulsion { get; } = new(
        "--repulsion",
        "How points repel each other: through a tree, or every pair (slow, for checks).",
        ("barnes-hut", RepulsionMethod.BarnesHut), ("exact", RepulsionMethod.Exact));

    public Option<double> Theta { get; } = NumberOption.Create(
        "--theta", TsneDefaults.Theta, $"The accuracy of Barnes-Hut, 0 (exact) to {TsneDefaults.MaxTheta}; smaller is slower.");

    public NumberOrWordOption<double> EarlyTheta { get; } = new(
        "--early-theta", "--theta in the phase of early exaggeration; auto: twice --theta, up to 1, for t-SNE with exaggeration and at most 1 degree of freedom; otherwise --theta.", ("auto", null));

    public Option<int> Iterations { get; } = NumberOption.Create(
        "--iterations", TsneDefaults.Iterations, "Iterations in all, early exaggeration included.");

    public Option<double> EarlyExaggeration { get; } = NumberOption.Create(
        "--early-exaggeration", TsneDefaults.EarlyExaggeration, "The factor on the attraction in the first phase.");

    public Option<int> EarlyExaggerationIterations { get; } = NumberOption.Create(
        "--early-exaggeration-iterations", TsneDefaults.EarlyExaggerationIterations, "The length of the first phase.");

    public NumberOrWordOption<double> LearningRate { get; } = new(
        "--learning-rate", "The step per unit of a quarter of the gradient; auto: points / exaggeration, in each phase.", ("auto", null));

    public Option<double> EarlyMomentum { get; } = NumberOption.Create(
        "--early-momentum", TsneDefaults.EarlyMomentum, "The momentum in the first phase, 0 to below 1.");

    public Option<double> Momentum { get; } = NumberOption.Create(
        "--momentum", TsneDefaults.Momentum, "The momentum after the first phase, 0 to below 1.");

    public Option<double> MinCostImprovement { get; } = NumberOption.Create(
        "--min-cost-improvement",
        TsneDefaults.MinCostImprovement,
        $"Stop when {TsneDefaults.CostInterval} iterations lower the cost by less than this share, for instance 0.001; 0: never.");

    public Option<ulong> Seed { get; } = NumberOption.Create(
        "--seed", TsneDefaults.Seed, "The seed of everything random. The same seed gives the same map on any number of threads.");

    public Option<int> Threads { get; } = NumberOption.Create("--threads", 0, "How many threads work; 0: one per processor.");

    /// <summary>All options, in the order of the help.</summary>
    public IReadOnlyList<Option> All =>
    [
        Output, OutputFormat, Plots, Report, InputFormat, Labels, Header, LabelColumn, Weights, MergeDuplicates, InputKind,
        Perplexity, Affinities, Bandwidth, NeighborCount, Metric, Pca, NeighborSearch, NeighborRecall,
        Dims, Objective, DegreesOfFreedom, Init, Repulsion, Theta, EarlyTheta,
        Iterations, EarlyExaggeration, EarlyExaggerationIterations, LearningRate, EarlyMomentum, Momentum, MinCostImprovement,
        Seed, Threads,
    ];

    /// <summary>What the engine is told; a start and weights, which are in files, are left to the readers.</summary>
    public TsneOptions ToTsneOptions(ParseResult line) => new()
    {
        OutputDimensions = line.GetValue(Dims),
        Objective = Objective.In(line),
        DegreesOfFreedom = line.GetValue(DegreesOfFreedom),
        Perplexity = Perplexity.In(line) is [double only] ? only : TsneDefaults.Perplexity,
        Affinities = AffinitiesIn(line),
        NeighborCount = NeighborCount.In(line),
        Metric = Metric.In(line),
        PcaComponents = Pca.In(line),
        Neighbors = NeighborSearch.In(line),
        NeighborRecall = line.GetValue(NeighborRecall),
        MergeDuplicates = line.GetValue(MergeDuplicates),
        Initialization = line.GetValue(Init) == "random" || InputKind.In(line) != Commands.InputKind.Points
            ? InitializationMethod.Random
            : InitializationMethod.Pca,
        Repulsion = Repulsion.In(line),
        Theta = line.GetValue(Theta),
        EarlyTheta = EarlyTheta.In(line),
        Iterations = line.GetValue(Iterations),
        EarlyExaggeration = line.GetValue(EarlyExaggeration),
        EarlyExaggerationIterations = line.GetValue(EarlyExaggerationIterations),
        LearningRate = LearningRate.In(line),
        EarlyMomentum = line.GetValue(EarlyMomentum),
        Momentum = line.GetValue(Momentum),
        MinCostImprovement = line.GetValue(MinCostImprovement),
        Seed = line.GetValue(Seed),
        Threads = line.GetValue(Threads),
    };

    /// <summary>Whether nothing was said of how many neighbours are alike, so that it is all of a table of neighbours.</summary>
    public bool UniformOverAll(ParseResult line) => Affinities.In(line) == "uniform" && line.GetResult(Perplexity) is null or { Implicit: true };

    private AffinityKind? AffinitiesIn(ParseResult line)
    {
        double[] perplexities = Perplexity.In(line);
        return Affinities.In(line) switch
        {
            // With similarities at hand there is no perplexity that few points could not reach.
            _ when InputKind.In(line) == Commands.InputKind.Affinities => AffinityKind.Uniform(1),
            "uniform" => AffinityKind.Uniform(NeighborCount.In(line) ?? (int)Math.Min(perplexities[0], int.MaxValue)),
            "fixed" => AffinityKind.FixedBandwidth(line.GetValue(Bandwidth) ?? double.NaN),
            _ => perplexities.Length > 1 ? AffinityKind.Multiscale(perplexities) : null,
        };
    }

    /// <summary>A mistyped option looks like one more INPUT to the parser; a file whose name starts with a dash can be given as ./-name.</summary>
    public void RefuseUnknownOptions(CommandResult command)
    {
        foreach (Token token in command.GetResult(Inputs)?.Tokens ?? [])
        {
            if (token.Value.StartsWith('-') && token.Value != StandardStream.Dash)
            {
                string? meant = Spelling.Nearest(token.Value, All.Select(option => option.Name));
                command.AddError($"unknown option '{token.Value}'{(meant is null ? "" : $"; did you mean {meant}?")}");
            }
        }
    }
}
