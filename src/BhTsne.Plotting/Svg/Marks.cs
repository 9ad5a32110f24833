using System.Globalization;
using System.Text;
using System.Xml;
using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Svg;

/// <summary>
/// The points: strokes of no length with round ends, some 15 bytes each. All of one colour in a batch share a path; batches follow one
/// another in an order that mixes the points (or from far to near), so that no category hides another and overlapping points add up.
/// </summary>
internal static class Marks
{
    private const int LeastBatches = 4;
    private const int MostBatches = 64;
    private const int DepthSlabs = 24;

    /// <summary>The opacity of points of the reference map, as a share of that of others.</summary>
    private const double Faint = 0.6;

    /// <summary>The diameter of a point: a share of the room that each has, within what is visible and not clumsy.</summary>
    public static double Diameter(int points, Box map) => Math.Clamp((0.4 * Math.Sqrt(map.Width * map.Height / points)) + 0.4, 1, 9);

    /// <summary>Writes the points of the map, as the group with id "points".</summary>
    public static void Write(XmlWriter xml, Scene scene, Coloring coloring, double diameter)
    {
        Open(xml, "id", "points", diameter, Opacity(coloring.Codes.Length));
        WriteEdges(xml, scene, "id", 1);
        WriteLayer(xml, scene, new Layer(0, coloring.Codes, coloring.Swatches, diameter, 1));
        xml.WriteEndElement();
    }

    /// <summary>Writes the points of the reference map, as the group with id "reference".</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="scene">The map and the reference.</param>
    /// <param name="first">The first point of the reference in the scene.</param>
    /// <param name="points">The number of points of the reference.</param>
    /// <param name="diameter">The diameter of a point.</param>
    public static void WriteReference(XmlWriter xml, Scene scene, int first, int points, double diameter)
    {
        Open(xml, "id", "reference", diameter, Faint * Opacity(points));
        WriteLayer(xml, scene, new Layer(first, new int[points], [Palette.Reference], diameter, Faint));
        xml.WriteEndElement();
    }

    /// <summary>Writes the points of one of several small maps, as a group of the class "points".</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="scene">The map.</param>
    /// <param name="codes">For each point, its swatch.</param>
    /// <param name="swatches">The colours.</param>
    /// <param name="diameter">The diameter of a point.</param>
    /// <param name="unit">The width of a thin line.</param>
    public static void WriteTile(XmlWriter xml, Scene scene, int[] codes, Rgb[] swatches, double diameter, double unit)
    {
        Open(xml, "class", "points", diameter, Opacity(codes.Length));
        WriteEdges(xml, scene, "class", unit);
        WriteLayer(xml, scene, new Layer(0, codes, swatches, diameter, 1));
        xml.WriteEndElement();
    }

    private static void Open(XmlWriter xml, string attribute, string name, double diameter, double opacity) =>
        xml.Open("g", attribute, name, "fill", "none", "stroke-linecap", "round",
            "stroke-width", Fine(diameter), "stroke-opacity", Fine(opacity));

    private static void WriteLayer(XmlWriter xml, Scene scene, Layer layer)
    {
        int points = layer.Codes.Length;
        int[] order = DrawOrder.Mixed(points);
        int batches;
        if (scene.Depth is { } depth)
        {
            order = [.. order.OrderBy(point => depth[layer.First + point])];
            batches = Math.Min(points, DepthSlabs);
        }
        else
        {
            batches = Math.Min(points, Math.Clamp(points / (8 * layer.Swatches.Length), LeastBatches, MostBatches));
        }

        for (int batch = 0; batch < batches; batch++)
        {
            Span<int> members = order.AsSpan((int)((long)points * batch / batches)..(int)((long)points * (batch + 1) / batches));
            if (scene.Depth is not null)
            {
                double near = scene.Depth[layer.First + members[members.Length / 2]];
                xml.Open("g", "stroke-width", Fine(layer.Diameter * (0.6 + (0.7 * near))),
                    "stroke-opacity", Fine(layer.Strength * (0.3 + (0.6 * near))));
            }

            WriteBatch(xml, scene, layer, members);
            if (scene.Depth is not null)
            {
                xml.WriteEndElement();
            }
        }
    }

    private static double Opacity(int points) => Math.Clamp(1.15 - (0.125 * Math.Log10(points)), 0.35, 0.9);

    private static void WriteBatch(XmlWriter xml, Scene scene, Layer layer, Span<int> members)
    {
        int[] codes = layer.Codes;
        members.Sort((a, b) => codes[a] != codes[b] ? codes[a].CompareTo(codes[b]) : a.CompareTo(b));
        StringBuilder path = new();
        for (int i = 0; i < members.Length; i++)
        {
            path.Append('M');
            SvgText.AppendNumber(path, scene.X[layer.First + members[i]]);
            path.Append(' ');
            SvgText.AppendNumber(path, scene.Y[layer.First + members[i]]);
            path.Append("h0");
            if (i + 1 == members.Length || codes[members[i + 1]] != codes[members[i]])
            {
                xml.Empty("path", "stroke", layer.Swatches[codes[members[i]]].Hex, "d", path.ToString());
                path.Clear();
            }
        }
    }

    private static void WriteEdges(XmlWriter xml, Scene scene, string attribute, double width)
    {
        if (scene.Edges.Count == 0)
        {
            return;
        }

        StringBuilder path = new();
        for (int i = 0; i < scene.Edges.Count; i++)
        {
            path.Append(i % 2 == 0 ? 'M' : 'L');
            SvgText.AppendNumber(path, scene.Edges[i].X);
            path.Append(' ');
            SvgText.AppendNumber(path, scene.Edges[i].Y);
        }

        xml.Empty(
            "path", attribute, "cuboid", "stroke", "#c9cdd3", "stroke-width", Fine(width), "stroke-opacity", "1", "d", path.ToString());
    }

    private static string Fine(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Points that are drawn together.</summary>
    /// <param name="First">The first of them in the scene.</param>
    /// <param name="Codes">For each of them, its swatch.</param>
    /// <param name="Swatches">The colours.</param>
    /// <param name="Diameter">The diameter of a point.</param>
    /// <param name="Strength">A factor of the opacity by depth.</param>
    private readonly record struct Layer(int First, int[] Codes, Rgb[] Swatches, double Diameter, double Strength);
}
