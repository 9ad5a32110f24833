using System.CommandLine;
using BhTsne.Cli.Help;
using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary><c>bhtsne demo</c>: a map of the handwritten digits that ship inside the tool.</summary>
internal static class DemoCommand
{
    /// <summary>The embedded table: 1,797 images of 8 x 8 pixels, the digit in the first column.</summary>
    private const string Sample = "digits.csv.gz";

    private static readonly ValueRow<string?> _folder = new(
        "--output-directory", ValueKind.Name("FOLDER", "."), "Write digits-map.csv, digits-map.html and digits-map.svg into this folder.")
    {
        Alias = "-d",
        Note = "The folder must exist.",
    };

    /// <summary>The help.</summary>
    public static CommandPage Page { get; } = new(
        "demo",
        "Makes a map of 1,797 handwritten digits, in seconds.",
        [new OptionSection("Demo", [_folder, OptimizationRows.Seed, OptimizationRows.Threads])],
        ["bhtsne demo", "bhtsne demo --output-directory maps --seed 7"]);

    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal, CancellationToken interrupt)
    {
        Command command = Page.CreateCommand();
        command.SetAction(line =>
        {
            EmbedRequest request = Request(_folder.In(line) ?? "", OptionTable.Apply(Page.Rows, line), PrintingRows.Quiet.In(line));
            return new EmbedRun(request, terminal, interrupt).Execute();
        });
        return command;
    }

    private static EmbedRequest Request(string folder, TsneOptions settings, bool quiet)
    {
        // The three files share their folder: a fault of it is reported once.
        string? fault = folder.Length == 0 ? "the name is empty" : OutputFile.FolderFault(folder);
        if (fault is not null)
        {
            throw new ToolException(ExitCode.WrongCommandLine, [$"{_folder.Name}: {fault}"]);
        }

        string stem = folder == "." ? "digits-map" : Path.Combine(folder, "digits-map");
        OutputFiles outputs = OutputFiles.Of($"{stem}.csv", [$"{stem}.html", $"{stem}.svg"], null);
        outputs = new OutputFiles([.. outputs.All.Select(file => file with { Option = _folder.Name })]);
        PointSource digits = PointSource.OfSample(
            "Handwritten digits (UCI, CC BY 4.0)", (given, cancellation) => InputData.OfPoints(ReadSample(cancellation), given));
        return new EmbedRequest
        {
            Points = digits,
            Options = settings,
            Outputs = outputs,
            Images = new ImageSource(PageRows.Input, new ImageShape(8, 8, 1), new TableReadOptions()),
            IsQuiet = quiet,
        };
    }

    /// <summary>The sample: 1,797 points of 64 dimensions with their labels.</summary>
    internal static Table ReadSample(CancellationToken cancellation)
    {
        using Stream sample = typeof(DemoCommand).Assembly.GetManifestResourceStream(Sample)!;
        return TableReader.Read(sample, TableFormat.Csv, new TableReadOptions { LabelColumn = "digit" }, cancellation);
    }
}
