using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Pictures;

/// <summary>
/// Categories with their counts, or the colour bar of numbers. Categories stand in one or two columns beside the map, or, where they are
/// too many, in as many columns as fit below it. Every one is listed where the picture may grow; otherwise the last entry says how many are
/// not. Above them stands the name of the column that they are of, if they are of one.
/// </summary>
internal sealed class Legend
{
    private const double ColumnGap = 18;
    private const double LongestName = 15;
    private const double LongestTitle = 15;

    /// <summary>The largest share of the height that a legend below the map takes of a picture that may not grow.</summary>
    private const double MostBelow = 0.4;

    private readonly Coloring _coloring;
    private readonly double _room;
    private readonly double _font;
    private readonly double _column;
    private readonly int _rows;
    private readonly int _shown;

    private Legend(Coloring coloring, double room, double font, double column, int columns, int rows, bool below)
    {
        int entries = coloring.Categories.Count;
        (_coloring, _room, _font, _column, _rows, Below) = (coloring, room, font, column, rows, below);
        _shown = rows * columns >= entries ? entries : (rows * columns) - 1;
        double entriesWidth = columns == 0 ? column : (columns * (column + ColumnGap)) - ColumnGap;
        Width = Math.Max(entriesWidth, font * PlainText.Width(Title(coloring), true));
        Height = TitleHeight(coloring, font) + (_rows * RowHeight(font));
    }

    /// <summary>Whether it goes below the map.</summary>
    public bool Below { get; }

    /// <summary>Its width, 0 when there is nothing to explain.</summary>
    public double Width { get; }

    /// <summary>Its height, with the space below it.</summary>
    public double Height { get; }

    /// <summary>Lays out a legend.</summary>
    /// <param name="coloring">What to explain.</param>
    /// <param name="width">The width of the picture inside its margins.</param>
    /// <param name="height">The height beside the map.</param>
    /// <param name="mayGrow">Whether the picture becomes as high as the legend needs.</param>
    public static Legend Of(Coloring coloring, double width, double height, bool mayGrow)
    {
        if (coloring.Scale is not null)
        {
            return new Legend(coloring, height, 13, ColorBar.Width(coloring.Scale, 13), 0, 0, false);
        }

        int entries = coloring.Categories.Count;
        if (entries == 0)
        {
            return new Legend(coloring, height, 13, 0, 0, 0, false);
        }

        foreach ((double font, int columns) in new[] { (14.0, 1), (11.5, 1), (11.5, 2) })
        {
            double column = ColumnWidth(coloring, font);
            int rows = (entries + columns - 1) / columns;
            if (TitleHeight(coloring, font) + (rows * RowHeight(font)) <= height && (columns * (column + ColumnGap)) <= width * 0.36)
            {
                return new Legend(coloring, height, font, column, columns, rows, false);
            }
        }

        double narrow = ColumnWidth(coloring, 11);
        int fitting = Math.Clamp((int)((width + ColumnGap) / (narrow + ColumnGap)), 1, entries);
        int needed = (entries + fitting - 1) / fitting;
        double room = (height * MostBelow) - TitleHeight(coloring, 11);
        int most = mayGrow ? needed : Math.Max(1, (int)(room / RowHeight(11)));
        return new Legend(coloring, height, 11, narrow, fitting, Math.Min(needed, most), true);
    }

    /// <summary>Draws the legend, as the part "legend".</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="left">Its left edge.</param>
    /// <param name="top">Its upper edge.</param>
    /// <param name="theme">Its colours.</param>
    public void Draw(ICanvas canvas, double left, double top, Theme theme)
    {
        if (_coloring.Scale is not null)
        {
            ColorBar.Draw(canvas, _coloring.Scale, new Box(left, top, Width, Math.Min(_room, 320)), _font, theme);
            return;
        }

        if (_rows == 0)
        {
            return;
        }

        canvas.Open("legend");
        DrawTitle(canvas, left, top, theme);
        top += TitleHeight(_coloring, _font);
        string[] names = ShortNames.Of(_coloring.Categories, LongestName);
        for (int entry = 0; entry < _shown; entry++)
        {
            DrawEntry(canvas, entry, names[entry], Left(entry), Middle(entry), theme);
        }

        int more = _coloring.Categories.Count - _shown;
        if (more > 0)
        {
            string text = $"and {PlainText.Count(more)} more";
            canvas.Text(Left(_shown), Middle(_shown) + (_font * 0.36), text, new TextStyle(_font, theme.Soft));
        }

        canvas.Close();
        double Left(int entry) => left + ((entry / _rows) * (_column + ColumnGap));
        double Middle(int entry) => top + (((entry % _rows) + 0.5) * RowHeight(_font));
    }

    private void DrawTitle(ICanvas canvas, double left, double top, Theme theme)
    {
        if (_coloring.Title.Length > 0)
        {
            canvas.Open("", _coloring.Title);
            canvas.Text(left, top + _font, Title(_coloring), new TextStyle(_font, theme.Ink) { IsBold = true });
            canvas.Close();
        }
    }

    private void DrawEntry(ICanvas canvas, int code, string name, double left, double middle, Theme theme)
    {
        Category category = _coloring.Categories[code];
        double baseline = middle + (_font * 0.36);
        canvas.Open("", category.Name);
        canvas.Disc(left + (_font * 0.4), middle, _font * 0.4, theme.Point(_coloring.Swatches[code]));
        canvas.Text(left + (_font * 1.2), baseline, name, new TextStyle(_font, theme.Ink));
        TextStyle count = new(_font, theme.Soft) { Anchor = TextAnchor.End };
        canvas.Text(left + _column, baseline, PlainText.Count(category.Count), count);
        canvas.Close();
    }

    private static string Title(Coloring coloring) => PlainText.Shorten(coloring.Title, LongestTitle, true);

    private static double TitleHeight(Coloring coloring, double font) => coloring.Title.Length > 0 ? 1.6 * font : 0;

    private static double RowHeight(double font) => font * 1.5;

    private static double ColumnWidth(Coloring coloring, double font)
    {
        double name = coloring.Categories.Max(category => Math.Min(LongestName, PlainText.Width(category.Name)));
        double count = coloring.Categories.Max(category => PlainText.Width(PlainText.Count(category.Count)));
        return font * (1.2 + name + 1 + count);
    }
}
