using System.Xml;
using BhTsne.Plotting.Labels;
using BhTsne.Plotting.Scales;
using BhTsne.Plotting.Svg;

namespace BhTsne.Plotting.Charts;

/// <summary>A chart as a figure of the page: its title, a legend above the frame, and the frame with axes and series as SVG.</summary>
internal sealed class ChartPicture
{
    private readonly XmlWriter _xml;
    private readonly Chart _chart;
    private readonly ChartAxes _axes;

    private ChartPicture(XmlWriter xml, Chart chart) => (_xml, _chart, _axes) = (xml, chart, new ChartAxes(chart));

    /// <summary>Writes the figure.</summary>
    public static void Write(XmlWriter xml, Chart chart) => new ChartPicture(xml, chart).WriteFigure();

    /// <summary>The points that a line connects, in its order; none when there is no line.</summary>
    public static ChartPoint[] LineOf(ChartSeries series) =>
        series.IsFront ? [.. series.Points.OrderBy(point => point.X)]
        : series.ConnectsPoints ? [.. series.Points]
        : [];

    private void WriteFigure()
    {
        _xml.Begin("figure", "chart");
        _xml.Begin("figcaption");
        _xml.Line("h2", PlainText.Clean(_chart.Title));
        _xml.Line("p", PlainText.Clean(_chart.Subtitle), "soft");
        _xml.End();
        WriteLegend();
        _xml.Begin("div", "scroll");
        _xml.Open("svg", "viewBox", $"0 0 {SvgText.Number(ChartAxes.Width)} {SvgText.Number(ChartAxes.Height)}", "role", "img",
            "aria-label", PlainText.Clean(_chart.Title), "font-size", SvgText.Number(ChartAxes.Font));
        _axes.Write(_xml);
        WriteSeries();
        ChartLabels.Write(_xml, _chart, _axes);
        _xml.WriteEndElement();
        _xml.End();
        _xml.End();
    }

    private void WriteLegend()
    {
        if (_chart.Series.All(series => PlainText.Clean(series.Name).Length == 0))
        {
            return;
        }

        _xml.Begin("ul", "legend");
        foreach ((ChartSeries series, int index) in Looks())
        {
            string name = PlainText.Clean(series.Name);
            if (name.Length > 0)
            {
                _xml.Begin("li");
                string look = series.IsFront ? "front" : Markers.Class(index);
                _xml.Open("svg", "class", look, "width", "28", "height", "18", "aria-hidden", "true");
                if (series.ConnectsPoints || series.IsFront)
                {
                    _xml.Empty("path", "class", "line", "d", "M0 9h28");
                }

                _xml.Empty("path", "class", "mark", "d", "M14 9" + (series.IsFront ? Markers.Ring : Markers.Shape(index)));
                _xml.WriteEndElement();
                _xml.WriteString(series.Points.Count == 0 ? name + " (no points)" : name);
                _xml.End();
            }
        }

        _xml.End();
    }

    private void WriteSeries()
    {
        // The front is drawn first, so that it hides nothing.
        foreach ((ChartSeries series, int look) in Looks().OrderByDescending(entry => entry.Series.IsFront))
        {
            _xml.Open("g", "class", series.IsFront ? "front" : Markers.Class(look));
            ChartPoint[] line = LineOf(series);
            if (line.Length > 1)
            {
                IEnumerable<string> places = line.Select(point => $"{Fine(_axes.X(point.X))} {Fine(_axes.Y(point.Y))}");
                _xml.Empty("path", "class", "line", "d", "M" + string.Join('L', places));
            }

            foreach (ChartPoint point in series.Points.Where(point => point.Low is not null || point.High is not null))
            {
                (double low, double high) = (_axes.Y(point.Low ?? point.Y), _axes.Y(point.High ?? point.Y));
                string x = Fine(_axes.X(point.X) - 4);
                _xml.Empty("path", "class", "spread", "d", $"M{x} {Fine(low)}h8m-4 0V{Fine(high)}m-4 0h8");
            }

            foreach (ChartPoint point in series.Points)
            {
                string shape = series.IsFront ? Markers.Ring : Markers.Shape(look);
                _xml.Open("path", "class", "mark", "d", $"M{Fine(_axes.X(point.X))} {Fine(_axes.Y(point.Y))}{shape}");
                _xml.WriteElementString("title", SvgText.Namespace, Describe(series, point));
                _xml.WriteEndElement();
            }

            _xml.WriteEndElement();
        }
    }

    /// <summary>The series with the index of its look; a front has a look of its own.</summary>
    private IEnumerable<(ChartSeries Series, int Look)> Looks()
    {
        int look = 0;
        foreach (ChartSeries series in _chart.Series)
        {
            yield return (series, series.IsFront ? -1 : look++);
        }
    }

    private string Describe(ChartSeries series, ChartPoint point)
    {
        string spread = point.Low is null && point.High is null
            ? ""
            : $" ({NumberText.Of(point.Low ?? point.Y)} to {NumberText.Of(point.High ?? point.Y)})";
        string[] lines =
        [
            PlainText.Clean(series.Name),
            PlainText.Clean(point.Label),
            Value(_chart.XLabel, "x", point.X),
            Value(_chart.YLabel, "y", point.Y) + spread,
        ];
        return string.Join('\n', lines.Where(line => line.Length > 0));
    }

    private static string Value(string label, string letter, double value)
    {
        string name = PlainText.Clean(label);
        return $"{(name.Length == 0 ? letter : name)}: {NumberText.Of(value)}";
    }

    private static string Fine(double value) => SvgText.Number(value);
}
