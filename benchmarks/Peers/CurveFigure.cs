using System.Security;
using System.Text;

namespace BhTsne.Benchmarks.Peers;

/// <summary>Draws KL against seconds, one line with markers for each program, as SVG.</summary>
internal sealed class CurveFigure
{
    private const int Width = 800, Height = 520, Left = 62, Right = 22, Top = 62, Bottom = 56;

    /// <summary>Of the programs: colours of Okabe and Ito (2008), darkened so that text in them can be read on white.</summary>
    private static readonly Dictionary<string, (string Color, char Marker)> _styles = new()
    {
        ["bhtsne-accelerated"] = ("#c04a00", 'o'),
        ["bhtsne"] = ("#c04a00", '*'),
        ["bhtsne-classic"] = ("#0063a3", 's'),
        ["opentsne"] = ("#00785a", '^'),
        ["fit-sne"] = ("#a3407f", 'd'),
        ["sklearn"] = ("#555555", 'v'),
    };

    private readonly Curve[] _curves;
    private readonly double _leastSeconds, _mostSeconds, _leastKl, _mostKl;
    private readonly LabelPlaces _places = new(Left, Top, Width, Height - Bottom);
    private readonly StringBuilder _svg = new();

    private CurveFigure(IReadOnlyList<CurveRow> rows)
    {
        _curves = [.. rows.GroupBy(row => row.Program).Select(Curve.Of)];
        double[] seconds = [.. _curves.SelectMany(curve => curve.Points).Select(point => point.Seconds)];
        double[] costs = [.. _curves.SelectMany(curve => curve.Points).Select(point => point.Divergence)];
        (_leastSeconds, _mostSeconds) = (seconds.Min() / 1.25, seconds.Max() * 1.6);
        double margin = Math.Max(0.02, 0.08 * (costs.Max() - costs.Min()));
        (_leastKl, _mostKl) = (costs.Min() - margin, costs.Max() + margin);
    }

    /// <summary>Draws.</summary>
    /// <param name="rows">Of one data set; where a program has several rows of the same number of iterations, their medians count.</param>
    public static string Draw(IReadOnlyList<CurveRow> rows)
    {
        CurveFigure figure = new(rows);
        figure.AppendFrame(rows[0]);
        figure.AppendCurves();
        return figure._svg.Append("</svg>\n").ToString();
    }

    private void AppendFrame(CurveRow row)
    {
        string title = $"KL against seconds: {row.Set}, {row.Points:N0} x {row.Dimensions}";
        string subtitle = $"Whole processes on {row.Threads} threads of {row.Processor}, perplexity {row.Perplexity}. "
            + "Beside a marker: iterations.";
        _svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" ");
        _svg.Append("font-family=\"Helvetica, Arial, sans-serif\" role=\"img\">\n");
        _svg.Append($"<title>{Escape(title)}</title>\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>\n");
        AppendText(Left, 26, title, "#1b1b1b", 17, "start", "bold");
        AppendText(Left, 47, subtitle, "#444", 13);
        foreach (double seconds in Ticks.Logarithmic(_leastSeconds, _mostSeconds))
        {
            AppendLine(X(seconds), Top, X(seconds), Height - Bottom, "#e2e2e2");
            AppendText(X(seconds), Height - Bottom + 19, $"{seconds:0.##}", "#444", 13, "middle");
        }

        foreach (double kl in Ticks.Linear(_leastKl, _mostKl))
        {
            AppendLine(Left, Y(kl), Width - Right, Y(kl), "#e2e2e2");
            AppendText(Left - 8, Y(kl) + 4.5, $"{kl:0.0##}", "#444", 13, "end");
        }

