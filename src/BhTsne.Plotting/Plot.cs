using System.Globalization;
using BhTsne.Plotting.Columns;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting;

/// <summary>What all kinds of picture start from: checked input, clean texts, a colour for each point.</summary>
internal sealed class Plot
{
    private const int LeastSide = 100;
    private const int MostSide = 20_000;
    private const double LeastScale = 0.25;
    private const double MostScale = 8;

    private Plot(IReadOnlyList<MapFrame> maps, Coloring coloring, ColumnList columns, PlotOptions options)
    {
        Maps = maps;
        Shown = maps.All(map => map.Iteration is not null) ? maps.Count - 1 : 0;
        Coloring = coloring;
        Columns = columns;
        Options = options;
        Title = PlainText.Clean(options.Title);
        Subtitle = PlainText.Clean(options.Subtitle);
        ReferenceLine = Reference is null ? "" : DescribeReference(Reference.Points);
    }

    /// <summary>The maps, one or more of the same points.</summary>
    public IReadOnlyList<MapFrame> Maps { get; }

    /// <summary>The index of the map that is shown first.</summary>
    public int Shown { get; }

    /// <summary>The map that is shown first.</summary>
    public Embedding Embedding => Maps[Shown].Embedding;

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
        return Create([new MapFrame { Embedding = embedding }], labels, options);
    }

    /// <summary>Checks the arguments of a Write of several maps, which are known to fit one another.</summary>
    public static Plot Create(IReadOnlyList<MapFrame> maps, IReadOnlyList<string>? labels, PlotOptions? options)
    {
        Embedding embedding = maps[0].Embedding;
        options ??= new PlotOptions();
        CheckSides(options);
        CheckLook(options);
        CheckCount(labels?.Count, embedding.Points, nameof(labels), "labels");
        CheckCount(options.PointNames?.Count, embedding.Points, nameof(options), "point names");
        CheckReference(options, embedding);
        CheckCount(options.Neighbors?.Points, embedding.Points, nameof(options), "rows of neighbours");
        CheckCount(options.Images?.Points, embedding.Points, nameof(options), "images");
        var coloring = Coloring.Of(labels, embedding.Points, options.LabelKind);
        var columns = ColumnList.Of(options, embedding.Points, labels is null ? null : coloring);
        return new Plot(maps, coloring, columns, options);
    }

    private static void CheckSides(PlotOptions options)
    {
        if (options.Width is < LeastSide or > MostSide || options.Height is < LeastSide or > MostSide)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), $"{options.Width} x {options.Height}", $"Width and height must be {LeastSide} to {MostSide} pixels.");
        }
    }

    private static void CheckLook(PlotOptions options)
    {
        if (!(options.Scale is >= LeastScale and <= MostScale))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Scale, $"Scale must be {LeastScale} to {MostScale}.");
        }

        if (!Enum.IsDefined(options.Theme))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Theme, "Theme must be Light or Dark.");
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

    private static void CheckCount(int? given, int points, string parameter, string what)
    {
        if (given is { } count && count != points)
        {
            throw new ArgumentException($"There are {count} {what} for {points} points.", parameter);
        }
    }
}
