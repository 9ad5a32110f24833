using System.Text.Json;
using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Columns;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Html;

/// <summary>The columns as facts of the page, and their values as blocks.</summary>
internal static class ColumnFacts
{
    /// <summary>Writes the members of the object of facts that are about columns.</summary>
    public static void Write(Utf8JsonWriter json, DataBlocks blocks, ColumnList columns)
    {
        json.WriteStartArray("columns");
        foreach (Column column in columns.All)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("description", column.Description);
            json.WriteNumber("block", WriteKind(json, blocks, column));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("labels", columns.HasLabels);
        if (columns.IsDensity)
        {
            json.WriteString("colorBy", ColumnList.Density);
        }
        else
        {
            json.WriteNumber("colorBy", columns.Chosen);
        }
    }

    /// <summary>Writes a colour for a light and one for a dark ground.</summary>
    public static void WriteColor(Utf8JsonWriter json, Rgb color)
    {
        json.WriteString("color", color.Hex);
        json.WriteString("onDark", Palette.OnDark(color).Hex);
    }

    private static int WriteKind(Utf8JsonWriter json, DataBlocks blocks, Column column)
    {
        if (column.Scale is { } scale)
        {
            json.WriteString("kind", "numbers");
            WriteScale(json, scale, column.Numbers?.Length ?? scale.Values.Length);
            return blocks.Add(() => BlockBytes.Floats(
                column.Numbers is { } numbers ? numbers.Span : Array.ConvertAll(scale.Values, value => (float)value)));
        }

        Coloring coloring = column.Coloring;
        if (coloring.Categories.Count > 0)
        {
            json.WriteString("kind", "categories");
            WriteCategories(json, coloring);
            return blocks.Add(() => BlockBytes.Shorts(coloring.Codes));
        }

        json.WriteString("kind", "texts");
        return blocks.Add(() => BlockBytes.Texts(coloring.Names!));
    }

    private static void WriteScale(Utf8JsonWriter json, NumberScale scale, int points)
    {
        json.WriteBoolean("logarithmic", scale.IsLogarithmic);
        if (scale.Missing < points)
        {
            json.WriteNumber("minimum", scale.Minimum);
            json.WriteNumber("maximum", scale.Maximum);
        }

        json.WriteNumber("below", scale.Below);
        json.WriteNumber("above", scale.Above);
        json.WriteNumber("missing", scale.Missing);
    }

    private static void WriteCategories(Utf8JsonWriter json, Coloring coloring)
    {
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
    }
}
