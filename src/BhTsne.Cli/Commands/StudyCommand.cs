using System.CommandLine;
using BhTsne.Cli.Help;
using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary><c>bhtsne study</c>: accuracy against speed over a grid of options.</summary>
internal static class StudyCommand
{
    /// <summary>The help.</summary>
    public static CommandPage Page { get; } = new(
        "study",
        "Compares settings on your points: time and error of the gradient, and time, cost and quality of whole runs.",
        [StudyRows.Files, TableRows.Section, StudyRows.Grid, StudyRows.Same, ConfigRows.Section],
        [
            "bhtsne study points.csv -o study.csv --plot study.html --perplexity 10,30,100",
            "bhtsne study points.csv -o study.csv --theta 0.2,0.5,1 --gradients-only",
            "bhtsne study points.csv -o study.csv --perplexity 10,30,100 --theta 0.5 --outcomes-only --maps perplexities.html",
            "bhtsne study points.csv -o study.csv --plot study.html --perplexity 10,30,100 --resume",
        ])
    {
        ArgumentKeys = [new("inputs", IsMany: true)],
        Arguments = [(OptionRules.Input, "Tables of points; several are stacked in the order given. - is the standard input.")],
    };

    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal, CancellationToken interrupt)
    {
        Command command = Page.CreateCommand();
        command.Arguments.Add(new Argument<string[]>(OptionRules.Input) { Arity = ArgumentArity.ZeroOrMore });
        command.Validators.Add(line => StudyLineRules.Check(line, Page.Rows));
        command.SetAction(line => new StudyRun(Request(line, terminal, interrupt), terminal, interrupt).Execute());
        return command;
    }

    private static StudyRequest Request(ParseResult line, Terminal terminal, CancellationToken interrupt)
    {
        string[] inputs = line.GetRequiredValue<string[]>(OptionRules.Input);
        string output = StudyRows.Output.In(line) ?? DefaultOutput(inputs[0]);
        string? cache = StudyRows.Cache.In(line);
        TableRequest reading = new(TableRows.Options(line, Page.Rows), TableRows.Standardize.In(line));
        return new StudyRequest
        {
            Points = PointSource.In(inputs, FileRows.InputFormat.In(line), TsneInputKind.Points, reading, terminal, interrupt),
            Grid = StudyRows.GridOf(line),
            Options = OptionTable.Apply(Page.Rows, line),
            Output = output,
            Plot = StudyRows.Plot.In(line),
            Maps = StudyRows.Maps.In(line),
            Cache = cache is null ? $"{Path.ChangeExtension(output, null)}.cache" : cache == StudyRows.NoCache ? null : cache,
            Resumes = StudyRows.Resume.In(line),
            MeasuresGradients = !StudyRows.OutcomesOnly.In(line),
            MeasuresOutcomes = !StudyRows.GradientsOnly.In(line),
            LabelFiles = FileRows.Labels.In(line),
            IsQuiet = PrintingRows.Quiet.In(line),
        };
    }

    /// <summary>
    /// Where the rows go when no output is named: points.csv.gz in any folder becomes points.study.csv in the current one.
    /// </summary>
    private static string DefaultOutput(string input)
    {
        string map = OutputFiles.DefaultMap(input, TableFormat.Csv);
        return $"{map[..map.LastIndexOf(".map", StringComparison.Ordinal)]}.study.csv";
    }
}
