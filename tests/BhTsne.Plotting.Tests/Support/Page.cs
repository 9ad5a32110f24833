using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BhTsne.Plotting.Tests.Support;

/// <summary>An HTML page read back, by other means than the page's own.</summary>
internal sealed class Page
{
    public Page(Embedding embedding, IReadOnlyList<string>? labels = null, PlotOptions? options = null)
    {
        using MemoryStream output = new();
        HtmlPlot.Write(output, embedding, labels, options);
        Bytes = output.ToArray();
        Text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes);
    }

    public Page(IReadOnlyList<MapFrame> frames, IReadOnlyList<string>? labels = null, PlotOptions? options = null)
    {
        using MemoryStream output = new();
        HtmlAnimation.Write(output, frames, labels, options);
        Bytes = output.ToArray();
        Text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes);
    }

    public byte[] Bytes { get; }

    public string Text { get; }

    public JsonElement Facts => JsonDocument.Parse(Block("facts")).RootElement;

    public IReadOnlyList<float> Coordinates => Floats(Block("coordinates"));

    public IReadOnlyList<float> Reference => Floats(Block("reference"));

    /// <summary>The places of the points on the grid of each frame.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Grids => [.. Block("coordinates").Split('\n').Select(Shorts)];

    public IReadOnlyList<float> Values => Floats(Block("codes"));

    /// <summary>The values of each score.</summary>
    public IReadOnlyList<IReadOnlyList<float>> Scores => [.. Block("scores").Split('\n').Select(Floats)];

    public IReadOnlyList<int> Codes => Shorts(Block("codes"));

    /// <summary>The page with the content of its data and its title cut out, up to where a parser sees their ends.</summary>
    public string Skeleton => Regex.Replace(
        Regex.Replace(Text, "(?s)<title>.*?</title", "<title></title"),
        "(?s)(<script type=\"[^\"]*\" id=\"[a-z]+\">).*?</script", "$1</script");

    /// <summary>The text of a script element, as an HTML parser delimits it.</summary>
    public string Block(string id)
    {
        int start = Text.IndexOf($" id=\"{id}\">", StringComparison.Ordinal);
        start = Text.IndexOf('>', start) + 1;
        return Text[start..Text.IndexOf("</script", start, StringComparison.OrdinalIgnoreCase)];
    }

    private static int[] Shorts(string base64)
    {
        byte[] bytes = Convert.FromBase64String(base64);
        return [.. Enumerable.Range(0, bytes.Length / 2).Select(i => (int)BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * i)))];
    }

    private static float[] Floats(string base64)
    {
        byte[] bytes = Convert.FromBase64String(base64);
        return [.. Enumerable.Range(0, bytes.Length / 4).Select(i => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * i)))];
    }
}
