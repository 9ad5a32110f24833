using System.Xml;
using BhTsne.Plotting.Labels;
using BhTsne.Plotting.Pictures;
using BhTsne.Plotting.Svg;

namespace BhTsne.Plotting.Charts;

/// <summary>The labels beside the points of a chart.</summary>
internal static class ChartLabels
{
    private const double Font = ChartAxes.Font - 1;
    private const double FarAway = 14;

    /// <summary>Writes them, as the group of the class "labels".</summary>
    public static void Write(XmlWriter xml, Chart chart, ChartAxes axes)
    {
        (ChartPoint Point, string Text)[] labels =
        [
            .. chart.Series.SelectMany(series => series.Points).Where(point => point.ShowsLabel)
                .Select(point => (point, PlainText.Clean(point.Label))).Where(label => label.Item2.Length > 0),
        ];
        if (labels.Length == 0)
        {
            return;
        }

        LabelPlaces places = Places(chart, axes);
        xml.Open("g", "class", "labels");
        foreach ((ChartPoint point, string text) in labels)
        {
            (double x, double y) = (axes.X(point.X), axes.Y(point.Y));
            Box box = places.Take(x, y, PlainText.Width(text) * Font, Font + 1);
            (double nearX, double nearY) = (Math.Clamp(x, box.X, box.Right), Math.Clamp(y, box.Y, box.Bottom));
            if (double.Hypot(nearX - x, nearY - y) > FarAway)
            {
                xml.Empty("path", "class", "leader", "d", $"M{Fine(x)} {Fine(y)}L{Fine(nearX)} {Fine(nearY)}");
            }

            xml.Text(box.X + (box.Width / 2), box.Bottom - 2.5, text, "text-anchor", "middle");
        }

        xml.WriteEndElement();
    }

    private static LabelPlaces Places(Chart chart, ChartAxes axes)
    {
        LabelPlaces places = new(axes.Frame);
        foreach (ChartSeries series in chart.Series)
        {
            foreach (ChartPoint point in series.Points)
            {
                places.TakeMark(axes.X(point.X), axes.Y(point.Y));
            }

            ChartPoint[] line = ChartPicture.LineOf(series);
            for (int i = 1; i < line.Length; i++)
            {
                places.TakeLine(axes.X(line[i - 1].X), axes.Y(line[i - 1].Y), axes.X(line[i].X), axes.Y(line[i].Y));
            }
        }

        return places;
    }

    private static string Fine(double value) => SvgText.Number(value);
}
