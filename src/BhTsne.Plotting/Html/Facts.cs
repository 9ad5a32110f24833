using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Labels;
using BhTsne.Plotting.Scores;

namespace BhTsne.Plotting.Html;

/// <summary>All of the page's data that is no bulk of numbers, as JSON that is safe inside a script element.</summary>
internal static class Facts
{
    /// <summary>Escapes what could end a script element (less-than) or an attribute, and leaves the letters of all languages.</summary>
    private static readonly JsonWriterOptions Safe = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes the object.</summary>
    /// <param name="plot">What the page shows.</param>
    /// <param name="frames">The frames of an animation, null for a single map.</param>
    public static string Json(Plot plot, IReadOnlyList<MapFrame>? frames)
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
            WriteFrames(json, frames);
            WriteColors(json, plot.Coloring);
            WriteScores(json, plot.Scores);
            WriteColorScale(json);
            WriteTexts(json, "labels", plot.Coloring.Names);
            WriteTexts(json, "names", plot.Options.PointNames);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void WriteFrames(Utf8JsonWriter json, IReadOnlyList<MapFrame>? frames)
    {
        if (frames is null)
        {
            return;
        }

        json.WriteStartArray("frames");
        foreach (MapFrame frame in frames)
        {
            json.WriteStartObject();
            json.WriteNumber("iteration", frame.Iteration);
            if (frame.KlDivergence is { } cost)
            {
                json.WriteNumber("kl", cost);
            }

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

    private static void WriteColors(Utf8JsonWriter json, Coloring coloring)
    {
        if (coloring.Scale is { } scale)
        {
            json.WriteString("kind", "numbers");
            json.WriteNumber("minimum", scale.Minimum);
            json.WriteNumber("maximum", scale.Maximum);
            json.WriteNumber("missing", scale.Missing);
            return;
        }

        json.WriteString("kind", coloring.Categories.Count > 0 ? "categories" : "single");
        json.WriteStartArray("categories");
        for (int code = 0; code < coloring.Categories.Count; code++)
        {
            json.WriteStartObject();
            json.WriteString("name", coloring.Categories[code].Name);
            json.WriteNumber("count", coloring.Categories[code].Count);
            WriteColor(json, coloring.Swatches[code]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (coloring.Categories.Count == 0)
        {
            WriteColor(json, coloring.Swatches[0]);
        }
    }

    private static void WriteScores(Utf8JsonWriter json, ScoreList scores)
    {
        json.WriteStartArray("scores");
        foreach (Score score in scores.All)
        {
            json.WriteStartObject();
            json.WriteString("name", score.Name);
            json.WriteString("description", score.Description);
            json.WriteBoolean("logarithmic", score.Scale.IsLogarithmic);
            if (score.Scale.Missing < score.Values.Length)
            {
                json.WriteNumber("minimum", score.Scale.Minimum);
                json.WriteNumber("maximum", score.Scale.Maximum);
            }

            json.WriteNumber("below", score.Scale.Below);
            json.WriteNumber("above", score.Scale.Above);
            json.WriteNumber("missing", score.Scale.Missing);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("colorBy", scores.Chosen);
    }

    private static void WriteColorScale(Utf8JsonWriter json)
    {
        WriteTexts(json, "stops", [.. Viridis.Stops.Select(stop => stop.Hex)]);
        json.WriteString("missingColor", Palette.Missing.Hex);
    }

    private static void WriteColor(Utf8JsonWriter json, Rgb color)
    {
        json.WriteString("color", color.Hex);
        json.WriteString("onDark", Palette.OnDark(color).Hex);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(PlainText.Clean(text));
        }

        json.WriteEndArray();
    }
}
