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
    /// <param name="frames">The frames of an animation, null for a single map.</param>
    /// <param name="blocks">Takes the bulk of the data, in the order in which the page needs it.</param>
    public static string Json(Plot plot, IReadOnlyList<MapFrame>? frames, DataBlocks blocks)
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
            WritePlaces(json, blocks, plot, frames);
            ColumnFacts.Write(json, blocks, plot.Columns);
            WriteColorScale(json);
            if (plot.Options.PointNames is { } names)
            {
                json.WriteNumber("ids", blocks.Add(() => BlockBytes.Texts(names)));
            }

            WriteDetails(json, blocks, plot, frames?[^1].Embedding ?? plot.Embedding);

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void WritePlaces(Utf8JsonWriter json, DataBlocks blocks, Plot plot, IReadOnlyList<MapFrame>? frames)
    {
        if (frames is not null)
        {
            WriteFrames(json, blocks, frames);
            return;
        }

        Embedding map = plot.Embedding;
        json.WriteNumber("coordinates", blocks.Add(() => BlockBytes.Floats(map.Values, map.Dimensions)));
        if (plot.Reference is { } reference)
        {
            json.WriteNumber("referencePoints", reference.Points);
            json.WriteNumber("referenceCoordinates", blocks.Add(() => BlockBytes.Floats(reference.Values, reference.Dimensions)));
        }
    }

    private static void WriteFrames(Utf8JsonWriter json, DataBlocks blocks, IReadOnlyList<MapFrame> frames)
    {
        json.WriteStartArray("frames");
        foreach (MapFrame frame in frames)
        {
            json.WriteStartObject();
            json.WriteNumber("iteration", frame.Iteration);
            if (frame.KlDivergence is { } cost)
            {
                json.WriteNumber("kl", cost);
            }

            Embedding map = frame.Embedding;
            json.WriteNumber("block", blocks.Add(() => BlockBytes.Shorts(FrameGrid.Places(map), map.Dimensions)));
            json.WriteStartArray("box");
            foreach ((double low, double high) in FrameGrid.Box(frame.Embedding))
            {
                json.WriteStartArray();
                json.WriteNumberValue(low);
                json.WriteNumberValue(high);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What the page shows of single points.</summary>
    private static void WriteDetails(Utf8JsonWriter json, DataBlocks blocks, Plot plot, Embedding map)
    {
        if (plot.Options.Neighbors is { } neighbors)
        {
            json.WriteStartObject("neighbors");
            json.WriteNumber("perPoint", neighbors.PerPoint);
            json.WriteNumber("block", blocks.Add(
                () => NeighborBytes.Of(neighbors, CurveOrder.Of(FrameGrid.Places(map), map.Dimensions))));
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
