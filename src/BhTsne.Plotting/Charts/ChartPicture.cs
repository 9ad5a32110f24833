using System.Xml;
using BhTsne.Plotting.Labels;
using BhTsne.Plotting.Scales;
using BhTsne.Plotting.Svg;

namespace BhTsne.Plotting.Charts;

/// <summary>A chart as a figure of the page: its title, a legend above the frame, and the frame with axes and series as SVG.</summary>
internal sealed class ChartPicture
{
    private const double Width = 600;
    private const double Height = 380;
    private const double Top = 32;
    private const double Bottom = 48;
    private const double Right = 20;
    private const double Font = 13;
    private const double TickGap = 18;
    private const int MostSteps = 8;

    private readonly XmlWriter _xml;
    private readonly Chart _chart;
    private readonly Box _frame;
    private readonly Axis _x;
    private readonly Axis _y;
    private readonly IReadOnlyList<double> _yTicks;

    private ChartPicture(XmlWriter xml, Chart chart)
    {
        (_xml, _chart) = (xml, chart);
        ChartPoint[] points = [.. chart.Series.SelectMany(series => series.Points)];
        _y = Axis.Of(
            chart.YScale, points.SelectMany(point => new[] { point.Y, point.Low ?? point.Y, point.High ?? point.Y }), Height - Bottom, Top);
        _yTicks = _y.Ticks(MostSteps - 2);
        double left = 16 + (Font * _yTicks.Max(tick => PlainText.Width(NumberText.Of(tick))));
        _frame = new Box(left, Top, Width - Right - left, Height - Top - Bottom);
        _x = Axis.Of(chart.XScale, points.Select(point => point.X), _frame.X, _frame.Right);
    }

    /// <summary>Writes the figure.</summary>
    public static void Write(XmlWriter xml, Chart chart) => new ChartPicture(xml, chart).WriteFigure();

    private void WriteFigure()
    {
        _xml.Begin("figure", "chart");
        _xml.Begin("figcaption");
        _xml.Line("h2", PlainText.Clean(_chart.Title));
        _xml.Line("p", PlainText.Clean(_chart.Subtitle), "soft");
        _xml.End();
        WriteLegend();
        _xml.Begin("div", "scroll");
        _xml.Open("svg", "viewBox", $"0 0 {SvgText.Number(Width)} {SvgText.Number(Height)}", "role", "img",
            "aria-label", PlainText.Clean(_chart.Title), "font-size", SvgText.Number(Font));
        WriteAxes();
        WriteSeries();
        WriteLabels();
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
        foreach ((ChartSeries series, int look) in Looks())
        {
            string name = PlainText.Clean(series.Name);
            if (name.Length > 0)
            {
                _xml.Begin("li");
                _xml.Open("svg", "class", series.IsFront ? "front" : Markers.Class(look), "width", "28", "height", "18", "aria-hidden", "true");
                if (series.ConnectsPoints || series.IsFront)
                {
                    _xml.Empty("path", "class", "line", "d", "M0 9h28");
                }

                _xml.Empty("path", "class", "mark", "d", "M14 9" + (series.IsFront ? Markers.Ring : Markers.Shape(look)));
                _xml.WriteEndElement();
                _xml.WriteString(series.Points.Count == 0 ? name + " (no points)" : name);
                _xml.End();
            }
        }

        _xml.End();
    }

    private void WriteAxes()
    {
        IReadOnlyList<double> xTicks = XTicks();
        _xml.Open("g", "class", "grid");
        foreach (double tick in xTicks)
        {
            WritePath("", $"M{Fine(_x.Place(tick))} {Fine(_frame.Y)}V{Fine(_frame.Bottom)}");
        }

        foreach (double tick in _yTicks)
        {
            WritePath("", $"M{Fine(_frame.X)} {Fine(_y.Place(tick))}H{Fine(_frame.Right)}");
        }

        _xml.WriteEndElement();
        _xml.Open("g", "class", "axis");
        WritePath("", $"M{Fine(_frame.X)} {Fine(_frame.Y)}V{Fine(_frame.Bottom)}H{Fine(_frame.Right)}");
        foreach (double tick in _x.SmallTicks())
        {
            WritePath("", $"M{Fine(_x.Place(tick))} {Fine(_frame.Bottom)}v4");
        }

        foreach (double tick in _y.SmallTicks())
        {
            WritePath("", $"M{Fine(_frame.X)} {Fine(_y.Place(tick))}h-4");
        }

        _xml.WriteEndElement();
        _xml.Open("g", "class", "ticks");
        foreach (double tick in xTicks)
        {
            _xml.Text(_x.Place(tick), _frame.Bottom + TickGap, NumberText.Of(tick), "text-anchor", "middle");
        }

        foreach (double tick in _yTicks)
        {
            _xml.Text(_frame.X - 8, _y.Place(tick) + (0.36 * Font), NumberText.Of(tick), "text-anchor", "end");
        }

        _xml.WriteEndElement();
        WriteAxisNames();
    }

