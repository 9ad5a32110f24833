using System.Text.Json.Nodes;
using BhTsne.Cli.Options;
using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>A whole run, as the command line describes it.</summary>
internal sealed record EmbedRequest
{
    /// <summary>What the map is made of.</summary>
    public required PointSource Points { get; init; }

    /// <summary>The engine's options.</summary>
    public required TsneOptions Options { get; init; }

    /// <summary>Where the results go.</summary>
    public required OutputFiles Outputs { get; init; }

    /// <summary>Files with one label for each point, stacked in order; none for the labels of the table, if any.</summary>
    public IReadOnlyList<string> LabelFiles { get; init; } = [];

    /// <summary>A file with names for the labels; null for none.</summary>
    public string? LabelNames { get; init; }

    /// <summary>A file with the weight of each point; null for the weights of the table, if any.</summary>
    public string? WeightFile { get; init; }

    /// <summary>How the cells of further tables are read: those of weights and images.</summary>
    public TableReadOptions Cells { get; init; } = new();

    /// <summary>A file with a map to start from; null for the start that the options name.</summary>
    public string? StartFile { get; init; }

    /// <summary>An earlier map whose rows are found again by their ids; null for none.</summary>
    public string? StartFromFile { get; init; }

    /// <summary>Whether an id on two rows is refused.</summary>
    public bool RequiresDistinctIds { get; init; }

    /// <summary>A file with the rows that stay where they start; null for none.</summary>
    public string? PinFile { get; init; }

    /// <summary>Whether the run ends with a certificate.</summary>
    public bool IsCertified { get; init; } = true;

    /// <summary>Whether points are scored, where an output can show the scores.</summary>
    public bool AsksForScores { get; init; }

    /// <summary>Whether an output that shows the scores is not required: the run that is repeated had one.</summary>
    public bool MayLeaveOutScores { get; init; }

    /// <summary>Whether points are scored.</summary>
    public bool IsDiagnosed => AsksForScores && Outputs.All.Any(ShowsScores);

    /// <summary>Whether uniform similarities use all neighbours of an input that is a neighbour graph.</summary>
    public bool IsUniformOverAll { get; init; }

    /// <summary>Where the run is saved on the way, and what it goes on from.</summary>
    public CheckpointFiles Checkpoints { get; init; } = CheckpointFiles.None;

    /// <summary>Where maps on the way are written; null for none.</summary>
    public SnapshotFolder? Snapshots { get; init; }

    /// <summary>Whether the run is planned and not made.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>How pictures look.</summary>
    public PlotOptions Look { get; init; } = new();

    /// <summary>The title and the line below it, as far as they are given.</summary>
    public Captions Captions { get; init; } = Captions.None;

    /// <summary>What pictures are coloured by at first.</summary>
    public ColorChoice Color { get; init; } = ColorChoice.Labels;

    /// <summary>Whether the map is shown in the browser while it is made.</summary>
    public bool IsWatched { get; init; }

    /// <summary>Whether nothing but errors is printed.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>The inputs and options that were given, for the report.</summary>
    public JsonObject Given { get; init; } = [];

    /// <summary>The file of --config; null for none.</summary>
    public ConfigFile? Config { get; init; }

    /// <summary>The file of the report; null where there is none, or where it goes to a device or a pipe.</summary>
    public string? ReportFile => Outputs.ReportFile;

    /// <summary>What is written: no map of a dry run.</summary>
    public OutputFiles Written => IsDryRun ? Outputs.Reports : Outputs;

    /// <summary>Whether a page plays the snapshots.</summary>
    public bool IsAnimated => Snapshots is not null && Outputs.All.Any(file => file.IsPage);

    /// <summary>The images that a page shows; null for none.</summary>
    public ImageSource? Images { get; init; }

    /// <summary>Whether a page shows features, where they are few, because no columns were asked for.</summary>
    public bool ShowsFeatures { get; init; }

    /// <summary>The number of neighbours that a page shows of a point; null for what the number of points makes good.</summary>
    public int? PageNeighbors { get; init; }

    /// <summary>Whether a page is written or served.</summary>
    public bool HasPage => IsWatched || Outputs.All.Any(file => file.IsPage);

    /// <summary>All files that are read.</summary>
    public IReadOnlyList<string> InputFiles =>
    [
        .. Points.Files,
        .. LabelFiles,
        .. new[] { LabelNames, WeightFile, StartFile, StartFromFile, PinFile, Images?.File }.OfType<string>(),
        .. Checkpoints.Inputs,
    ];

    /// <summary>How many neighbours of each of so many points a page shows; 0 without a page.</summary>
    public int PageNeighborsFor(int points) => HasPage ? PageRows.NeighborsFor(PageNeighbors, points) : 0;

    /// <summary>The file that says of single rows what a property of the engine's input has; null for none.</summary>
    public string? FileOf(string property) => property switch
    {
        nameof(TsneInput.StartRows) => StartFromFile,
        nameof(TsneInput.Pinned) => PinFile,
        nameof(TsneInput.Points) => string.Join(", ", Points.Names),
        _ => null,
    };

    /// <summary>Finds out before the work starts whether everything can be written after it and on the way.</summary>
    /// <exception cref="ToolException">Something could not be written; all faults are named.</exception>
    public void CheckOutputs()
    {
        OutputFiles outputs = new([.. Outputs.All, .. Checkpoints.Outputs]);
        outputs.Check(InputFiles);
        if (AsksForScores && !IsDiagnosed && !MayLeaveOutScores)
        {
            throw new ToolException(
                ExitCode.WrongCommandLine,
                [
                    $"{TrustRows.Diagnostics.Name}: no output can show the scores; name a map in text (.csv, .tsv) or a page (.html), or "
                    + $"colour a picture by one of them with {PictureRows.ColorBy.Name}",
                ]);
        }

        string[] taken =
        [
            .. InputFiles.Concat(outputs.All.Where(file => !file.IsStandardOutput).Select(file => file.Path))
                .Where(path => path.Length > 0 && Snapshots?.IsSnapshot(path) == true),
        ];
        if (taken.Length > 0)
        {
            throw new ToolException(
                ExitCode.WrongCommandLine,
                [.. taken.Select(path => $"{StagedRows.Snapshots.Name}: {path}: a snapshot would replace this input or output")]);
        }
    }

    private bool ShowsScores(OutputFile file) =>
        (file.Kind == OutputKind.Map && EmbeddingWriter.CanHoldColumns(file.MapFormat))
        || file.IsPage
        || (file.Kind == OutputKind.Plot && Color.Score is not null);
}
