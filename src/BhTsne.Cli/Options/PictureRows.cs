using System.CommandLine;
using System.Globalization;
using BhTsne.Cli.Commands;
using BhTsne.Plotting;

namespace BhTsne.Cli.Options;

/// <summary>How pictures look that are no pages.</summary>
internal static class PictureRows
{
    private const int LeastSide = 100;
    private const int MostSide = 20_000;
    private const double LeastScale = 0.25;
    private const double MostScale = 8;
    private static readonly PlotOptions _default = new();

    public static ValueRow<(int Width, int Height)> Size { get; } = new(
        "--plot-size",
        new ValueKind<(int Width, int Height)>(
            "WIDTHxHEIGHT", string.Create(CultureInfo.InvariantCulture, $"{_default.Width}x{_default.Height}"), ReadSize),
        "The size of a .png or .svg picture, in pixels.")
    {
        IsRepeated = false,
        Note = "A side has 100 to 20,000 pixels. Letters and points grow with the shorter side. "
            + "A `.png` keeps the size; an `.svg` becomes higher where its legend needs it.",
    };

    public static ValueRow<double> Scale { get; } = new(
        "--scale",
        new ValueKind<double>("X", "1", ReadScale),
        "The pixels of a .png picture for each pixel of --plot-size along each side, 0.25 to 8.")
    {
        IsRepeated = false,
        Note = "2 is for dense screens and for print. A `.png` has at most 100 million pixels.",
    };

    public static ValueRow<PlotTheme> Theme { get; } = new(
        "--plot-theme",
        ValueKind.Choice(("light", PlotTheme.Light), ("dark", PlotTheme.Dark)),
        "The ground of a .png or .svg picture.")
    {
        IsRepeated = false,
        Note = "An `.html` page has the theme of the reader's system.",
    };

    public static ValueRow<string?> Title { get; } = new(
        "--title", ValueKind.Name("TEXT"), "The title of pictures; without it, the names of the files.")
    {
        IsCommon = true,
        IsRepeated = false,
        Note = "An empty text, as in `--title \"\"`, is no title. The same holds for `--subtitle`.",
    };

    public static ValueRow<string?> Subtitle { get; } = new(
        "--subtitle", ValueKind.Name("TEXT"), "The line below the title; without it, what is known of the map.")
    {
        IsRepeated = false,
    };

    public static ValueRow<string?> ColorBy { get; } = new(
        "--color-by",
        ValueKind.Name("NAME|N"),
        "Colour pictures by this at first: a column of INPUT, label, density, or a score of --diagnostics; without it, by the labels.")
    {
        Group = OptionGroup.Output,
        IsCommon = true,
        IsRepeated = false,
        Note = "A column is given as that of `--label-column`; it stays a feature, unless another option says otherwise, and may hold text. "
            + "`label`, `density` and scores are these words before they are names of columns: give the number of such a column. The page "
            + "offers the column among its colours.",
    };

    public static OptionSection Section { get; } = new("Pictures", [Title, Subtitle, Size, Scale, Theme]) { Group = OptionGroup.Output };

    /// <summary>The captions that a line asks for.</summary>
    public static Captions Captions(ParseResult line) => new(Title.In(line), Subtitle.In(line));

    /// <summary>The look that a line asks for.</summary>
    /// <param name="line">A line without faults.</param>
    /// <param name="outputs">The outputs of the line.</param>
    /// <exception cref="ToolException">A picture would have too many pixels.</exception>
    public static PlotOptions Look(ParseResult line, OutputFiles outputs)
    {
        (int width, int height) = Size.In(line);
        PlotOptions look = _default with { Width = width, Height = height, Scale = Scale.In(line), Theme = Theme.In(line) };
        if (outputs.All.Any(file => file is { Kind: OutputKind.Plot, IsPng: true }) && PngPlot.HasTooManyPixels(look))
        {
            string fault = $"a .png of {width}x{height} pixels at a scale of {look.Scale} would have more than 100 million pixels";
            throw new ToolException(ExitCode.WrongCommandLine, [$"{Scale.Name}: {fault}; make {Size.Name} or {Scale.Name} less"]);
        }

        return look;
    }

    private static string? ReadSize(string text, out (int Width, int Height) size)
    {
        string[] sides = text.Split('x', 'X');
        size = default;
        if (sides.Length != 2 || !TryRead(sides[0], out size.Width) || !TryRead(sides[1], out size.Height))
        {
            return $"'{text}' is not WIDTHxHEIGHT, such as 1200x900";
        }

        bool fits = size is { Width: >= LeastSide and <= MostSide, Height: >= LeastSide and <= MostSide };
        return fits ? null : $"each side of {text} must be {LeastSide} to {MostSide} pixels";
    }

    private static bool TryRead(string text, out int side) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side);

    private static string? ReadScale(string text, out double scale) =>
        !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out scale) ? $"'{text}' is not a number"
        : scale is >= LeastScale and <= MostScale ? null
        : string.Create(CultureInfo.InvariantCulture, $"{text} must be {LeastScale} to {MostScale}");
}
