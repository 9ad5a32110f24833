using System.Xml;
using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Svg;

/// <summary>
/// Names written on the map, at the median of a category, where that helps: few enough categories, the category gathered around its median,
/// and room left by the names of larger ones. The legend has the rest.
/// </summary>
internal static class CategoryNames
{
    private const int MostCategories = 60;
    private const double FontSize = 15;

    /// <summary>How much wider bold letters are.</summary>
    private const double Bold = 1.08;

    /// <summary>A category is gathered when half of its points lie within this share of the map's diagonal around its median.</summary>
    private const double Gathered = 0.13;

    /// <summary>Of larger categories every second, third, ... point is enough to find the middle.</summary>
    private const int Sample = 4000;

    /// <summary>How often the median is taken again.</summary>
    private const int Rounds = 5;

    /// <summary>Writes the names, as the group with id "names".</summary>
    public static void Write(XmlWriter xml, Scene scene, Coloring coloring, Box map)
    {
        if (coloring.Categories.Count is < 2 or > MostCategories)
        {
            return;
        }

        xml.Open("g", "id", "names", "font-size", SvgText.Number(FontSize), "font-weight", "600", "text-anchor", "middle",
            "stroke", "#ffffff", "stroke-width", "4", "stroke-linejoin", "round", "stroke-opacity", "0.85", "paint-order", "stroke");
        List<Box> taken = [];
        foreach (int code in Enumerable.Range(0, coloring.Categories.Count).OrderByDescending(code => coloring.Categories[code].Count))
        {
            if (coloring.Swatches[code] != Palette.Missing && Median(scene, coloring.Codes, code, map) is (double X, double Y) middle)
            {
                string name = PlainText.Shorten(coloring.Categories[code].Name, 14);
                if (Place(middle, PlainText.Width(name) * FontSize * Bold, map, taken) is Box box)
                {
                    taken.Add(box);
                    xml.Text(box.X + (box.Width / 2), box.Bottom - 5, name, "fill", Palette.Ink(coloring.Swatches[code]).Hex);
                }
            }
        }

        xml.WriteEndElement();
    }

    /// <summary>
    /// The median along each axis of a category's points; then, a few times over, of the half of them that is nearest to the last, so that
    /// of a category in two parts one is named and not the gap. Null when even that half is scattered.
    /// </summary>
    private static (double X, double Y)? Median(Scene scene, int[] codes, int code, Box map)
    {
        int[] members = [.. Enumerable.Range(0, codes.Length).Where(point => codes[point] == code)];
        int stride = ((members.Length - 1) / Sample) + 1;
        members = [.. members.Where((_, i) => i % stride == 0)];
        int[] core = members;
        for (int round = 0; ; round++)
        {
            double x = Middle(Array.ConvertAll(core, point => scene.X[point]));
            double y = Middle(Array.ConvertAll(core, point => scene.Y[point]));
            double[] distances = Array.ConvertAll(members, point => double.Hypot(scene.X[point] - x, scene.Y[point] - y));
            double reach = Middle([.. distances]);
            if (round == Rounds)
            {
                return reach <= Gathered * double.Hypot(map.Width, map.Height) ? (x, y) : null;
            }

            core = [.. members.Where((_, i) => distances[i] <= reach)];
        }
    }

    private static double Middle(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    /// <summary>
    /// The name's rectangle at the median, or a line above or below where another name stands; null when there is no room.
    /// </summary>
    private static Box? Place((double X, double Y) middle, double width, Box map, List<Box> taken)
    {
        foreach (double shift in new[] { 0, -0.6, 0.6, -1.1, 1.1 })
        {
            Box wanted = new(middle.X - (width / 2) - 2, middle.Y + (FontSize * (shift - 0.6)), width + 4, FontSize * 1.2);
            Box box = wanted with { X = Math.Clamp(wanted.X, map.X + 4, Math.Max(map.X + 4, map.Right - wanted.Width - 4)) };
            if (map.Holds(box) && !taken.Exists(box.Overlaps))
            {
                return box;
            }
        }

        return null;
    }
}
