using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using BhTsne.Cli.Commands;
using BhTsne.IO;

namespace BhTsne.Cli.Options;

/// <summary>What a page shows of single points beside their places and labels.</summary>
internal static class PageRows
{
    /// <summary>The word of <see cref="Images"/> for the features of the input.</summary>
    public const string Input = "input";

    private const int MostNeighbors = 30;

    public static ValueRow<string[]?> ShowColumns { get; } = new(
        "--show-columns",
        ValueKind.ColumnList(),
        "Show these columns of INPUT on the page: as colours, and of each point. Without it, the features, if they are few and have names.")
    {
        IsRepeated = false,
        Note = "The list is as that of `--columns`. The columns stay features, unless `--drop-columns` or another option says otherwise; "
            + "they may hold text. `none` shows no column. Without the option, `embed` shows the features of a table with a header: up to "
            + $"{PageColumns.MostFeatures} of them, up to {PageColumns.MostFeatureValues:N0} values in all.",
    };

    public static ValueRow<string?> Images { get; } = new(
        "--images", ValueKind.Name($"FILE|{Input}"), "Show an image of each point on the page: its features, or the rows of this table.")
    {
        IsRepeated = false,
        Note = $"`{Input}` takes the features as pixels. The least value of the table is black and the largest white. A page holds up to "
            + "64 MiB of images before compression. Needs `--image-shape`.",
    };

    public static ValueRow<ImageShape?> Shape { get; } = new(
        "--image-shape", ImageShape.Kind, "The height and width of an image in pixels, such as 28x28; 32x32x3 for colours.")
    {
        IsRepeated = false,
        Note = "Pixels go from left to right, row after row; with `x3`, each is red, green, blue.",
    };

    public static ValueRow<int?> Neighbors { get; } = new(
        "--page-neighbors",
        new ValueKind<int?>("K|auto", "auto", ReadNeighbors) { Words = ["auto"] },
        "How many nearest neighbours in the input a page shows of the point that is clicked, up to 30; 0 for none.")
    {
        IsRepeated = false,
        Note = "`auto` is 10, and 5 from 200,001 points on, so that a page of 300,000 points stays below 6 MB. They are those of the run; "
            + "of `--input-kind affinities`, the points with the largest affinities.",
    };

    public static OptionSection Section { get; } = new("The page", [ShowColumns, Images, Shape, Neighbors]) { Group = OptionGroup.Output };

    /// <summary>The columns that are asked for; null where the option is not there.</summary>
    public static IReadOnlyList<string>? Columns(ParseResult line) => ShowColumns.In(line) is ["none"] ? [] : ShowColumns.In(line);

    /// <summary>The number of neighbours of a map of so many points.</summary>
    public static int NeighborsFor(int? asked, int points) => asked ?? (points <= 200_000 ? 10 : 5);

    /// <summary>The images of a line; null for none.</summary>
    /// <param name="line">A line without faults.</param>
    /// <param name="table">How the table of the points is read.</param>
    public static ImageSource? ImagesIn(ParseResult line, TableReadOptions table) =>
        Images.In(line) is { } source ? new ImageSource(source, Shape.In(line)!.Value, TableRows.Cells(table)) : null;

    /// <summary>Rows of the table of combinations that are refused.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="kind">The word of <c>--input-kind</c>.</param>
    public static IEnumerable<(bool IsBroken, string Option, string Message)> Rules(CommandResult line, string kind)
    {
        bool isColoured = PictureRows.ColorBy.IsOn(line);
        bool hasPage = WatchRows.Watch.IsOn(line)
            || (line.GetResult(FileRows.Plots.Name) is { } plots
                && plots.Tokens.Any(plot => new OutputFile(plot.Value, OutputKind.Plot).IsPage));
        foreach (OptionRow row in Section.Rows)
        {
            // What a picture is coloured by may be one of the columns.
            bool isAsked = row.IsOn(line) && row.TypedOn(line) != row.Default && !(isColoured && row == ShowColumns);
            yield return (
                isAsked && !hasPage, row.Name, $"only a page shows them; add {FileRows.Plots.Name} FILE.html, or leave this out");
        }

        bool isNamed = kind is "points" or "distances", isInput = Images.TypedOn(line) == Input;
        string withKind = $"with {FileRows.InputKind.Name} {kind}";
        yield return (
            ShowColumns.IsOn(line) && !isNamed, ShowColumns.Name, $"{withKind} there is no table with further columns; leave it out");
        string? color = PictureRows.ColorBy.TypedOn(line);
        yield return (
            color is not null && !isNamed && color is not (ColorChoice.Label or ColorChoice.Density)
                && !PointDiagnostics.Names.Contains(color),
            PictureRows.ColorBy.Name,
            $"{withKind} there is no table with further columns; it can be {ColorChoice.Label}, {ColorChoice.Density} or a score of "
                + TrustRows.Diagnostics.Name);
        yield return (isInput && kind != "points", Images.Name, $"{withKind} there are no features to show as images; name a file");
        foreach ((bool IsBroken, string Option, string Message) rule in ImageRules(line))
        {
            yield return rule;
        }
    }

    /// <summary>Rows of the table of combinations that are refused, for each command that has images.</summary>
    public static IEnumerable<(bool IsBroken, string Option, string Message)> ImageRules(CommandResult line)
    {
        yield return (
            Images.IsOn(line) && !Shape.IsOn(line),
            Shape.Name,
            $"{Images.Name} needs it; give the height and width of an image, such as 28x28");
        yield return (
            Shape.IsOn(line) && !Images.IsOn(line), Shape.Name, $"without {Images.Name} there are no images; leave it out, or name a file");
    }

    private static string? ReadNeighbors(string text, out int? value)
    {
        bool isAuto = text.Equals("auto", StringComparison.OrdinalIgnoreCase);
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        value = isNumber ? number : null;
        return isAuto || (isNumber && number <= MostNeighbors) ? null
            : $"'{text}' is neither a whole number from 0 to {MostNeighbors} nor auto";
    }
}
