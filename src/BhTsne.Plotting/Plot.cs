using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting;

/// <summary>What both kinds of picture start from: checked input, clean texts, a colour for each point.</summary>
internal sealed class Plot
{
    private const int LeastSide = 100;
    private const int MostSide = 20_000;

    private Plot(Embedding embedding, Coloring coloring, PlotOptions options)
    {
        Embedding = embedding;
        Coloring = coloring;
        Options = options;
        Title = PlainText.Clean(options.Title);
        Subtitle = PlainText.Clean(options.Subtitle);
    }

    /// <summary>The map.</summary>
    public Embedding Embedding { get; }

    /// <summary>The colour of each point.</summary>
    public Coloring Coloring { get; }

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
        return new Plot(embedding, Coloring.Of(labels, embedding.Points, options.LabelKind), options);
    }

    private static void CheckSides(PlotOptions options)
    {
        if (options.Width is < LeastSide or > MostSide || options.Height is < LeastSide or > MostSide)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), $"{options.Width} x {options.Height}", $"Width and height must be {LeastSide} to {MostSide} pixels.");
        }
    }

    private static void CheckCount(IReadOnlyList<string>? texts, int points, string parameter, string what)
    {
        if (texts is not null && texts.Count != points)
        {
            throw new ArgumentException($"There are {texts.Count} {what} for {points} points.", parameter);
        }
    }
}
