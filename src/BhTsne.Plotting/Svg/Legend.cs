using System.Xml;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Svg;

/// <summary>
/// Categories with their counts, or the colour bar of numbers. Categories stand in one or two columns beside the map, or, where they are
/// too many, in as many columns as fit below it: every one is listed.
/// </summary>
internal sealed class Legend
{
    private const double ColumnGap = 18;
    private const double LongestName = 15;
    private readonly Coloring _coloring;
    private readonly double _room;
    private readonly double _font;
    private readonly double _column;
    private readonly int _rows;

    private Legend(Coloring coloring, double room, double font, double column, int columns, bool below)
    {
        int entries = coloring.Categories.Count;
        (_coloring, _room, _font, _column, Below) = (coloring, room, font, column, below);
        _rows = columns == 0 ? 0 : (entries + columns - 1) / columns;
        Width = columns == 0 ? column : (columns * (column + ColumnGap)) - ColumnGap;
        Height = _rows * RowHeight(font);
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
    public static Legend Of(Coloring coloring, double width, double height)
    {
        if (coloring.Scale is not null)
        {
            return new Legend(coloring, height, 13, ColorBar.Width(coloring.Scale, 13), 0, false);
        }

        int entries = coloring.Categories.Count;
        if (entries == 0)
        {
            return new Legend(coloring, height, 13, 0, 0, false);
        }

        foreach ((double font, int columns) in new[] { (14.0, 1), (11.5, 1), (11.5, 2) })
        {
            double column = ColumnWidth(coloring, font);
            if (Math.Ceiling(entries / (double)columns) * RowHeight(font) <= height && (columns * (column + ColumnGap)) <= width * 0.36)
            {
                return new Legend(coloring, height, font, column, columns, false);
            }
        }

        double narrow = ColumnWidth(coloring, 11);
        int fitting = Math.Clamp((int)((width + ColumnGap) / (narrow + ColumnGap)), 1, entries);
        return new Legend(coloring, height, 11, narrow, fitting, true);
    }

    /// <summary>Writes the legend, as the group with id "legend".</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="left">Its left edge.</param>
    /// <param name="top">Its upper edge.</param>
    public void Write(XmlWriter xml, double left, double top)
    {
        if (_coloring.Scale is not null)
        {
            ColorBar.Write(xml, _coloring.Scale, left, top, Math.Min(_room, 320), _font);
            return;
        }

        if (_rows == 0)
        {
            return;
        }

        xml.Open("g", "id", "legend", "font-size", SvgText.Number(_font));
        for (int code = 0; code < _coloring.Categories.Count; code++)
        {
            WriteEntry(xml, code, left + ((code / _rows) * (_column + ColumnGap)), top + (((code % _rows) + 0.5) * RowHeight(_font)));
        }

        xml.WriteEndElement();
    }

    private void WriteEntry(XmlWriter xml, int code, double left, double middle)
    {
        Category category = _coloring.Categories[code];
        string name = PlainText.Shorten(category.Name, LongestName);
        double baseline = middle + (_font * 0.36);
        xml.Open("g", "class", "category");
        xml.WriteElementString("title", SvgDocument.Namespace, category.Name);
        xml.Empty("circle", "cx", SvgText.Number(left + (_font * 0.4)), "cy", SvgText.Number(middle), "r", SvgText.Number(_font * 0.4),
            "fill", _coloring.Swatches[code].Hex);
        xml.Text(left + (_font * 1.2), baseline, name);
        xml.Text(left + _column, baseline, SvgText.Count(category.Count), "text-anchor", "end", "fill", "#656d76");
        xml.WriteEndElement();
    }

    private static double RowHeight(double font) => font * 1.5;

    private static double ColumnWidth(Coloring coloring, double font)
    {
        double name = coloring.Categories.Max(category => Math.Min(LongestName, PlainText.Width(category.Name)));
        double count = coloring.Categories.Max(category => PlainText.Width(SvgText.Count(category.Count)));
        return font * (1.2 + name + 1 + count);
    }
}
