using System.Globalization;
using BhTsne.Plotting.Columns;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting;

/// <summary>What both kinds of picture start from: checked input, clean texts, a colour for each point.</summary>
internal sealed class Plot
{
    private const int LeastSide = 100;
    private const int MostSide = 20_000;

    private Plot(Embedding embedding, Coloring coloring, ColumnList columns, PlotOptions options)
    {
        Embedding = embedding;
        Coloring = coloring;
        Columns = columns;
        Options = options;
        Title = PlainText.Clean(options.Title);
        Subtitle = PlainText.Clean(options.Subtitle);
        ReferenceLine = Reference is null ? "" : DescribeReference(Reference.Points);
    }

    /// <summary>The map.</summary>
    public Embedding Embedding { get; }

    /// <summary>The points of an older map that are drawn below, null for none.</summary>
    public Embedding? Reference => Options.Reference;

    /// <summary>What the picture says about the older map, empty for none.</summary>
    public string ReferenceLine { get; }

    /// <summary>The colour of each point by its label.</summary>
    public Coloring Coloring { get; }

    /// <summary>The columns by which points can be coloured, that of the labels among them.</summary>
    public ColumnList Columns { get; }

    /// <summary>The colour of each point by its label, or by what the options choose.</summary>
    public Coloring ChosenColoring =>
        Columns.IsDensity ? Coloring.Of(Density.ScaleOf(Embedding)) : Columns.Chosen < 0 ? Coloring : Columns.All[Columns.Chosen].Coloring;

    /// <summary>The options as given.</summary>
    public PlotOptions Options { get; }

    /// <summary>The title without control characters, empty for none.</summary>
    public string Title { get; }

    /// <summary>The subtitle without control characters, empty for none.</summary>
    public string Subtitle { get; }

    /// <summary>Checks the arguments of a Write and colours the points.</summary>
    public static Plot Create(Embedding embedding, IReadOnlyList<string>? labels, PlotOptions? options)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        options ??= new PlotOptions();
        CheckSides(options);
        CheckCount(labels, embedding.Points, nameof(labels), "labels");
        CheckCount(options.PointNames, embedding.Points, nameof(options), "point names");
        CheckReference(options, embedding);
        var coloring = Coloring.Of(labels, embedding.Points, options.LabelKind);
        var columns = ColumnList.Of(options, embedding.Points, labels is null ? null : coloring);
        return new Plot(embedding, coloring, columns, options);
    }

    private static void CheckSides(PlotOptions options)
    {
        if (options.Width is < LeastSide or > MostSide || options.Height is < LeastSide or > MostSide)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), $"{options.Width} x {options.Height}", $"Width and height must be {LeastSide} to {MostSide} pixels.");
        }
    }

    private static void CheckReference(PlotOptions options, Embedding embedding)
    {
        if (options.Reference is { } reference && reference.Dimensions != embedding.Dimensions)
        {
            throw new ArgumentException(
                $"The number of dimensions of Reference is {reference.Dimensions} and that of the map {embedding.Dimensions}. "
                    + "Both must be the same.",
                nameof(options));
        }
    }

    private static string DescribeReference(int points) =>
        points == 1 ? "1 point of the reference map" : $"{points.ToString("N0", CultureInfo.InvariantCulture)} points of the reference map";

    private static void CheckCount(IReadOnlyList<string>? texts, int points, string parameter, string what)
    {
        if (texts is not null && texts.Count != points)
        {
            throw new ArgumentException($"There are {texts.Count} {what} for {points} points.", parameter);
        }
    }
}
