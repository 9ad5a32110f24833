using System.Xml;
using BhTsne.Plotting.Labels;
using BhTsne.Plotting.Pictures;
using BhTsne.Plotting.Scales;
using BhTsne.Plotting.Svg;

namespace BhTsne.Plotting.Charts;

/// <summary>The frame of a chart with its axes: where values are in the picture, and what the axes say.</summary>
internal sealed class ChartAxes
{
    /// <summary>The width of the picture, in its units.</summary>
    public const double Width = 600;

    /// <summary>The height of the picture.</summary>
    public const double Height = 380;

    /// <summary>The size of the letters.</summary>
    public const double Font = 13;

    private const double Top = 32;
    private const double Bottom = 48;
    private const double Right = 20;
    private const double TickGap = 18;
    private const int MostXSteps = 8;
    private const int MostYSteps = 6;

    private readonly Chart _chart;
    private readonly Axis _x;
    private readonly Axis _y;
    private readonly IReadOnlyList<double> _xTicks;
    private readonly IReadOnlyList<double> _yTicks;

    /// <summary>Makes room for all points of a chart and for the values at its axes.</summary>
    public ChartAxes(Chart chart)
    {
        _chart = chart;
        ChartPoint[] points = [.. chart.Series.SelectMany(series => series.Points)];
        IEnumerable<double> heights = points.SelectMany(point => new[] { point.Y, point.Low ?? point.Y, point.High ?? point.Y });
        _y = Axis.Of(chart.YScale, heights, Height - Bottom, Top);
        _yTicks = _y.Ticks(MostYSteps);
        double left = 16 + (Font * _yTicks.Max(tick => PlainText.Width(NumberText.Of(tick))));
        Frame = new Box(left, Top, Width - Right - left, Height - Top - Bottom);
        _x = Axis.Of(chart.XScale, points.Select(point => point.X), Frame.X, Frame.Right);
        _xTicks = XTicks();
    }

    /// <summary>The rectangle that the axes span.</summary>
    public Box Frame { get; }

    /// <summary>Where a value is along the horizontal axis.</summary>
    public double X(double value) => _x.Place(value);

    /// <summary>Where a value is along the vertical axis.</summary>
    public double Y(double value) => _y.Place(value);

    /// <summary>Writes grid, axes, values and names.</summary>
    public void Write(XmlWriter xml)
    {
        xml.Open("g", "class", "grid");
        foreach (double tick in _xTicks)
        {
            xml.Empty("path", "d", $"M{Fine(X(tick))} {Fine(Frame.Y)}V{Fine(Frame.Bottom)}");
        }

        foreach (double tick in _yTicks)
        {
            xml.Empty("path", "d", $"M{Fine(Frame.X)} {Fine(Y(tick))}H{Fine(Frame.Right)}");
        }

        xml.WriteEndElement();
        WriteLines(xml);
        WriteValues(xml);
        WriteNames(xml);
    }

    private void WriteLines(XmlWriter xml)
    {
        xml.Open("g", "class", "axis");
        xml.Empty("path", "d", $"M{Fine(Frame.X)} {Fine(Frame.Y)}V{Fine(Frame.Bottom)}H{Fine(Frame.Right)}");
        foreach (double tick in _x.SmallTicks())
        {
            xml.Empty("path", "d", $"M{Fine(X(tick))} {Fine(Frame.Bottom)}v4");
        }

        foreach (double tick in _y.SmallTicks())
        {
            xml.Empty("path", "d", $"M{Fine(Frame.X)} {Fine(Y(tick))}h-4");
        }

        xml.WriteEndElement();
    }

    private void WriteValues(XmlWriter xml)
    {
        xml.Open("g", "class", "ticks");
        foreach (double tick in _xTicks)
        {
            xml.Text(X(tick), Frame.Bottom + TickGap, NumberText.Of(tick), "text-anchor", "middle");
        }

        foreach (double tick in _yTicks)
        {
            xml.Text(Frame.X - 8, Y(tick) + (0.36 * Font), NumberText.Of(tick), "text-anchor", "end");
        }

        xml.WriteEndElement();
    }

    private void WriteNames(XmlWriter xml)
    {
        double room = (Width - 20) / Font;
        xml.Open("g", "class", "names");
        xml.Text(2, Font + 2, PlainText.Shorten(PlainText.Clean(_chart.YLabel), room));
        string x = PlainText.Shorten(PlainText.Clean(_chart.XLabel), room);
        double middle = Frame.X + (Frame.Width / 2);
        double half = PlainText.Width(x) * Font / 2;
        xml.Text(Math.Clamp(middle, Math.Min(half, Width / 2), Math.Max(Width - half, Width / 2)), Height - 8, x, "text-anchor", "middle");
        xml.WriteEndElement();
    }

    /// <summary>As many values as have room beside one another.</summary>
    private IReadOnlyList<double> XTicks()
    {
        for (int steps = MostXSteps; steps > 1; steps--)
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
            if (X(ticks[i]) - X(ticks[i - 1]) < halves + 10)
            {
                return false;
            }
        }

        return true;
    }

    private static string Fine(double value) => SvgText.Number(value);
}
