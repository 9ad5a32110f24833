using System.CommandLine;
using BhTsne.Cli.Help;
using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary><c>bhtsne embed</c>: a map of the points in files.</summary>
internal static class EmbedCommand
{
    /// <summary>The help.</summary>
    public static CommandPage Page { get; } = new(
        "embed",
        "Makes a map of the points in one or more files.",
        OptionTable.Embed,
        [
            "bhtsne embed points.csv -o map.csv --plot map.html",
            "bhtsne embed iris.csv --label-column species --plot iris.svg --report iris.json",
            "bhtsne embed train.npy test.npy -o map.npy --labels train.txt --labels test.txt",
            "bhtsne embed points.csv --dims 3 --plot map.html",
            "bhtsne embed points.csv --label-column species --plot map.png --plot-size 1200x900 --scale 2",
            "bhtsne embed vectors.npy.gz -o map.csv --metric cosine --perplexity 50 --seed 7",
            "bhtsne embed distances.npy --input-kind distances -o map.csv --perplexity 30,300",
            "bhtsne embed points.csv -o map.csv --model map.bhtsne",
            "bhtsne embed tomorrow.csv --match-column name --start-from today.map.csv -o tomorrow.map.csv",
            "bhtsne embed tfidf.npz --metric cosine --labels groups.txt --plot map.html",
            "bhtsne embed points.csv -o map.csv --checkpoint run.checkpoint --resume run.checkpoint",
            "bhtsne embed points.csv -o map.csv --plot map.html --diagnostics",
            "bhtsne embed points.csv -o map.csv --plot map.html --watch",
            "bhtsne embed cells.csv --columns CD3:CD45 --show-columns age,donor --plot map.html",
            "bhtsne embed mnist.npy --images input --image-shape 28x28 --plot map.html",
            "bhtsne embed points.csv --snapshots every 25 -o maps/ --plot maps/animation.html",
            "zcat points.csv.gz | bhtsne embed - --output-format csv -o - > map.csv",
        ])
    {
        ArgumentKeys = [new("inputs", IsMany: true)],
        Arguments =
        [
            (
                OptionRules.Input,
                "Tables with one row for each point; several are stacked in the order given. The formats are "
                + $"{TableFormat.DescribeReadable(TableContents.Points | TableContents.SparsePoints)}. - is the standard input."),
        ],
    };

    /// <summary>Makes the command.</summary>
    /// <param name="terminal">Where it prints.</param>
    /// <param name="config">Has read the command line.</param>
    /// <param name="interrupt">Stops it.</param>
    public static Command Create(Terminal terminal, ConfigLine config, CancellationToken interrupt)
    {
        Command command = Page.CreateCommand();
        command.Arguments.Add(new Argument<string[]>(OptionRules.Input) { Arity = ArgumentArity.ZeroOrMore });
        command.Validators.Add(OptionRules.Check);
        command.SetAction(line =>
        {
            EmbedRequest request = Request(line, terminal, config, interrupt);
            return new EmbedRun(request, request.Written.UseStandardOutput ? terminal.WithResultOnOutput() : terminal, interrupt).Execute();
        });
        return command;
    }

    /// <summary>Early exaggeration would undo the arrangement of an earlier map: it is done only where it is asked for.</summary>
    private static TsneOptions Options(ParseResult line)
    {
        TsneOptions options = OptionTable.Apply(OptionTable.Rows, line);
        bool isArranged = ContinuationRows.StartFrom.In(line) is not null;
        return isArranged && !OptimizationRows.EarlyExaggerationIterations.IsOn(line.CommandResult)
            ? options with { EarlyExaggerationIterations = 0 }
            : options;
    }

    private static EmbedRequest Request(ParseResult line, Terminal terminal, ConfigLine config, CancellationToken interrupt)
    {
        string[] inputs = line.GetRequiredValue<string[]>(OptionRules.Input);
        TableFormat? mapFormat = FileRows.OutputFormat.In(line);
        string? output = FileRows.Output.In(line);
        SnapshotFolder? snapshots =
            StagedRows.Snapshots.In(line) is { } times ? SnapshotFolder.At(output!, times, mapFormat) : null;
        OutputFiles outputs = OutputFiles.Of(
            snapshots?.Map ?? output, FileRows.Plots.In(line), FileRows.Report.In(line), mapFormat, ContinuationRows.Model.In(line));
        outputs = outputs.All.Count > 0 ? outputs : OutputFiles.Of(OutputFiles.DefaultMap(inputs[0], mapFormat), [], null);

        ColorChoice color = ColorChoice.Of(
            PictureRows.ColorBy.In(line),
            FileRows.Labels.In(line).Length > 0,
            FileRows.LabelColumn.In(line),
            TrustRows.Diagnostics.In(line));

        // What is no file is a column; the reader checks that there is one of this name.
        string? weights = FileRows.Weights.In(line), weightFile = File.Exists(weights) ? weights : null;
        TableRequest reading = new(
            TableRows.Options(line, OptionTable.Rows) with
            {
                WeightColumn = weightFile is null ? weights : null,
                KeepColumns = PageRows.Columns(line),
                ColorColumn = color.Column,
            },
            TableRows.Standardize.In(line));
        return new EmbedRequest
        {
            Points = PointSource.In(inputs, FileRows.InputFormat.In(line), FileRows.InputKind.In(line), reading, terminal, interrupt),
            Options = Options(line),
            Outputs = outputs,
            LabelFiles = FileRows.Labels.In(line),
            LabelNames = FileRows.LabelNames.In(line),
            WeightFile = weightFile,
            Cells = TableRows.Cells(reading.Options),
            StartFile = OptimizationRows.StartFile(line),
            StartFromFile = ContinuationRows.StartFrom.In(line),
            RequiresDistinctIds = ContinuationRows.MatchColumn.In(line) is not null || ContinuationRows.StartFrom.In(line) is not null,
            PinFile = ContinuationRows.Pin.In(line),
            IsUniformOverAll = SimilarityRows.AreUniformOverAll(line),
            Checkpoints = CheckpointFiles.In(line),
            Snapshots = snapshots,
            IsCertified = !TrustRows.NoCertificate.In(line),
            AsksForScores = TrustRows.Diagnostics.In(line),
            MayLeaveOutScores = config.IsFromReport(TrustRows.Diagnostics),
            Images = PageRows.ImagesIn(line, reading.Options),
            ShowsFeatures = !PageRows.ShowColumns.IsOn(line.CommandResult),
            PageNeighbors = PageRows.Neighbors.In(line),
            IsDryRun = FileRows.DryRun.In(line),
            IsWatched = WatchRows.Watch.In(line),
            Given = ReportOptions.Of(line.CommandResult, Page, outputs.ReportFile),
            Config = config.File,
            Look = PictureRows.Look(line, outputs),
            Captions = PictureRows.Captions(line),
            Color = color,
            IsQuiet = PrintingRows.Quiet.In(line),
        };
    }
}
