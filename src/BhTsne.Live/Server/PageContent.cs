using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using BhTsne.Plotting;
using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Html;
using BhTsne.Plotting.Labels;

namespace BhTsne.Live.Server;

/// <summary>What the page is made of, by name.</summary>
/// <param name="options">What it shows.</param>
internal sealed class PageContent(LiveMapOptions options)
{
    /// <summary>The name of the socket.</summary>
    public const string Socket = "socket";

    private static readonly JsonWriterOptions Safe = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly PagePart _page = PagePart.Of("text/html", Own("live.html"));
    private static readonly PagePart _style = PagePart.Of("text/css", Own("live.css"));
    private static readonly PagePart _script = PagePart.Of("text/javascript", Script());
    private readonly Lock _lock = new();
    private Lazy<Coloring>? _coloring;
    private PagePart? _facts, _codes;
    private volatile PagePart? _final;

    /// <summary>Finds a part.</summary>
    /// <param name="name">The empty text for the page itself.</param>
    /// <param name="shape">N and d of the map; 0 before its first frame.</param>
    /// <returns>Null where there is none, or none yet.</returns>
    public PagePart? Find(string name, (int Points, int Dimensions) shape) => name switch
    {
        "" => _page,
        "live.css" => _style,
        "live.js" => _script,
        "facts.json" when shape.Points > 0 => Facts(shape.Points, shape.Dimensions),
        "codes.bin" when shape.Points > 0 => Codes(shape.Points),
        "map.html" => _final,
        _ => null,
    };

    /// <summary>Throws unless there is a label and a name for each point, where there are labels and names.</summary>
    public void RequireCounts(int points)
    {
        (IReadOnlyList<string>? Texts, string What)[] all = [(options.Labels, "labels"), (options.Plot.PointNames, "point names")];
        foreach ((IReadOnlyList<string>? texts, string what) in all)
        {
            if (texts is not null && texts.Count != points)
            {
                throw new ArgumentException($"The live map was opened with {texts.Count} {what}, and there are {points} points.");
            }
        }
    }

    /// <summary>The finished map.</summary>
    /// <param name="write">Writes its page.</param>
    public void SetFinal(Action<Stream> write) =>
        _final = new PagePart(
            "text/html; charset=utf-8",
            new Lazy<byte[]>(() =>
            {
                using MemoryStream bytes = new();
                write(bytes);
                return bytes.ToArray();
            }))
        {
            IsFinal = true,
        };

    private static string Script()
    {
        StringBuilder script = new("(() => {\n\"use strict\";\n");
        script.Append("function createView(facts, codes, canvases) {\n").Append(Own("layers.js"));
        foreach (string shared in HtmlDocument.Drawing)
        {
            script.Append(PageTemplate.Resource(shared));
        }

        script.Append(Own("view.js")).Append("}\n");
        foreach (string own in new[] { "chart.js", "legend-list.js", "frame.js", "live.js" })
        {
            script.Append(Own(own));
        }

        return script.Append("})();\n").ToString();
    }

    private static string Own(string name)
    {
        using Stream stream = typeof(PageContent).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private Lazy<Coloring> ColoringOf(int points)
    {
        lock (_lock)
        {
            return _coloring ??= new Lazy<Coloring>(() => Coloring.Of(options.Labels, points, options.Plot.LabelKind));
        }
    }

    /// <summary>The category or the step of the colour scale of each point, as uint16, in the order of drawing.</summary>
    private PagePart Codes(int points)
    {
        Lazy<Coloring> coloring = ColoringOf(points);
        lock (_lock)
        {
            return _codes ??= new PagePart("application/octet-stream", new Lazy<byte[]>(() =>
            {
                int[] codes = coloring.Value.Codes, order = DrawOrder.Mixed(points);
                byte[] bytes = new byte[2 * points];
                for (int k = 0; k < points; k++)
                {
                    System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * k), (ushort)codes[order[k]]);
                }

                return bytes;
            }));
        }
    }

    private PagePart Facts(int points, int dimensions)
    {
        Lazy<Coloring> coloring = ColoringOf(points);
        lock (_lock)
        {
            return _facts ??= new PagePart(
                "application/json; charset=utf-8", new Lazy<byte[]>(() => FactsJson(points, dimensions, coloring.Value)));
        }
    }

    private byte[] FactsJson(int points, int dimensions, Coloring coloring)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text, Safe))
        {
            json.WriteStartObject();
            json.WriteString("title", PlainText.Clean(options.Plot.Title));
            json.WriteString("subtitle", PlainText.Clean(options.Plot.Subtitle));
            json.WriteNumber("points", points);
            json.WriteNumber("dimensions", dimensions);
            json.WriteStartArray("swatches");
            foreach (Rgb color in coloring.Swatches)
            {
                json.WriteStartArray();
                json.WriteStringValue(color.Hex);
                json.WriteStringValue(coloring.Scale is null ? Palette.OnDark(color).Hex : color.Hex);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteStartArray("categories");
            foreach (Category category in coloring.Categories)
            {
                json.WriteStartObject();
                json.WriteString("name", category.Name);
                json.WriteNumber("count", category.Count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (coloring.Scale is { } scale)
            {
                json.WriteNumber("minimum", scale.Minimum);
                json.WriteNumber("maximum", scale.Maximum);
            }

            json.WriteEndObject();
        }

        return text.ToArray();
    }
}
