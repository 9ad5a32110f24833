using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BhTsne.Plotting.Tests.Support;

/// <summary>An SVG read back: what a viewer would see of it.</summary>
internal sealed partial class Picture
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public Picture(Embedding embedding, IReadOnlyList<string>? labels = null, PlotOptions? options = null)
    {
        using MemoryStream output = new();
        SvgPlot.Write(output, embedding, labels, options);
        Bytes = output.ToArray();
        output.Position = 0;
        Document = XDocument.Load(output);
        Points = DrawnIn("points");
        Reference = DrawnIn("reference");
    }

    public byte[] Bytes { get; }

    public XDocument Document { get; }

    /// <summary>Places and colours of all drawn points, in drawing order.</summary>
    public IReadOnlyList<(double X, double Y, string Color)> Points { get; }

    /// <summary>Likewise of the points of a reference map.</summary>
    public IReadOnlyList<(double X, double Y, string Color)> Reference { get; }

    /// <summary>The legend: full name, count as written, colour.</summary>
    public IReadOnlyList<(string Name, string Count, string Color)> Legend =>
        [.. (Group("legend")?.Elements(Svg + "g") ?? []).Select(entry =>
            (entry.Element(Svg + "title")!.Value,
                entry.Elements(Svg + "text").Last().Value,
                entry.Element(Svg + "circle")!.Attribute("fill")!.Value))];

    /// <summary>The names on the map with their places.</summary>
    public IReadOnlyList<(string Name, double X, double Y)> Names =>
        [.. (Group("names")?.Elements(Svg + "text") ?? []).Select(text => (text.Value, Number(text, "x"), Number(text, "y")))];

    /// <summary>The frame of the map: left, top, right, bottom.</summary>
    public (double Left, double Top, double Right, double Bottom) Frame
    {
        get
        {
            XElement frame = Document.Root!.Elements(Svg + "rect").Single(rect => rect.Attribute("rx") is not null);
            (double x, double y) = (Number(frame, "x"), Number(frame, "y"));
            return (x, y, x + Number(frame, "width"), y + Number(frame, "height"));
        }
    }

    public XElement? Group(string id) => Document.Descendants(Svg + "g").SingleOrDefault(group => (string?)group.Attribute("id") == id);

    public static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private List<(double X, double Y, string Color)> DrawnIn(string group) =>
        [.. (Group(group)?.Descendants(Svg + "path") ?? []).Where(path => path.Attribute("id") is null)
            .SelectMany(path => Places(path).Select(place => (place.X, place.Y, path.Attribute("stroke")!.Value)))];

    private static (double X, double Y)[] Places(XElement path) =>
        [.. Stroke().Matches(path.Attribute("d")!.Value).Select(match =>
            (double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture),
                double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)))];

    [GeneratedRegex(@"M(-?\d+(?:\.\d)?) (-?\d+(?:\.\d)?)h0")]
    private static partial Regex Stroke();
}
