using System.CommandLine;
using BhTsne.Cli.Help;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Commands;

/// <summary><c>bhtsne plot</c>: a picture of maps that are there.</summary>
internal static class PlotCommand
{
    /// <summary>The help.</summary>
    public static CommandPage Page { get; } = new(
        "plot",
        "Draws maps that are there: a page that explores one map, or compares several maps of the same rows.",
        [PlotRows.Section, PictureRows.Section],
        [
            "bhtsne plot points.map.csv",
            "bhtsne plot p10.csv p30.csv p90.csv -o perplexities.html --labels kinds.txt",
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
            Title = PlotRows.Title.In(line),
            Look = PictureRows.Look(line, written),
            IsQuiet = PrintingRows.Quiet.In(line),
        };
    }
}
