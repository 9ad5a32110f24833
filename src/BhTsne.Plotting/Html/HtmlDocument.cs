using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Html;

/// <summary>
/// The page: a template whose places take the style, the scripts and blocks of data: "facts" (JSON), "coordinates" (float32, row after
/// row; of an animation uint16, a line for each frame), "reference" (float32 coordinates of the reference map), "codes" (the category of
/// each point as uint16, or its value as float32) and "scores" (float32, a line for each score), all but the first little-endian in base64.
/// The scripts that read them are in the folder Page.
/// </summary>
internal static class HtmlDocument
{
    private static readonly string[] Functions =
    [
        "polygon.js", "sets.js", "ranges.js", "histogram.js", "csv.js", "words.js", "composition.js", "wording.js", "regions.js", "fragment.js",
        "listeners.js", "pieces.js",
    ];

    private static readonly string[] Shared =
    [
        "columns.js", "texts.js", "findings.js", "camera.js", "webgl.js", "canvas.js", "sources.js", "filter.js", "selection.js", "names.js",
        "overlay.js", "rows.js", "legend.js", "say.js", "scene.js", "theme.js", "emphasis.js", "selecting.js", "drawing.js", "pick.js",
        "tooltip.js", "lasso.js", "pointer.js", "cross.js", "walk.js", "keys.js", "search.js", "goto.js", "compositionview.js",
        "selectionview.js", "filterview.js", "export.js", "picture.js", "help.js", "state.js", "linkedsets.js", "main.js",
    ];

    private static readonly string[] MapScripts = ["data.js", "place.js", .. Functions, .. Shared];
    private static readonly string[] AnimationScripts = ["data.js", "frames.js", .. Functions, .. Shared, "player.js"];

    /// <summary>Writes the page.</summary>
    /// <param name="output">Receives the document; left open.</param>
    /// <param name="plot">What the page shows.</param>
    /// <param name="frames">The frames of an animation, null for a single map.</param>
    public static void Write(Stream output, Plot plot, IReadOnlyList<MapFrame>? frames = null)
    {
        using StreamWriter writer = new(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        PageTemplate.Write(writer, "page.html", place => Fill(writer, place, plot, frames));
    }

    private static void Fill(StreamWriter writer, string place, Plot plot, IReadOnlyList<MapFrame>? frames)
    {
        switch (place)
        {
            case "title":
                writer.Write(WebUtility.HtmlEncode(plot.Title.Length > 0 ? plot.Title : "Embedding"));
                break;
            case "style":
                writer.Write(PageTemplate.Resource("page.css"));
                break;
            case "scripts":
                foreach (string script in frames is null ? MapScripts : AnimationScripts)
                {
                    writer.Write(PageTemplate.Resource(script));
                }

                break;
            case "player":
                writer.Write(frames is null ? "" : PageTemplate.Resource("player.html"));
                break;
            case "facts":
                writer.Write(Facts.Json(plot, frames));
                break;
            case "coordinates":
                WriteCoordinates(writer, plot, frames);
                break;
            case "reference":
                WriteBase64(writer, MemoryMarshal.AsBytes(LittleEndian(plot.Reference is null ? [] : plot.Reference.Values)));
                break;
            case "codes":
                WriteBase64(writer, Codes(plot.Coloring));
                break;
            case "scores":
                WriteLines(writer, plot.Scores.All, score => MemoryMarshal.AsBytes(LittleEndian(score.Values.Span)));
                break;
            default:
                throw new InvalidOperationException($"The page template has an unknown place: {place}.");
        }
    }

    private static void WriteCoordinates(StreamWriter writer, Plot plot, IReadOnlyList<MapFrame>? frames)
    {
        if (frames is null)
        {
            WriteBase64(writer, MemoryMarshal.AsBytes(LittleEndian(plot.Embedding.Values)));
            return;
        }

        WriteLines(writer, frames, frame => FrameGrid.Places(frame.Embedding));
    }

    private static void WriteLines<T>(StreamWriter writer, IReadOnlyList<T> blocks, Func<T, ReadOnlySpan<byte>> bytes)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            writer.Write(i > 0 ? "\n" : "");
            WriteBase64(writer, bytes(blocks[i]));
        }
    }

    private static ReadOnlySpan<byte> Codes(Coloring coloring)
    {
        if (coloring.Scale is { } scale)
        {
            return MemoryMarshal.AsBytes(LittleEndian(Array.ConvertAll(scale.Values, value => (float)value)));
        }

        if (coloring.Categories.Count == 0)
        {
            return [];
        }

        byte[] bytes = new byte[2 * coloring.Codes.Length];
        for (int i = 0; i < coloring.Codes.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), (ushort)coloring.Codes[i]);
        }

        return bytes;
    }

    private static ReadOnlySpan<uint> LittleEndian(ReadOnlySpan<float> values)
    {
        uint[] bits = MemoryMarshal.Cast<float, uint>(values).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }

        return bits;
    }

    private static void WriteBase64(StreamWriter writer, ReadOnlySpan<byte> bytes)
    {
        const int Chunk = 3 << 12; // Whole groups of three bytes: the chunks join without padding.
        Span<char> text = stackalloc char[4 << 12];
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> chunk = bytes[..Math.Min(Chunk, bytes.Length)];
            Convert.TryToBase64Chars(chunk, text, out int length);
            writer.Write(text[..length]);
            bytes = bytes[chunk.Length..];
        }
    }
}
