using System.Text.Json;

namespace BhTsne.Plotting.Html;

/// <summary>
/// Images as facts of the page and as blocks of some hundred images each, so that a page reads only those that are looked at.
/// </summary>
internal static class ImageBlocks
{
    private const int BytesPerBlock = 1 << 19;

    /// <summary>Writes the member of the object of facts.</summary>
    public static void Write(Utf8JsonWriter json, DataBlocks blocks, PointImages images)
    {
        int each = images.Height * images.Width * images.Channels;
        int perBlock = Math.Max(1, BytesPerBlock / each);
        json.WriteStartObject("images");
        json.WriteNumber("height", images.Height);
        json.WriteNumber("width", images.Width);
        json.WriteNumber("channels", images.Channels);
        json.WriteNumber("perBlock", perBlock);
        json.WriteStartArray("blocks");
        for (int first = 0; first < images.Points; first += perBlock)
        {
            ReadOnlyMemory<byte> pixels = images.Pixels.Slice(first * each, Math.Min(perBlock, images.Points - first) * each);
            json.WriteNumberValue(blocks.Add(() => pixels.ToArray()));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
