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
        command.SetAction(line => new EmbedRun(Request(options, line, line.GetValue(shared.Quiet)), terminal, interrupt).Execute());
        return command;
    }

    private static EmbedRequest Request(EmbedOptions options, ParseResult line, bool quiet)
    {
        string[] inputs = line.GetRequiredValue(options.Inputs);
        string[] labels = line.GetValue(options.Labels) ?? [];
        string? start = line.GetValue(options.Init) is "pca" or "random" ? null : line.GetValue(options.Init);
        OutputFiles outputs = OutputFiles.Of(line.GetValue(options.Output), line.GetValue(options.Plots) ?? [], line.GetValue(options.Report));
        outputs = outputs.All.Count > 0 ? outputs : OutputFiles.Of(DefaultMap(inputs[0]), [], null);

        // What is no file is a column, of which the reader says if it is not there.
        string? weights = line.GetValue(options.Weights), weightFile = File.Exists(weights) ? weights : null;
        TableReadOptions reading = new()
        {
            Header = options.Header.In(line),
            LabelColumn = line.GetValue(options.LabelColumn),
            WeightColumn = weightFile is null ? weights : null,
        };
        return new EmbedRequest(
            PointSource.In(inputs, options.InputKind.In(line), reading), labels, weightFile, start, outputs, options.ToTsneOptions(line), quiet)
        {
            UniformOverAll = options.UniformOverAll(line),
        };
    }

    /// <summary>points.csv.gz in any folder becomes points.map.csv in the current one.</summary>
    private static string DefaultMap(string input)
    {
        string name = Path.GetFileName(input);
        name = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return $"{Path.GetFileNameWithoutExtension(name)}.map.csv";
    }
}
