using System.CommandLine;
using BhTsne.Cli.Help;
using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary><c>bhtsne transform</c>: places of new points in a map that stays as it is.</summary>
internal static class TransformCommand
{
    /// <summary>The help.</summary>
    public static CommandPage Page { get; } = new(
        "transform",
        "Places new points in a map that bhtsne embed wrote by --model; the map stays as it is.",
        [TransformRows.Section, TableRows.Section, PictureRows.Section, ConfigRows.Section],
        [
            "bhtsne embed points.csv --model map.bhtsne",
            "bhtsne transform map.bhtsne new.csv -o new-map.csv --plot new-map.html",
            "bhtsne transform map.bhtsne new.csv --match-column name -o new-map.csv --report new-map.json",
        ])
    {
        ArgumentKeys = [new("model", IsMany: false), new("inputs", IsMany: true)],
        Arguments =
        [
            (NewPointRules.Model, "The .bhtsne file of the map."),
            (
                OptionRules.Input,
                "Tables with one row for each new point; several are stacked in the order given. Where table and map have names of "
                + "columns, columns are matched by them; otherwise there must be the same columns in the same order. - is the "
                + "standard input."),
        ],
    };

    /// <summary>Makes the command.</summary>
    /// <param name="terminal">Where it prints.</param>
    /// <param name="config">Has read the command line.</param>
    /// <param name="interrupt">Stops it.</param>
    public static Command Create(Terminal terminal, ConfigLine config, CancellationToken interrupt)
    {
        Command command = Page.CreateCommand();
        command.Arguments.Add(new Argument<string>(NewPointRules.Model) { Arity = ArgumentArity.ZeroOrOne });
        command.Arguments.Add(new Argument<string[]>(OptionRules.Input) { Arity = ArgumentArity.ZeroOrMore });
        command.Validators.Add(line => NewPointRules.Check(line, Page.Rows));
        command.SetAction(line =>
        {
            TransformRequest request = Request(line, terminal, config, interrupt);
            Terminal used = request.Outputs.UseStandardOutput ? terminal.WithResultOnOutput() : terminal;
            return new TransformRun(request, used, interrupt).Execute();
        });
        return command;
    }

    private static TransformRequest Request(ParseResult line, Terminal terminal, ConfigLine config, CancellationToken interrupt)
    {
        string[] inputs = line.GetRequiredValue<string[]>(OptionRules.Input);
        TableFormat? format = FileRows.OutputFormat.In(line);
        OutputFiles outputs = OutputFiles.Of(
            TransformRows.Output.In(line), TransformRows.Plots.In(line), TransformRows.Report.In(line), format);
        TableRequest reading = new(TableRows.Options(line, Page.Rows), Standardizes: false);
        return new TransformRequest
        {
            Model = line.GetRequiredValue<string>(NewPointRules.Model),
            Points = PointSource.In(inputs, FileRows.InputFormat.In(line), TsneInputKind.Points, reading, terminal, interrupt),
            Options = TransformRows.Options(line),
            Outputs = outputs.All.Count > 0 ? outputs : OutputFiles.Of(OutputFiles.DefaultMap(inputs[0], format), [], null),
            LabelFiles = FileRows.Labels.In(line),
            LabelNames = FileRows.LabelNames.In(line),
            Look = PictureRows.Look(line, outputs),
            Captions = PictureRows.Captions(line),
            Given = ReportOptions.Of(line.CommandResult, Page, outputs.ReportFile),
            Config = config.File,
            IsQuiet = PrintingRows.Quiet.In(line),
        };
    }
}
