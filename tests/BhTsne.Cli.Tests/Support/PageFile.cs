using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace BhTsne.Cli.Tests.Support;

/// <summary>The data of a page that the tool wrote, read by other means than the page's own.</summary>
internal static class PageFile
{
    /// <summary>The facts of a page.</summary>
    public static JsonElement Facts(string page) => JsonDocument.Parse(Element(page, "facts")).RootElement;

    /// <summary>The bytes of a block of data: base64 of a deflated stream.</summary>
    public static byte[] Block(string page, JsonElement number)
    {
        byte[] compressed = Convert.FromBase64String(Element(page, "blocks").Split('\n')[number.GetInt32()]);
        using DeflateStream inflate = new(new MemoryStream(compressed), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        inflate.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The texts in a block of data.</summary>
    public static string[] Texts(string page, JsonElement number) => Encoding.UTF8.GetString(Block(page, number)).Split('\n');

    /// <summary>The names of the points.</summary>
    public static string[] Ids(string page) => Texts(page, Facts(page).GetProperty("ids"));

    private static string Element(string page, string id)
    {
        string text = File.ReadAllText(page);
        int start = text.IndexOf('>', text.IndexOf($" id=\"{id}\">", StringComparison.Ordinal)) + 1;
        return text[start..text.IndexOf("</script", start, StringComparison.Ordinal)];
    }
}