        AppendLine(Left, Height - Bottom, Width - Right, Height - Bottom, "#444");
        AppendLine(Left, Top, Left, Height - Bottom, "#444");
        AppendText((Left + Width - Right) / 2.0, Height - 14, "seconds (logarithmic)", "#1b1b1b", 14, "middle");
        _svg.Append($"<text transform=\"translate(17 {(Top + Height - Bottom) / 2}) rotate(-90)\" font-size=\"14\" fill=\"#1b1b1b\" ");
        _svg.Append("text-anchor=\"middle\">exact KL divergence</text>\n");
    }

    private void AppendCurves()
    {
        foreach (CurvePoint point in _curves.SelectMany(curve => curve.Points))
        {
            _places.TakeAround(X(point.Seconds), Y(point.Divergence), 6);
        }

        foreach (Curve curve in _curves.Where(curve => curve.Points.Length > 1))
        {
            string path = string.Join(" L", curve.Points.Select(point => $"{X(point.Seconds):0.0} {Y(point.Divergence):0.0}"));
            _svg.Append($"<path d=\"M{path}\" fill=\"none\" stroke=\"{Style(curve.Key).Color}\" stroke-width=\"2\"/>\n");
            foreach ((CurvePoint one, CurvePoint next) in curve.Points.Zip(curve.Points.Skip(1)))
            {
                _places.TakeAlong(X(one.Seconds), Y(one.Divergence), X(next.Seconds), Y(next.Divergence));
            }
        }

        // A curve of one point is drawn over the others: it is one of their points.
        foreach (Curve curve in _curves.OrderByDescending(curve => curve.Points.Length))
        {
            (string color, char marker) = Style(curve.Key);
            foreach (CurvePoint point in curve.Points)
            {
                AppendMarker(X(point.Seconds), Y(point.Divergence), marker, color);
            }

            CurvePoint end = curve.Points[^1];
            string label = curve.Points.Length > 1 ? curve.Name : $"{curve.Name}, default ({end.Iterations})";
            Place(end, label, color, 14, "bold");
        }

        foreach (Curve curve in _curves.Where(curve => curve.Points.Length > 1))
        {
            foreach (CurvePoint point in curve.Points)
            {
                Place(point, $"{point.Iterations}", Style(curve.Key).Color, 12, "normal");
            }
        }
    }

    private void Place(CurvePoint point, string text, string color, int size, string weight)
    {
        (double x, double y) = _places.Take(X(point.Seconds), Y(point.Divergence), text, size);
        AppendText(x, y, text, color, size, "start", weight);
    }

    private void AppendMarker(double x, double y, char marker, string color)
    {
        string style = $"fill=\"{color}\" stroke=\"white\" stroke-width=\"1\"";
        _svg.Append(marker switch
        {
            'o' => $"<circle cx=\"{x:0.0}\" cy=\"{y:0.0}\" r=\"5\" {style}/>\n",
            '*' => $"<circle cx=\"{x:0.0}\" cy=\"{y:0.0}\" r=\"7.5\" fill=\"white\" stroke=\"{color}\" stroke-width=\"3\"/>\n",
            's' => Polygon((-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
            '^' => Polygon((0, -6), (5.5, 4.5), (-5.5, 4.5)),
            'v' => Polygon((0, 6), (5.5, -4.5), (-5.5, -4.5)),
            _ => Polygon((0, -6), (6, 0), (0, 6), (-6, 0)),
        });

        string Polygon(params (double X, double Y)[] corners) =>
            $"<polygon points=\"{string.Join(' ', corners.Select(corner => $"{x + corner.X:0.0},{y + corner.Y:0.0}"))}\" {style}/>\n";
    }

    private void AppendLine(double x1, double y1, double x2, double y2, string color) =>
        _svg.Append($"<line x1=\"{x1:0.0}\" y1=\"{y1:0.0}\" x2=\"{x2:0.0}\" y2=\"{y2:0.0}\" stroke=\"{color}\"/>\n");

    private void AppendText(
        double x, double y, string text, string color, int size, string anchor = "start", string weight = "normal")
    {
        _svg.Append($"<text x=\"{x:0.0}\" y=\"{y:0.0}\" font-size=\"{size}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\" ");
        _svg.Append($"fill=\"{color}\">{Escape(text)}</text>\n");
    }

    private double X(double seconds) =>
        Left + ((Width - Left - Right) * Math.Log(seconds / _leastSeconds) / Math.Log(_mostSeconds / _leastSeconds));

    private double Y(double kl) => Height - Bottom - ((Height - Top - Bottom) * (kl - _leastKl) / (_mostKl - _leastKl));

    private static (string Color, char Marker) Style(string key) => _styles.GetValueOrDefault(key, ("#1b1b1b", 'd'));

    private static string Escape(string text) => SecurityElement.Escape(text);
}
