using System.Globalization;
using System.Text;
using System.Xml;
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

    /// <summary>The diameter of a point: a share of the room that each has, within what is visible and not clumsy.</summary>
    public static double Diameter(int points, Box map) => Math.Clamp((0.4 * Math.Sqrt(map.Width * map.Height / points)) + 0.4, 1, 9);

    /// <summary>Writes all points, as the group with id "points".</summary>
    public static void Write(XmlWriter xml, Scene scene, Coloring coloring, double diameter)
    {
        int points = scene.X.Length;
        xml.Open("g", "id", "points", "fill", "none", "stroke-linecap", "round",
            "stroke-width", Fine(diameter), "stroke-opacity", Fine(Opacity(points)));
        WriteEdges(xml, scene);
        int[] order = DrawOrder.Mixed(points);
        int batches;
        if (scene.Depth is { } depth)
        {
            order = [.. order.OrderBy(point => depth[point])];
            batches = Math.Min(points, DepthSlabs);
        }
        else
        {
            batches = Math.Min(points, Math.Clamp(points / (8 * coloring.Swatches.Length), LeastBatches, MostBatches));
        }

        for (int batch = 0; batch < batches; batch++)
        {
            Span<int> members = order.AsSpan((int)((long)points * batch / batches)..(int)((long)points * (batch + 1) / batches));
            if (scene.Depth is not null)
            {
                double near = scene.Depth[members[members.Length / 2]];
                xml.Open("g", "stroke-width", Fine(diameter * (0.6 + (0.7 * near))), "stroke-opacity", Fine(0.3 + (0.6 * near)));
            }

            WriteBatch(xml, scene, coloring, members);
            if (scene.Depth is not null)
            {
                xml.WriteEndElement();
            }
        }

        xml.WriteEndElement();
    }

    private static double Opacity(int points) => Math.Clamp(1.15 - (0.125 * Math.Log10(points)), 0.35, 0.9);

    private static void WriteBatch(XmlWriter xml, Scene scene, Coloring coloring, Span<int> members)
    {
        int[] codes = coloring.Codes;
        members.Sort((a, b) => codes[a] != codes[b] ? codes[a].CompareTo(codes[b]) : a.CompareTo(b));
        StringBuilder path = new();
        for (int i = 0; i < members.Length; i++)
        {
            path.Append('M');
            SvgText.AppendNumber(path, scene.X[members[i]]);
            path.Append(' ');
            SvgText.AppendNumber(path, scene.Y[members[i]]);
            path.Append("h0");
            if (i + 1 == members.Length || codes[members[i + 1]] != codes[members[i]])
            {
                xml.Empty("path", "stroke", coloring.Swatches[codes[members[i]]].Hex, "d", path.ToString());
                path.Clear();
            }
        }
    }

    private static void WriteEdges(XmlWriter xml, Scene scene)
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

        xml.Empty("path", "id", "cuboid", "stroke", "#c9cdd3", "stroke-width", "1", "stroke-opacity", "1", "d", path.ToString());
    }

    private static string Fine(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
