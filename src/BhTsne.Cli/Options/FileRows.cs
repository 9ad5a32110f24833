using BhTsne.IO;

namespace BhTsne.Cli.Options;

/// <summary>The files of a run, and what is in them.</summary>
internal static class FileRows
{
    public static ValueRow<string?> Output { get; } = new(
        "--output",
        ValueKind.Name("FILE"),
        $"Write the map to this file: {TableFormat.DescribeWritable(TableContents.Map)}; if no output is named: INPUT.map.csv.")
    {
        Group = OptionGroup.Output,
        IsCommon = true,
        IsRepeated = false,
        Alias = "-o",
        Note = "Without `-o`, `--plot`, `--report` and `--model`, the map of `points.csv` goes to `points.map.csv` in the current folder. "
            + "`-` is the [standard output](#pipes), also of `--plot` (as `.html`) and `--report`.",
    };

    public static ValueRow<TableFormat?> OutputFormat { get; } = new(
        "--output-format",
        ValueKind.Choice([("auto", null), .. Named(TableFormat.All.Where(format => format.Writes.HasFlag(TableContents.Map)))]),
        "The format of the map; auto: by the name of -o, or csv for the standard output, devices and pipes.")
    {
        Group = OptionGroup.Output,
        IsRepeated = false,
    };

    public static ValueRow<TableFormat?> InputFormat { get; } = new(
        "--input-format",
        ValueKind.Choice([("auto", null), .. Named(TableFormat.All.Where(IsOfPoints))]),
        "The format of every INPUT; auto: by its name or, without a known ending, by its first bytes.")
    {
        Note = "An INPUT may be compressed with gzip in each format.",
    };

    public static NamesRow Plots { get; } = new(
        "--plot", "FILE", "Write a picture of the map to this .html, .png or .svg file; may be repeated.")
    {
        Group = OptionGroup.Output,
        IsCommon = true,
        IsRepeated = false,
        Note = "An `.html` page works without other files and without a network. A `.png` has pixels: it suits any number of points. "
            + "An `.svg` has vectors; of more than 50,000 points it has pixels, within a frame of vectors.",
    };

    public static ValueRow<string?> Report { get; } = new(
        "--report", ValueKind.Name("FILE"), "Write settings, cost and timings to this .json file.")
    {
        Group = OptionGroup.Output,
        IsCommon = true,
        IsRepeated = false,
        Note = "See [the report](#the-report).",
    };

    public static NamesRow Labels { get; } = new(
        "--labels", "FILE", "Colour the plot by the labels in this file, one for each point; may be repeated.")
    {
        IsCommon = true,
        Note = "Several files are stacked in the order given. These labels replace those of `--label-column`.",
    };

    public static ValueRow<string?> LabelNames { get; } = new(
        "--label-names", ValueKind.Name("FILE"), "Give the labels the names in this file, for instance T-shirt in place of 0.")
    {
        Note = "A `.csv` or `.tsv` file of two columns has a label and its name in each row. Any other file has one name in each line: the "
            + "first is that of the label 0. A label without a name is a fault. The map has the names, too.",
    };

    public static ValueRow<HeaderMode> Header { get; } = new(
        "--header",
        ValueKind.Choice(("auto", HeaderMode.Auto), ("yes", HeaderMode.Yes), ("no", HeaderMode.No)),
        "Whether the first row of a .csv or .tsv file holds column names.")
    {
        Note = "`auto` takes the first row as names when one of its cells is not a number.",
    };

    public static ValueRow<string?> LabelColumn { get; } = new(
        "--label-column", ValueKind.Name("NAME|N"), "Use this column of a .csv or .tsv file as labels, not as a feature.")
    {
        IsCommon = true,
        Note = "A column is given by its name, or by its number from 1.",
    };

    public static ValueRow<string?> Weights { get; } = new(
        "--weights", ValueKind.Name("FILE|NAME|N"), "The weight of each point, 1 or more: a file, or a column of a .csv or .tsv file.")
    {
        Properties = [nameof(TsneInput.Weights)],
        Report = [new("sumOfWeights", facts => facts.SumOfWeights, "The sum of the weights; null without `--weights`.")],
        Note = "A file has one number for each point. A column is then not a feature. See [weights](#weights).",
    };

    public static FlagRow MergeDuplicates { get; } = new(
        "--merge-duplicates", "Merge points that are equal in all features into one point of their total weight.")
    {
        Properties = [nameof(TsneOptions.MergeDuplicates)],
        Set = (options, merge) => options with { MergeDuplicates = merge },
        Note = "Each merged point keeps its own row in the map, at the same coordinates.",
    };

    public static ValueRow<TsneInputKind> InputKind { get; } = new(
        "--input-kind",
        ValueKind.Choice(
            ("points", TsneInputKind.Points),
            ("distances", TsneInputKind.Distances),
            ("neighbors", TsneInputKind.Neighbors),
            ("affinities", TsneInputKind.Affinities)),
        "What INPUT holds: points, all distances, two files of neighbours and their distances, or affinities.")
    {
        Report = [new("inputKind", facts => facts.InputKind)],
        Note = "See [other inputs](#distances-neighbours-and-affinities-as-input).",
    };

    public static FlagRow DryRun { get; } = new("--dry-run", "Read the input, print the plan of the run and its memory, and stop.")
    {
        Group = OptionGroup.Run,
        IsRepeated = false,
        Note = "No map is made, and only `--report` is written. Faults end the tool as they would end the run. See [the plan](#the-plan).",
    };

    public static OptionSection Section { get; } =
        new(
        "Files",
        [
            Output, OutputFormat, Plots, PictureRows.ColorBy, Report, InputFormat, Labels, LabelNames, Header, LabelColumn, Weights,
            MergeDuplicates, InputKind, DryRun,
        ])
        {
            Group = OptionGroup.Input,
        };

    private static IEnumerable<(string Word, TableFormat? Value)> Named(IEnumerable<TableFormat> formats) =>
        formats.Select(format => (format.Name, (TableFormat?)format));

    /// <summary>Labels alone are read from plain text by its name; as a table it is the same as tsv.</summary>
    private static bool IsOfPoints(TableFormat format) =>
        format != TableFormat.Text && (format.Reads & (TableContents.Points | TableContents.SparsePoints)) != 0;
}
