using System.Globalization;
using System.Xml;
using BhTsne.Plotting.Labels;
using BhTsne.Plotting.Pictures;
using BhTsne.Plotting.Scales;
using BhTsne.Plotting.Svg;

namespace BhTsne.Plotting.Charts;

/// <summary>The small maps of a page: points of a sample as SVG, and the key to their colours, once where all maps share it.</summary>
internal sealed class MapTiles
{
    private const int MostPoints = 5000;
    private const int MostNames = 40;

    /// <summary>The side of a tile: coordinates are written to a tenth, so that there are 65,536 of them.</summary>
    private const double Side = 6553.5;

    /// <summary>About how wide a tile is on the screen, in pixels.</summary>
    private const double Pixels = 240;

    private readonly XmlWriter _xml;
    private readonly IReadOnlyList<MapTile> _tiles;
    private readonly Coloring[] _colorings;

    private MapTiles(XmlWriter xml, IReadOnlyList<MapTile> tiles, Coloring[] colorings) =>
        (_xml, _tiles, _colorings) = (xml, tiles, colorings);

    /// <summary>The colours of the points of each map. Maps with the same list of labels share them.</summary>
    public static Coloring[] Colors(IReadOnlyList<MapTile> tiles)
    {
        Dictionary<IReadOnlyList<string>, Coloring> known = new(ReferenceEqualityComparer.Instance);
        return [.. tiles.Select(tile =>
        {
            IReadOnlyList<string> key = tile.Labels ?? [];
            if (!known.TryGetValue(key, out Coloring? coloring))
            {
                coloring = Coloring.Of(tile.Labels, tile.Embedding.Points, LabelKind.Auto);
                known[key] = coloring;
            }

            return coloring;
        })];
    }

    /// <summary>Writes the section.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="tiles">The maps, one or more.</param>
    /// <param name="colorings">The colours of the points of each.</param>
    public static void Write(XmlWriter xml, IReadOnlyList<MapTile> tiles, Coloring[] colorings) =>
        new MapTiles(xml, tiles, colorings).WriteSection();

    private void WriteSection()
    {
        bool shared = _colorings.All(coloring => SameKey(coloring, _colorings[0]));
        _xml.Begin("section", "maps");
        _xml.Line("h2", "Maps");
        if (shared)
        {
            WriteKey(_colorings[0]);
        }

        _xml.Begin("div", "tiles");
        for (int i = 0; i < _tiles.Count; i++)
        {
            WriteTile(_tiles[i], _colorings[i], !shared);
        }

        _xml.End();
        _xml.End();
    }

    private void WriteTile(MapTile tile, Coloring coloring, bool withKey)
    {
        Embedding map = tile.Embedding;
        int[] chosen = DrawOrder.Mixed(map.Points);
        chosen = chosen.Length > MostPoints ? chosen[..MostPoints] : [.. Enumerable.Range(0, map.Points)];
        _xml.Begin("figure", "tile");
        _xml.Open("svg", "viewBox", $"0 0 {SvgText.Number(Side)} {SvgText.Number(Side)}", "role", "img",
            "aria-label", PlainText.Clean(tile.Title));
        double unit = Side / Pixels;
        double diameter = PointLayer.DiameterOf(chosen.Length, new Box(0, 0, Pixels, Pixels)) * unit;
        var scene = Scene.Of(Chosen(map, chosen), null, new Box(0, 0, Side, Side).Shrink((8 * unit) + (diameter / 2)));
        Marks.WriteTile(_xml, scene, Array.ConvertAll(chosen, point => coloring.Codes[point]), coloring.Swatches, diameter, unit);
        _xml.WriteEndElement();
        _xml.Begin("figcaption");
        _xml.Line("h3", PlainText.Clean(tile.Title));
        _xml.Line("p", PlainText.Clean(tile.Subtitle), "soft");
        _xml.Line("p", Count(map.Points), "soft");
        if (withKey)
        {
            WriteKey(coloring);
        }

        _xml.End();
        _xml.End();
    }

    private static Embedding Chosen(Embedding map, int[] points)
    {
        float[] values = new float[points.Length * map.Dimensions];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = map[points[i / map.Dimensions], i % map.Dimensions];
        }

        return new Embedding(values, map.Dimensions);
    }

    private static string Count(int points) => points > MostPoints
        ? string.Create(CultureInfo.InvariantCulture, $"{MostPoints:N0} of {points:N0} points, chosen evenly")
        : points == 1 ? "1 point" : string.Create(CultureInfo.InvariantCulture, $"{points:N0} points");

    private void WriteKey(Coloring coloring)
    {
        if (coloring.Scale is { } scale)
        {
            _xml.Begin("div", "scale");
            _xml.Line("span", NumberText.Of(scale.Minimum));
            _xml.Begin("i");
            _xml.End();
            _xml.Line("span", NumberText.Of(scale.Maximum));
            _xml.End();
        }
        else if (coloring.Categories.Count > 0)
        {
            _xml.Begin("ul", "legend");
            for (int code = 0; code < Math.Min(coloring.Categories.Count, MostNames); code++)
            {
                _xml.Begin("li");
                _xml.Open("svg", "width", "12", "height", "12", "aria-hidden", "true");
                _xml.Empty("circle", "cx", "6", "cy", "6", "r", "5", "fill", coloring.Swatches[code].Hex);
                _xml.WriteEndElement();
                _xml.WriteString(coloring.Categories[code].Name);
                _xml.End();
            }

            int more = coloring.Categories.Count - MostNames;
            _xml.Line("li", more > 0 ? string.Create(CultureInfo.InvariantCulture, $"and {more:N0} more") : "");
            _xml.End();
        }
    }

    private static bool SameKey(Coloring one, Coloring other) => ReferenceEquals(one, other)
        || (one.Scale is null && other.Scale is null
            && one.Categories.Select(category => category.Name).SequenceEqual(other.Categories.Select(category => category.Name)));
}
