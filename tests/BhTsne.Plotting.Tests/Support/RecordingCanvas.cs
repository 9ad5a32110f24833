using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Labels;
using BhTsne.Plotting.Pictures;

namespace BhTsne.Plotting.Tests.Support;

/// <summary>What a picture is made of, whatever it is drawn on.</summary>
internal sealed class RecordingCanvas : ICanvas
{
    private readonly Stack<string> _parts = [];

    public List<(string Part, Box Box)> Rectangles { get; } = [];

    public List<(string Part, double X, double Y, string Text, TextStyle Style)> Texts { get; } = [];

    public List<(string Part, (double X, double Y) From, (double X, double Y) To)> Lines { get; } = [];

    public List<Box> Bars { get; } = [];

    /// <summary>The frame of the map.</summary>
    public Box Map => Rectangles[1].Box;

    /// <summary>The rectangles of the names on the map: from a little above a capital to a little below a descender.</summary>
    public (string Text, Box Box)[] Names =>
        [.. Texts.Where(text => text.Part == "names").Select(text => (text.Text, BoxOf(text.X, text.Y, text.Text, text.Style)))];

    /// <summary>The lines from names to their places.</summary>
    public ((double X, double Y) From, (double X, double Y) To)[] Leaders =>
        [.. Lines.Where(line => line.Part == "names").Select(line => (line.From, line.To)).Distinct()];

    /// <summary>What the picture says of names that are not on the map.</summary>
    public string Note => Texts.SingleOrDefault(text => text.Style.Id == "names-note").Text ?? "";

    public static RecordingCanvas Of(Embedding map, IReadOnlyList<string>? labels, PlotOptions? options = null, bool mayGrow = false)
    {
        RecordingCanvas canvas = new();
        Sheet.Of(Plot.Create(map, labels, options), mayGrow).Draw(canvas);
        return canvas;
    }

    public void Open(string name, string title = "") => _parts.Push(name);

    public void Close() => _parts.Pop();

    public void Rectangle(Box box, double radius, Rgb fill, Rgb? edge = null) => Rectangles.Add((Part, box));

    public void Disc(double x, double y, double radius, Rgb fill)
    {
    }

    public void Line(double x1, double y1, double x2, double y2, double width, Rgb color) => Lines.Add((Part, (x1, y1), (x2, y2)));

    public void Bar(Box box, double radius, IReadOnlyList<Rgb> colors) => Bars.Add(box);

    public void Text(double x, double y, string text, TextStyle style) => Texts.Add((Part, x, y, text, style));

    public void Points(Scene scene, Box map, PointLayer layer)
    {
    }

    private string Part => _parts.FirstOrDefault(name => name.Length > 0, "");

    private static Box BoxOf(double x, double y, string text, TextStyle style)
    {
        double width = PlainText.Width(text, style.IsBold) * style.Size;
        double left = x - (width * style.Anchor switch { TextAnchor.Middle => 0.5, TextAnchor.End => 1, _ => 0 });
        return new Box(left, y - (0.8 * style.Size), width, 1.05 * style.Size);
    }
}
