using System.CommandLine;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary><c>bhtsne demo</c>: a map of the handwritten digits that ship inside the tool.</summary>
internal static class DemoCommand
{
    /// <summary>The embedded table: 1,797 images of 8 x 8 pixels, the digit in the first column.</summary>
    private const string Sample = "digits.csv.gz";

    /// <summary>Makes the command.</summary>
    public static Command Create(SharedOptions shared, Terminal terminal, CancellationToken interrupt)
    {
        Option<string> folder = new("--output-directory", "-d")
        {
            HelpName = "FOLDER",
            DefaultValueFactory = _ => ".",
            Description = "Write digits-map.csv, digits-map.html and digits-map.svg into this folder.",
        };
        EmbedOptions options = new();
        Command command = new("demo", "Makes a map of 1,797 handwritten digits, in seconds.") { folder, options.Seed, options.Threads };
        command.SetAction(line =>
        {
            TsneOptions settings = new() { Seed = line.GetValue(options.Seed), Threads = line.GetValue(options.Threads) };
            EmbedRequest request = Request(folder.Name, line.GetRequiredValue(folder), settings, line.GetValue(shared.Quiet));
            return new EmbedRun(request, terminal, interrupt).Execute();
        });
        return command;
    }

    private static EmbedRequest Request(string option, string folder, TsneOptions settings, bool quiet)
    {
        // The three files share their folder: what is wrong with it is said once.
        string? fault = folder.Length == 0 ? "the name is empty" : OutputFile.FolderFault(folder);
        if (fault is not null)
        {
            throw new ToolException(ExitCode.WrongCommandLine, [$"{option}: {fault}"]);
        }

        string stem = folder == "." ? "digits-map" : Path.Combine(folder, "digits-map");
        OutputFiles outputs = OutputFiles.Of($"{stem}.csv", [$"{stem}.html", $"{stem}.svg"], null);
        outputs = new OutputFiles([.. outputs.All.Select(file => file with { Option = option })]);
        PointSource digits = PointSource.OfSample(
            "Handwritten digits (UCI, CC BY 4.0)", cancellation => MapInput.OfPoints(ReadSample(cancellation)));
        return new EmbedRequest(digits, [], null, null, outputs, settings, quiet);
    }

    /// <summary>The sample: 1,797 points of 64 dimensions with their labels.</summary>
    internal static Table ReadSample(CancellationToken cancellation)
    {
        using Stream sample = typeof(DemoCommand).Assembly.GetManifestResourceStream(Sample)!;
        return TableReader.Read(sample, TableFormat.Csv, new TableReadOptions { LabelColumn = "digit" }, cancellation);
    }
}
