using System.Globalization;
using System.Text.Json;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Html;

/// <summary>
/// The maps of a page as facts: for each its title, the block of its coordinates and what they mean, the box to show, and where it is
/// turned to lie on the map before it, how, and the box to show then.
/// </summary>
internal static class MapFacts
{
    /// <summary>Writes the maps and the reference map.</summary>
    /// <param name="json">Inside the object of all facts.</param>
    /// <param name="blocks">Takes the coordinates.</param>
    /// <param name="plot">What the page shows.</param>
    public static void Write(Utf8JsonWriter json, DataBlocks blocks, Plot plot)
    {
        json.WriteNumber("shown", plot.Shown);
        json.WriteStartArray("maps");
        double[,]? turn = null;
        for (int m = 0; m < plot.Maps.Count; m++)
        {
            turn = Turn(plot, m, turn);
            json.WriteStartObject();
            json.WriteString("title", Title(plot.Maps[m], m));
            WriteSnapshot(json, plot.Maps[m]);
            WriteCoordinates(json, blocks, plot.Maps[m].Embedding, exact: plot.Maps.Count == 1);
            WriteView(json, plot, plot.Maps[m].Embedding, turn);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (plot.Reference is { } reference)
        {
            json.WriteNumber("referenceCoordinates", blocks.Add(() => BlockBytes.Floats(reference.Values, reference.Dimensions)));
        }
    }

    private static string Title(MapFrame map, int index)
    {
        string name = PlainText.Clean(map.Name);
        return name.Length > 0 ? name : map.Iteration is { } iteration
            ? string.Create(CultureInfo.InvariantCulture, $"Iteration {iteration:N0}")
            : string.Create(CultureInfo.InvariantCulture, $"Map {index + 1}");
    }

    /// <summary>The rotation of a map; null for one that is not turned.</summary>
    /// <param name="plot">Has the maps.</param>
    /// <param name="index">Of the map.</param>
    /// <param name="before">The rotation of the map before it.</param>
    private static double[,]? Turn(Plot plot, int index, double[,]? before)
    {
        bool turns = index > 0 && plot.Options.AlignMaps && plot.Reference is null && plot.Maps[index].Iteration is null;
        if (!turns)
        {
            return null;
        }

        Embedding map = plot.Maps[index].Embedding;
        return MapRotation.Find(map, plot.Maps[index - 1].Embedding, before ?? MapRotation.Identity(map.Dimensions));
    }

    private static void WriteSnapshot(Utf8JsonWriter json, MapFrame map)
    {
        if (map.Iteration is { } iteration)
        {
            json.WriteNumber("iteration", iteration);
        }

        if (map.KlDivergence is { } cost)
        {
            json.WriteNumber("kl", cost);
        }
    }

    private static void WriteCoordinates(Utf8JsonWriter json, DataBlocks blocks, Embedding map, bool exact)
    {
        if (exact)
        {
            json.WriteNumber("block", blocks.Add(() => BlockBytes.Floats(map.Values, map.Dimensions)));
            return;
        }

        json.WriteNumber("block", blocks.Add(() => BlockBytes.Shorts(MapGrid.Places(map), map.Dimensions)));
        WriteBox(json, "grid", MapGrid.Box(map));
    }

    private static void WriteView(Utf8JsonWriter json, Plot plot, Embedding map, double[,]? turn)
    {
        (double Low, double High)[] box = MapGrid.Box(map);
        if (plot.Reference is { } reference)
        {
            box = [.. box.Zip(MapGrid.Box(reference), (a, b) => (Math.Min(a.Low, b.Low), Math.Max(a.High, b.High)))];
        }

        WriteBox(json, "box", box);
        if (turn is not null)
        {
            WriteMatrix(json, turn);
            WriteBox(json, "turnedBox", MapGrid.Box(MapRotation.Apply(turn, map)));
        }
    }

    private static void WriteBox(Utf8JsonWriter json, string name, (double Low, double High)[] box)
    {
        json.WriteStartArray(name);
        foreach ((double low, double high) in box)
        {
            json.WriteStartArray();
            json.WriteNumberValue(low);
            json.WriteNumberValue(high);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteMatrix(Utf8JsonWriter json, double[,] rows)
    {
        json.WriteStartArray("turn");
        for (int a = 0; a < rows.GetLength(0); a++)
        {
            json.WriteStartArray();
            for (int b = 0; b < rows.GetLength(1); b++)
            {
                json.WriteNumberValue(rows[a, b]);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
