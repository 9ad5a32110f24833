using System.CommandLine;
using BhTsne.Cli.Help;
using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary><c>bhtsne plot</c>: a picture of maps that are there.</summary>
internal static class PlotCommand
{
    /// <summary>The help.</summary>
    public static CommandPage Page { get; } = new(
        "plot",
        "Draws maps that are there: a page that explores one map, or compares several maps of the same rows.",
        [PlotRows.Section, PlotPointRows.Section, PictureRows.Section],
        [
            "bhtsne plot points.map.csv",
            "bhtsne plot p10.csv p30.csv p90.csv -o perplexities.html --labels kinds.txt",
            "bhtsne plot points.map.csv --points points.csv --show-columns age,donor --title \"All donors\"",
            "bhtsne plot monday.map.csv friday.map.csv --id-column name --common-rows -o week.html",
        ])
    {
        Arguments =
        [
            (
                $"{PlotRules.Maps}{CommandPage.Many}",
                "Files of maps, of 1 to 3 columns of coordinates. Several must be of the same rows and dimensions."),
        ],
    };

    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal, CancellationToken interrupt)
    {
        Command command = Page.CreateCommand();
        command.Arguments.Add(new Argument<string[]>(PlotRules.Maps) { Arity = ArgumentArity.ZeroOrMore });
        command.Validators.Add(line => PlotRules.Check(line, Page.Rows));
        command.SetAction(line =>
        {
            PlotRequest request = Request(line);
            Terminal used = request.Outputs.UseStandardOutput ? terminal.WithResultOnOutput() : terminal;
            return new PlotRun(request, used, interrupt).Execute();
        });
        return command;
    }

    /// <summary>The columns of labels and ids are those of the maps.</summary>
    private static PlotPoints Points(ParseResult line, string[] files)
    {
        TableReadOptions table = TableRows.Options(line, Page.Rows) with
        {
            LabelColumn = null,
            IdColumn = null,
            KeepColumns = PageRows.Columns(line),
        };
        return new PlotPoints
        {
            Files = files,
            Format = FileRows.InputFormat.In(line),
            Reading = new TableRequest(table, TableRows.Standardize.In(line)) { IsInput = false },
            Options = OptionTable.Apply(Page.Rows, line),
            Neighbors = PageRows.Neighbors.In(line),
            Images = PageRows.ImagesIn(line, table),
        };
    }

    private static PlotRequest Request(ParseResult line)
    {
        string[] maps = line.GetRequiredValue<string[]>(PlotRules.Maps), files = PlotRows.Outputs.In(line);
        string[] outputs = files.Length > 0 ? files : [$"{MapNames.Stem(maps[0])}.html"];
        OutputFiles written = new([.. outputs.Select(path => new OutputFile(path, OutputKind.Plot) { Option = PlotRows.Outputs.Name })]);
        string? ids = PlotRows.IdColumn.In(line);
        return new PlotRequest
        {
            Maps = maps,
            MapNames = PlotRows.MapNames.IsOn(line.CommandResult) ? [.. PlotRows.MapNames.In(line).OfType<string>()] : null,
            Outputs = written,
            LabelFiles = PlotRows.Labels.In(line),
            LabelColumn = PlotRows.LabelColumn.In(line)!,
            IdColumn = ids == PlotRows.NoIds ? null : ids,
            IgnoresIds = ids == PlotRows.NoIds,
            CommonRows = PlotRows.CommonRows.In(line),
            Aligns = !PlotRows.NoAlign.In(line),
            ColorBy = PlotRows.ColorBy.In(line),
            Captions = PictureRows.Captions(line),
            LabelNames = FileRows.LabelNames.In(line),
            Points = PlotPointRows.Points.In(line) is { Length: > 0 } points ? Points(line, points) : null,
            Look = PictureRows.Look(line, written),
            IsQuiet = PrintingRows.Quiet.In(line),
        };
    }
}
