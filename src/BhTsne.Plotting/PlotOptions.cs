namespace BhTsne.Plotting;

/// <summary>Title, size and labels of a picture of a map.</summary>
/// <remarks>Immutable. Texts may contain any characters: they are escaped, and control characters become spaces.</remarks>
public sealed record PlotOptions
{
    /// <summary>The title; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>A line below the title, null or empty for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The width of a PNG or an SVG in pixels, 100 to 20,000. A page is as wide as its window.</summary>
    public int Width { get; init; } = 1000;

    /// <summary>
    /// The height of a PNG or an SVG in pixels, 100 to 20,000. A legend of more categories than fit beside the map goes below it: an SVG
    /// grows by the legend's height, and a PNG keeps its height and makes the map smaller.
    /// </summary>
    public int Height { get; init; } = 1000;

    /// <summary>
    /// The pixels of a PNG for each pixel of <see cref="Width"/> and <see cref="Height"/>, 0.25 to 8: 2 gives twice as many along each
    /// side, for print and for dense screens, and nothing changes its place. An SVG and a page have no pixels of their own.
    /// </summary>
    public double Scale { get; init; } = 1;

    /// <summary>The ground of a PNG and an SVG. A page has the theme of the reader's system.</summary>
    public PlotTheme Theme { get; init; }

    /// <summary>
    /// N names, one for each point: the page shows a name when the pointer is over the point, and finds it by its search. Null for none.
    /// Only a page shows them.
    /// </summary>
    public IReadOnlyList<string>? PointNames { get; init; }

    /// <summary>
    /// M points of an older map, in the same coordinates and with the same number of dimensions as the map that is drawn. They are drawn
    /// faint and grey below its points, without labels: the view covers both, a line says how many they are, and no count, search or
    /// tooltip has them. Null for none.
    /// </summary>
    public Embedding? Reference { get; init; }

    /// <summary>
    /// Values for each point, such as diagnostics or columns of the input, beside the labels. The page offers a choice of what to colour
    /// by, and shows the values of the point under the pointer. The colour scale of numbers goes from the 1st to the 99th percentile;
    /// values outside have the colours of its ends, and the picture says how many they are. Empty for none.
    /// </summary>
    public IReadOnlyList<PointColumn> Columns { get; init; } = [];

    /// <summary>
    /// The name of the column by which a PNG or an SVG is coloured, and a page at first; <c>density</c> for how close the points lie in
    /// the map, if no column has this name; null for the labels. Numbers have a bar and categories a legend, both headed by the name. A
    /// column of texts that hardly repeat, or of more than 4,096 different ones, is refused.
    /// </summary>
    public string? ColorBy { get; init; }

    /// <summary>
    /// Whether a page of several maps turns or mirrors each to lie as nearly as possible on the one before it, so that a map of another run
    /// can be compared: runs leave the direction of a map to chance. Distances stay as they are, and so do the coordinates that the page
    /// names; the page says it, and a choice in it shows the maps as they are. Snapshots of a run are never turned.
    /// </summary>
    public bool AlignMaps { get; init; } = true;

    /// <summary>
    /// The nearest neighbours of the N points in the input. A page draws lines from the point that is clicked to them, lists them, and says
    /// how many are near in the map. Null for none. Only a page shows them.
    /// </summary>
    public PointNeighbors? Neighbors { get; init; }

    /// <summary>An image of each of the N points, which a page shows beside its label. Null for none. Only a page shows them.</summary>
    public PointImages? Images { get; init; }

    /// <summary>
    /// What the column of the labels is called, different from the names of the columns, for instance that of the column in a table. Null
    /// or empty for <c>labels</c>, or another word where a column has that name.
    /// </summary>
    public string? LabelName { get; init; }

    /// <summary>How labels are interpreted.</summary>
    public LabelKind LabelKind { get; init; }
}
