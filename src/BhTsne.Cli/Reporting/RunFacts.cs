using BhTsne.Cli.Commands;
using BhTsne.Cli.Options;
using BhTsne.Plotting;

namespace BhTsne.Cli.Reporting;

/// <summary>What is known of a run: the source of the report, the summary and the captions of plots.</summary>
internal sealed record RunFacts
{
    private const double MiB = 1 << 20;

    /// <summary>The run as the command line describes it.</summary>
    public required EmbedRequest Request { get; init; }

    /// <summary>What the run will do; it was made before the run.</summary>
    public required TsnePlan Plan { get; init; }

    /// <summary>The labels that a plot shows; null for none.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>What the column of the labels is called in the table; null where that is not known.</summary>
    public string? LabelName { get; init; }

    /// <summary>The ids of the points; null for none.</summary>
    public PointIds? Ids { get; init; }

    /// <summary>The names of the features; null where they are not known.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>The names of the columns with the same value in each row.</summary>
    public IReadOnlyList<string> ConstantColumns { get; init; } = [];

    /// <summary>How the table was understood; null for other input.</summary>
    public TableFacts? Table { get; init; }

    /// <summary>What the points were standardized with; null where they were not.</summary>
    public Standardization? Standardization { get; init; }

    /// <summary>What was found in an earlier map; null without one.</summary>
    public StartMatch? Match { get; init; }

    /// <summary>How many points stay where they start.</summary>
    public int Pinned { get; init; }

    /// <summary>The map as a model; null where none is written.</summary>
    public TsneModel? Model { get; init; }

    /// <summary>Null without weights.</summary>
    public double? SumOfWeights { get; init; }

    /// <summary>The contents of the files that were read, where they are needed.</summary>
    public InputHashes InputHashes { get; init; } = InputHashes.None;

    /// <summary>How long reading the files took.</summary>
    public required double ReadSeconds { get; init; }

    /// <summary>The resident memory of the process when the files were read, in bytes; without pages of a file that is mapped.</summary>
    public required long ReadBytes { get; init; }

    /// <summary>The largest resident memory of the process until then, in bytes.</summary>
    public required long ReadPeakBytes { get; init; }

    /// <summary>The largest resident memory of the process so far, in bytes.</summary>
    public required long PeakBytes { get; init; }

    /// <summary>The map and how it was made; null before.</summary>
    public TsneResult? Result { get; init; }

    /// <summary>Whether the page on which the run was watched has ended it.</summary>
    public bool IsStoppedOnPage { get; init; }

    /// <summary>Whether Ctrl-C has ended it.</summary>
    public bool IsInterrupted => Result?.StopReason == StopReason.Canceled && !IsStoppedOnPage;

    /// <summary>How far to trust the map; null where it was not measured.</summary>
    public TsneCertificate? Certificate { get; init; }

    /// <summary>The errors of the gradient that were measured on the way.</summary>
    public IReadOnlyList<GradientErrorSample> GradientErrors { get; init; } = [];

    /// <summary>What a page shows of single points.</summary>
    public PageContent Page { get; init; } = PageContent.None;

    /// <summary>Scores of the points; null where none are asked for.</summary>
    public PointDiagnostics? Diagnostics { get; init; }

    /// <summary>The iteration at which the run was resumed; null for a new run.</summary>
    public int? ResumedAt { get; init; }

    /// <summary>The maps on the way, for an animation; none for a picture of the map alone.</summary>
    public IReadOnlyList<MapFrame> Frames { get; init; } = [];

    /// <summary>Further lines of the summary.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What each stage reported about itself.</summary>
    public IReadOnlyDictionary<TsneStage, string> Details { get; init; } = new Dictionary<TsneStage, string>();

    /// <summary>The options of the run.</summary>
    public TsneOptions Options => Plan.Options;

    /// <summary>The plan as it was carried out: merged duplicates are fewer points.</summary>
    public TsnePlan Done => Result?.Plan ?? Plan;

    /// <summary>How many points were merged into an equal one before them.</summary>
    public int MergedPoints => Plan.Points - Done.Points;

    /// <summary>As the option; sparse points are points.</summary>
    public string InputKind => FileRows.InputKind.WordOf(Plan.InputKind) ?? "points";

    public string Metric => Plan.Dimensions is null ? Precomputed : Options.Metric.Name;

    public string Affinities => Plan.Affinities?.Name ?? Precomputed;

    public IReadOnlyList<double> Perplexities => Plan.Affinities?.Perplexities ?? [];

    public double? Bandwidth => Plan.Affinities is { Bandwidth: > 0 and double width } ? width : null;

    /// <summary>How many neighbours of each point are used.</summary>
    public int? NeighborCount => Plan.Affinities is { Neighbors: > 0 and int count } ? count : Done.NeighborCount;

    public string Initialization => Request.StartFile ?? Request.StartFromFile ?? Plan.Start;

    public double EarlyTheta => Plan.Phases[0].Theta ?? Options.Theta;

    public int EarlyExaggerationIterations => Plan.EarlyExaggerationIterations;

    /// <summary>0 where only the number of iterations ends the run.</summary>
    public double MinCostImprovement => Plan.MinCostImprovement;

    /// <summary>Whether the run may end before all iterations are done.</summary>
    public bool MayEndEarly => MinCostImprovement > 0;

    public double? KlDivergence => Result is { KlDivergence: double cost } && double.IsFinite(cost) ? cost : null;

    /// <summary>The share by which the cost fell over 50 iterations, when it was last compared; null where it is not known.</summary>
    public double? CostImprovement => Result is { CostImprovement: double share } && double.IsFinite(share) ? share : null;

    public double MillisecondsPerIteration =>
        Result is { Iterations: > 0 } result ? 1000 * result.Seconds.Optimization / result.Iterations : 0;

    public double TotalSeconds => ReadSeconds + (Result?.Seconds.Total ?? 0);

    public double PeakMiB => PeakBytes / MiB;

    public double ReadMiB => ReadBytes / MiB;

    /// <summary>The forecast for the process: what reading took, or what the run adds to what is held after it.</summary>
    public double PlannedMiB => Math.Max(ReadPeakBytes, ReadBytes + Plan.PeakMemoryBytes) / MiB;

    /// <summary>The forecast of each stage for the process.</summary>
    public IEnumerable<(TsneStage Stage, double MiB)> PlannedStages =>
        Plan.Memory.Select(stage => (stage.Stage, (ReadBytes + stage.Bytes) / MiB));

    private const string Precomputed = "precomputed";
}
