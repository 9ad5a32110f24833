using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using BhTsne.Plotting.Colors;

namespace BhTsne.Plotting.Html;

/// <summary>All of the page's data that is no bulk of numbers, as JSON that is safe inside a script element.</summary>
internal static class Facts
{
    /// <summary>Escapes what could end a script element (less-than) or an attribute, and leaves the letters of all languages.</summary>
    private static readonly JsonWriterOptions Safe = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes the object.</summary>
    /// <param name="plot">What the page shows.</param>
    /// <param name="blocks">Takes the bulk of the data, in the order in which the page needs it.</param>
    public static string Json(Plot plot, DataBlocks blocks)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text, Safe))
        {
            json.WriteStartObject();
            json.WriteString("title", plot.Title);
            json.WriteString("subtitle", plot.Subtitle);
            json.WriteNumber("points", plot.Embedding.Points);
            json.WriteNumber("dimensions", plot.Embedding.Dimensions);
            json.WriteString("reference", plot.ReferenceLine);
            MapFacts.Write(json, blocks, plot);
            ColumnFacts.Write(json, blocks, plot.Columns);
            WriteColorScale(json);
            if (plot.Options.PointNames is { } names)
            {
                json.WriteNumber("ids", blocks.Add(() => BlockBytes.Texts(names)));
            }

            WriteDetails(json, blocks, plot);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <summary>What the page shows of single points.</summary>
    private static void WriteDetails(Utf8JsonWriter json, DataBlocks blocks, Plot plot)
    {
        Embedding map = plot.Embedding;
        if (plot.Options.Neighbors is { } neighbors)
        {
            json.WriteStartObject("neighbors");
            json.WriteNumber("perPoint", neighbors.PerPoint);
            json.WriteNumber("block", blocks.Add(
                () => NeighborBytes.Of(neighbors, CurveOrder.Of(MapGrid.Places(map), map.Dimensions))));
            json.WriteEndObject();
        }

        if (plot.Options.Images is { } images)
        {
            ImageBlocks.Write(json, blocks, images);
        }
    }

    private static void WriteColorScale(Utf8JsonWriter json)
    {
        json.WriteStartArray("stops");
        foreach (Rgb stop in Viridis.Stops)
        {
            json.WriteStringValue(stop.Hex);
        }

        json.WriteEndArray();
        json.WriteString("missingColor", Palette.Missing.Hex);
        ColumnFacts.WriteColor(json, Palette.Single);
    }
}