    private void WriteAxisNames()
    {
        double room = (Width - 20) / Font;
        _xml.Open("g", "class", "names");
        _xml.Text(2, Font + 2, PlainText.Shorten(PlainText.Clean(_chart.YLabel), room));
        string x = PlainText.Shorten(PlainText.Clean(_chart.XLabel), room);
        double middle = _frame.X + (_frame.Width / 2);
        double half = PlainText.Width(x) * Font / 2;
        _xml.Text(Math.Clamp(middle, Math.Min(half, Width / 2), Math.Max(Width - half, Width / 2)), Height - 8, x, "text-anchor", "middle");
        _xml.WriteEndElement();
    }

    /// <summary>As many values as have room beside one another.</summary>
    private IReadOnlyList<double> XTicks()
    {
        for (int steps = MostSteps; steps > 1; steps--)
        {
            IReadOnlyList<double> ticks = _x.Ticks(steps);
            if (HaveRoom(ticks))
            {
                return ticks;
            }
        }

        return _x.Ticks(1);
    }

    private bool HaveRoom(IReadOnlyList<double> ticks)
    {
        for (int i = 1; i < ticks.Count; i++)
        {
            double halves = (PlainText.Width(NumberText.Of(ticks[i - 1])) + PlainText.Width(NumberText.Of(ticks[i]))) * Font / 2;
            if (_x.Place(ticks[i]) - _x.Place(ticks[i - 1]) < halves + 10)
            {
                return false;
            }
        }

        return true;
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
                WritePath("line", "M" + string.Join('L', line.Select(point => $"{Fine(_x.Place(point.X))} {Fine(_y.Place(point.Y))}")));
            }

            foreach (ChartPoint point in series.Points.Where(point => point.Low is not null || point.High is not null))
            {
                (double low, double high) = (_y.Place(point.Low ?? point.Y), _y.Place(point.High ?? point.Y));
                string x = Fine(_x.Place(point.X) - 4);
                WritePath("spread", $"M{x} {Fine(low)}h8m-4 0V{Fine(high)}m-4 0h8");
            }

            foreach (ChartPoint point in series.Points)
            {
                string shape = series.IsFront ? Markers.Ring : Markers.Shape(look);
                _xml.Open("path", "class", "mark", "d", $"M{Fine(_x.Place(point.X))} {Fine(_y.Place(point.Y))}{shape}");
                _xml.WriteElementString("title", SvgDocument.Namespace, Describe(series, point));
                _xml.WriteEndElement();
            }

            _xml.WriteEndElement();
        }
    }

    private void WriteLabels()
    {
        (ChartPoint Point, string Text)[] labels =
        [
            .. _chart.Series.SelectMany(series => series.Points).Where(point => point.ShowsLabel)
                .Select(point => (point, PlainText.Clean(point.Label))).Where(label => label.Item2.Length > 0),
        ];
        if (labels.Length == 0)
        {
            return;
        }

        LabelPlaces places = Places();
        _xml.Open("g", "class", "labels");
        foreach ((ChartPoint point, string text) in labels)
        {
            (double x, double y) = (_x.Place(point.X), _y.Place(point.Y));
            Box box = places.Take(x, y, PlainText.Width(text) * (Font - 1), Font);
            double nearX = Math.Clamp(x, box.X, box.Right);
            double nearY = Math.Clamp(y, box.Y, box.Bottom);
            if (double.Hypot(nearX - x, nearY - y) > 14)
            {
                WritePath("leader", $"M{Fine(x)} {Fine(y)}L{Fine(nearX)} {Fine(nearY)}");
            }

            _xml.Text(box.X + (box.Width / 2), box.Bottom - 2.5, text, "text-anchor", "middle");
        }

        _xml.WriteEndElement();
    }

    private LabelPlaces Places()
    {
        LabelPlaces places = new(_frame);
        foreach (ChartSeries series in _chart.Series)
        {
            foreach (ChartPoint point in series.Points)
            {
                places.TakeMark(_x.Place(point.X), _y.Place(point.Y));
            }

            ChartPoint[] line = LineOf(series);
            for (int i = 1; i < line.Length; i++)
            {
                places.TakeLine(_x.Place(line[i - 1].X), _y.Place(line[i - 1].Y), _x.Place(line[i].X), _y.Place(line[i].Y));
            }
        }

        return places;
    }

    private static ChartPoint[] LineOf(ChartSeries series) =>
        series.IsFront ? [.. series.Points.OrderBy(point => point.X)]
        : series.ConnectsPoints ? [.. series.Points]
        : [];

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

    private void WritePath(string name, string path)
    {
        if (name.Length == 0)
        {
            _xml.Empty("path", "d", path);
        }
        else
        {
            _xml.Empty("path", "class", name, "d", path);
        }
    }

    private static string Fine(double value) => SvgText.Number(value);
}
