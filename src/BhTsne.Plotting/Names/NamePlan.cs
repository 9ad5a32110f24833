using BhTsne.Plotting.Labels;
using BhTsne.Plotting.Pictures;

namespace BhTsne.Plotting.Names;

/// <summary>
/// Names of categories on the map, each at the densest place of its category or beside it with a line to it, none over another. The rest is
/// in the legend only, and a note says how many.
/// </summary>
internal sealed class NamePlan
{
    /// <summary>With more categories than this no name is written: they would be too small to read.</summary>
    private const int MostCategories = 256;

    /// <summary>The longest name, in units of the font size.</summary>
    private const double LongestName = 14;

    /// <summary>Sizes that are tried in turn, as shares of the first.</summary>
    private static readonly double[] Sizes = [1, 0.85, 0.72];

    private NamePlan(IReadOnlyList<NameOnMap> names, int wanted)
    {
        Names = names;
        int missing = wanted - names.Count;
        Note = missing == 0 ? ""
            : missing == 1 ? "1 name is in the legend only"
            : $"{PlainText.Count(missing)} names are in the legend only";
    }

    /// <summary>The names.</summary>
    public IReadOnlyList<NameOnMap> Names { get; }

    /// <summary>What the picture says of names that are not on the map, empty when there are none.</summary>
    public string Note { get; }

    /// <summary>Finds places for the names of a map.</summary>
    public static NamePlan Of(Scene scene, Coloring coloring, Box map)
    {
        int categories = coloring.Categories.Count;
        int[] wanted = [.. Enumerable.Range(0, categories).Where(code => !coloring.Categories[code].IsMissing)];
        if (wanted.Length < 2)
        {
            return new NamePlan([], 0);
        }

        if (categories > MostCategories)
        {
            return new NamePlan([], wanted.Length);
        }

        DensityGrid grid = new(scene, coloring.Codes, categories, map);
        NameRoom room = new(map.Shrink(4), grid);
        double font = FontSize(wanted.Length);
        string[] texts = ShortNames.Of(coloring.Categories, LongestName, true);
        foreach (int code in wanted.OrderByDescending(code => coloring.Categories[code].Count))
        {
            if (grid.Anchor(code) is not { } anchor)
            {
                continue;
            }

            string text = texts[code];
            double width = PlainText.Width(text, true);
            foreach (double size in Sizes)
            {
                if (room.Take(code, text, anchor, width, font * size))
                {
                    break;
                }
            }
        }

        return new NamePlan(room.Names, wanted.Length);
    }

    /// <summary>Draws them, as the part "names".</summary>
    public void Draw(ICanvas canvas, Coloring coloring, Theme theme)
    {
        if (Names.Count == 0)
        {
            return;
        }

        canvas.Open("names");
        foreach (NameOnMap name in Names)
        {
            if (name.Leader is { } end)
            {
                canvas.Line(name.Anchor.X, name.Anchor.Y, end.X, end.Y, 2.6, theme.Frame);
                canvas.Line(name.Anchor.X, name.Anchor.Y, end.X, end.Y, 1.1, theme.Name(coloring.Swatches[name.Code]));
            }
        }

        foreach (NameOnMap name in Names)
        {
            // In its own colour a name could not be read over points of that colour.
            TextStyle style = new(name.Font, theme.Ink)
            {
                IsBold = true,
                Anchor = TextAnchor.Middle,
                Halo = theme.Frame,
            };
            canvas.Text(name.Box.X + (name.Box.Width / 2), name.Box.Bottom - (0.32 * name.Font), name.Text, style);
        }

        canvas.Close();
    }

    /// <summary>Names are smaller where there are many.</summary>
    private static double FontSize(int names) => names <= 24 ? 15 : names <= 60 ? 13 : names <= 120 ? 11 : 10;
}

/// <summary>A name with its place.</summary>
/// <param name="Code">The category.</param>
/// <param name="Text">The name, shortened where it is long.</param>
/// <param name="Font">The font size, in units of the picture.</param>
/// <param name="Box">The rectangle that it takes.</param>
/// <param name="Anchor">The place that it names.</param>
/// <param name="Leader">The end of the line from there to the name; null where the name is at the place.</param>
internal sealed record NameOnMap(int Code, string Text, double Font, Box Box, (double X, double Y) Anchor, (double X, double Y)? Leader);
