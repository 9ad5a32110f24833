using System.CommandLine;
using BhTsne.Cli.Help;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Commands;

/// <summary><c>bhtsne evaluate</c>: what a map is worth.</summary>
internal static class EvaluateCommand
{
    /// <summary>The help.</summary>
    public static CommandPage Page { get; } = new(
        "evaluate",
        "Measures a map of any program against its points: neighbours kept, order of distances, labels, KL divergence.",
        [EvaluateRows.Section, TableRows.Section, ConfigRows.Section],
        [
            "bhtsne evaluate points.csv points.map.csv",
            "bhtsne evaluate points.csv points.map.csv --labels kinds.txt --json quality.json",
            "bhtsne evaluate a.npy b.npy map.npy --neighbors 15,50 --queries all --no-kl",
        ])
    {
        ArgumentKeys = [new("points", IsMany: true), new("map", IsMany: false)],
        Arguments =
        [
            (
                $"{EvaluationRules.Points}{CommandPage.Many}",
                "Tables with one row for each point; several are stacked in the order given. - is the standard input."),
            (EvaluationRules.Map, "The last file: the map of these points, in the same order, of 1 to 3 columns of coordinates."),
        ],
    };

    /// <summary>Makes the command.</summary>
    /// <param name="terminal">Where it prints.</param>
    /// <param name="config">Has read the command line.</param>
    /// <param name="interrupt">Stops it.</param>
    public static Command Create(Terminal terminal, ConfigLine config, CancellationToken interrupt)
    {
        Command command = Page.CreateCommand();
        command.Arguments.Add(new Argument<string[]>(EvaluationRules.Points) { Arity = ArgumentArity.ZeroOrMore });
        command.Validators.Add(line => EvaluationRules.Check(line, Page.Rows));
        command.SetAction(line =>
        {
            EvaluateRequest request = Request(line, terminal, config, interrupt);
            Terminal used = request.Outputs.UseStandardOutput ? terminal.WithResultOnOutput() : terminal;
            return new EvaluateRun(request, used, interrupt).Execute();
        });
        return command;
    }

    private static EvaluateRequest Request(ParseResult line, Terminal terminal, ConfigLine config, CancellationToken interrupt)
    {
        string[] files = line.GetRequiredValue<string[]>(EvaluationRules.Points);
        TableRequest reading = new(TableRows.Options(line, Page.Rows), TableRows.Standardize.In(line));
        OutputFile[] outputs = EvaluateRows.Json.In(line) is { } json
            ? [new OutputFile(json, OutputKind.Report) { Option = EvaluateRows.Json.Name }]
            : [];
        return new EvaluateRequest
        {
            Points = PointSource.In(files[..^1], FileRows.InputFormat.In(line), TsneInputKind.Points, reading, terminal, interrupt),
            Map = files[^1],
            Options = EvaluateRows.Options(line),
            HasKl = !EvaluateRows.NoKl.In(line),
            Perplexity = EvaluateRows.Perplexity.In(line),
            Outputs = new OutputFiles(outputs),
            LabelFiles = EvaluateRows.Labels.In(line),
            Given = ReportOptions.Of(line.CommandResult, Page, new OutputFiles(outputs).ReportFile),
            Config = config.File,
            IsQuiet = PrintingRows.Quiet.In(line),
        };
    }
}
