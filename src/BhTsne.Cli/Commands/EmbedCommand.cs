using System.CommandLine;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary><c>bhtsne embed</c>: points in files become a map.</summary>
internal static class EmbedCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(SharedOptions shared, Terminal terminal, CancellationToken interrupt)
    {
        EmbedOptions options = new();
        Command command = new("embed", "Makes a map of the points in one or more files.") { options.Inputs };
        foreach (Option option in options.All)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(options.RefuseUnknownOptions);
        command.Validators.Add(new EmbedChecks(options).Refuse);
        command.SetAction(line =>
        {
            EmbedRequest request = Request(options, line, line.GetValue(shared.Quiet), terminal, interrupt);
            return new EmbedRun(request, request.Outputs.UseStandardOutput ? terminal.WithResultOnOutput() : terminal, interrupt).Execute();
        });
        return command;
    }

    private static EmbedRequest Request(EmbedOptions options, ParseResult line, bool quiet, Terminal terminal, CancellationToken interrupt)
    {
        string[] inputs = line.GetRequiredValue(options.Inputs);
        string[] labels = line.GetValue(options.Labels) ?? [];
        string? start = line.GetValue(options.Init) is "pca" or "random" ? null : line.GetValue(options.Init);
        TableFormat? mapFormat = options.OutputFormat.In(line);
        OutputFiles outputs = OutputFiles.Of(
            line.GetValue(options.Output), line.GetValue(options.Plots) ?? [], line.GetValue(options.Report), mapFormat);
        outputs = outputs.All.Count > 0 ? outputs : OutputFiles.Of(OutputFiles.DefaultMap(inputs[0], mapFormat), [], null);

        // What is no file is a column, of which the reader says if it is not there.
        string? weights = line.GetValue(options.Weights), weightFile = File.Exists(weights) ? weights : null;
        TableReadOptions reading = new()
        {
            Header = options.Header.In(line),
            LabelColumn = line.GetValue(options.LabelColumn),
            WeightColumn = weightFile is null ? weights : null,
        };
        PointSource points = PointSource.In(
            inputs, options.InputFormat.In(line), options.InputKind.In(line), reading, terminal, interrupt);
        return new EmbedRequest(points, labels, weightFile, start, outputs, options.ToTsneOptions(line), quiet)
        {
            UniformOverAll = options.UniformOverAll(line),
        };
    }
}
