using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BhTsne.Plotting.Tests.Support;

/// <summary>A page of charts read back: what a reader would see of it.</summary>
internal sealed partial class Report
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public Report(ChartPage page)
    {
        using MemoryStream output = new();
        HtmlCharts.Write(output, page);
        Bytes = output.ToArray();
        Text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes);
        int start = Text.IndexOf("<main>", StringComparison.Ordinal);
        Main = XElement.Parse(Text[start..(Text.LastIndexOf("</main>", StringComparison.Ordinal) + 7)], LoadOptions.PreserveWhitespace);
        Charts = [.. WithClass(Main, "chart").Select(figure => new Drawing(figure))];
    }

    public byte[] Bytes { get; }

    public string Text { get; }

    /// <summary>The content of the page.</summary>
    public XElement Main { get; }

    public IReadOnlyList<Drawing> Charts { get; }

    /// <summary>The names of all elements in their order, with their classes.</summary>
    public string Structure =>
        string.Join(' ', Main.DescendantsAndSelf().Select(e => $"{e.Name.LocalName}.{(string?)e.Attribute("class")}"));

    public static IEnumerable<XElement> WithClass(XElement within, string name) =>
        within.Descendants().Where(element => (string?)element.Attribute("class") == name);

    /// <summary>The numbers of a path or a view box, in their order.</summary>
    public static double[] Numbers(string text) =>
        [.. Number().Matches(text).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"-?\d+(?:\.\d+)?")]
    private static partial Regex Number();

    /// <summary>A chart.</summary>
    internal sealed class Drawing
    {
        private readonly XElement _figure;

        public Drawing(XElement figure)
        {
            _figure = figure;
            Picture = WithClass(figure, "scroll").Single().Elements().Single();
            XElement[] ticks = [.. WithClass(Picture, "ticks").Single().Elements()];
            XTicks = [.. Ticks(ticks, "middle", "x")];
            YTicks = [.. Ticks(ticks, "end", "y").Select(tick => (tick.Value, tick.Place - (0.36 * 13)))];
            double[] axis = Numbers(WithClass(Picture, "axis").Single().Elements().First().Attribute("d")!.Value);
            (Left, Top, Bottom, Right) = (axis[0], axis[1], axis[2], axis[3]);
        }

        public XElement Picture { get; }

        /// <summary>The values that the axes name, with their places in the picture.</summary>
        public IReadOnlyList<(double Value, double Place)> XTicks { get; }

        public IReadOnlyList<(double Value, double Place)> YTicks { get; }

        public double Left { get; }

        public double Top { get; }

        public double Right { get; }

        public double Bottom { get; }

        /// <summary>The names in the legend.</summary>
        public IReadOnlyList<string> Legend => [.. _figure.Descendants("li").Select(item => item.Value.Trim())];

        /// <summary>The groups of the series, in drawing order.</summary>
        public IReadOnlyList<XElement> Series =>
            [.. Picture.Elements(Svg + "g").Where(g => Regex.IsMatch((string)g.Attribute("class")!, "^(s[0-9]|front)$"))];

        /// <summary>The texts beside points.</summary>
        public IReadOnlyList<string> Labels =>
            [.. WithClass(Picture, "labels").SelectMany(group => group.Elements(Svg + "text")).Select(text => text.Value)];

        /// <summary>The places of the marks of a series.</summary>
        public static IReadOnlyList<(double X, double Y)> Marks(XElement series) =>
            [.. WithClass(series, "mark").Select(mark => Numbers(mark.Attribute("d")!.Value)).Select(n => (n[0], n[1]))];

        /// <summary>The texts of the marks of a series.</summary>
        public static IReadOnlyList<string> Titles(XElement series) =>
            [.. WithClass(series, "mark").Select(mark => mark.Element(Svg + "title")!.Value)];

        private static IEnumerable<(double Value, double Place)> Ticks(XElement[] ticks, string anchor, string axis) =>
            ticks.Where(tick => (string?)tick.Attribute("text-anchor") == anchor).Select(tick =>
                (double.Parse(tick.Value, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture),
                    double.Parse(tick.Attribute(axis)!.Value, CultureInfo.InvariantCulture)));
    }
}
