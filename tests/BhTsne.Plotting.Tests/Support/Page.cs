using System.Buffers.Binary;
using System.IO.Compression;
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
        HtmlPlot.Write(output, frames, labels, options);
        Bytes = output.ToArray();
        Text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes);
    }

    public byte[] Bytes { get; }

    public string Text { get; }

    public JsonElement Facts => JsonDocument.Parse(Block("facts")).RootElement;

    public IReadOnlyList<float> Coordinates =>
        Floats(Facts.GetProperty("maps")[0].GetProperty("block"), Facts.GetProperty("dimensions").GetInt32());

    public IReadOnlyList<float> Reference => Floats(Facts.GetProperty("referenceCoordinates"), Facts.GetProperty("dimensions").GetInt32());

    /// <summary>The places of the points on the grid of each map.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Grids => [.. Facts.GetProperty("maps").EnumerateArray()
        .Select(frame => Shorts(frame.GetProperty("block"), Facts.GetProperty("dimensions").GetInt32()))];

    public IReadOnlyList<JsonElement> Columns => [.. Facts.GetProperty("columns").EnumerateArray()];

    /// <summary>The numbers of the first column.</summary>
    public IReadOnlyList<float> Values => NumbersOf(0);

    /// <summary>The categories of the first column.</summary>
    public IReadOnlyList<int> Codes => Shorts(Columns[0].GetProperty("block"), 1);

    /// <summary>The names of the points.</summary>
    public IReadOnlyList<string> Ids => Texts(Facts.GetProperty("ids"));

    public IReadOnlyList<float> NumbersOf(int column) => Floats(Columns[column].GetProperty("block"), 1);

    public IReadOnlyList<string> TextsOf(int column) => Texts(Columns[column].GetProperty("block"));

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

    /// <summary>The bytes of a block of data: base64 of a deflated stream.</summary>
    public byte[] Data(JsonElement number)
    {
        byte[] compressed = Convert.FromBase64String(Block("blocks").Split('\n')[number.GetInt32()]);
        using DeflateStream inflate = new(new MemoryStream(compressed), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        inflate.CopyTo(bytes);
        return bytes.ToArray();
    }

    private string[] Texts(JsonElement number) => Encoding.UTF8.GetString(Data(number)).Split('\n');

    /// <summary>Values of two bytes, whose records of so many values are stored byte by byte.</summary>
    private int[] Shorts(JsonElement number, int perRecord)
    {
        byte[] planes = Data(number);
        int records = planes.Length / (2 * perRecord);
        int At(int record, int plane) => planes[(plane * records) + record];
        return [.. Enumerable.Range(0, records * perRecord)
            .Select(i => At(i / perRecord, 2 * (i % perRecord)) + (256 * At(i / perRecord, (2 * (i % perRecord)) + 1)))];
    }

    /// <summary>Values of four bytes, stored in the same way.</summary>
    private float[] Floats(JsonElement number, int perRecord)
    {
        byte[] planes = Data(number);
        int records = planes.Length / (4 * perRecord);
        return [.. Enumerable.Range(0, records * perRecord).Select(i =>
        {
            byte[] bytes = [.. Enumerable.Range(0, 4).Select(b => planes[((((i % perRecord) * 4) + b) * records) + (i / perRecord)])];
            return BinaryPrimitives.ReadSingleLittleEndian(bytes);
        })];
    }
}
