using System.Globalization;
using System.Text;
using System.Xml;
using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Pictures;

namespace BhTsne.Plotting.Svg;

/// <summary>
/// Points as vectors: strokes of no length with round ends, some 15 bytes each. All of one colour in a batch share a path; batches follow
/// one another in an order that mixes the points (or from far to near), so that no category hides another and overlapping points add up.
/// </summary>
internal static class Marks
{
    private const int LeastBatches = 4;
    private const int MostBatches = 64;

    /// <summary>Writes a layer, as a group with its name as the id.</summary>
    public static void Write(XmlWriter xml, Scene scene, PointLayer layer)
    {
        Open(xml, "id", layer.Name, layer.Diameter, layer.Opacity);
        WriteLayer(xml, scene, layer);
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
        PointLayer layer = new()
        {
            Name = "points",
            First = 0,
            Codes = codes,
            Swatches = swatches,
            Diameter = diameter,
            Opacity = PointLayer.OpacityOf(codes.Length),
        };
        Open(xml, "class", layer.Name, diameter, layer.Opacity);
        WriteEdges(xml, scene, unit);
        WriteLayer(xml, scene, layer);
        xml.WriteEndElement();
    }

    private static void Open(XmlWriter xml, string attribute, string name, double diameter, double opacity) =>
        xml.Open("g", attribute, name, "fill", "none", "stroke-linecap", "round",
            "stroke-width", Fine(diameter), "stroke-opacity", Fine(opacity));

    private static void WriteLayer(XmlWriter xml, Scene scene, PointLayer layer)
    {
        (int[] order, PointSlab[] slabs) = layer.InOrder(scene);
        if (scene.Depth is null)
        {
            int batches = Math.Min(order.Length, Math.Clamp(order.Length / (8 * layer.Swatches.Length), LeastBatches, MostBatches));
            for (int batch = 0; batch < batches; batch++)
            {
                int start = (int)((long)order.Length * batch / batches);
                WriteBatch(xml, scene, layer, order.AsSpan(start..(int)((long)order.Length * (batch + 1) / batches)));
            }

            return;
        }

        foreach (PointSlab slab in slabs)
        {
            xml.Open("g", "stroke-width", Fine(slab.Diameter), "stroke-opacity", Fine(slab.Opacity));
            WriteBatch(xml, scene, layer, order.AsSpan(slab.Start..slab.End));
            xml.WriteEndElement();
        }
    }

    private static void WriteBatch(XmlWriter xml, Scene scene, PointLayer layer, Span<int> members)
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

    private static void WriteEdges(XmlWriter xml, Scene scene, double width)
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

        xml.Empty("path", "class", "cuboid", "stroke", "#c9cdd3", "stroke-width", Fine(width), "stroke-opacity", "1", "d", path.ToString());
    }

    private static string Fine(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
