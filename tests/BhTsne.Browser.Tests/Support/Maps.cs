using BhTsne.Plotting;

namespace BhTsne.Browser.Tests.Support;

/// <summary>Pages of maps for tests.</summary>
internal static class Maps
{
    /// <summary>The page of a map.</summary>
    public static byte[] Page(Embedding map, IReadOnlyList<string>? labels = null, PlotOptions? options = null)
    {
        using MemoryStream output = new();
        HtmlPlot.Write(output, map, labels, options);
        return output.ToArray();
    }

    /// <summary>The page of several maps.</summary>
    public static byte[] Page(IReadOnlyList<MapFrame> maps, IReadOnlyList<string>? labels = null, PlotOptions? options = null)
    {
        using MemoryStream output = new();
        HtmlPlot.Write(output, maps, labels, options);
        return output.ToArray();
    }

    /// <summary>A map of a few points that lie far from one another, in a box that is no square.</summary>
    public static Embedding Apart(int points, int dimensions)
    {
        float[] values = new float[points * dimensions];
        for (int i = 0; i < values.Length; i++)
        {
            // Additive recurrences of irrational steps fill a box evenly.
            (int point, int axis) = (i / dimensions, i % dimensions);
            double step = axis switch { 0 => 0.754877666, 1 => 0.569840291, _ => 0.412453 };
            values[i] = (float)((axis == 1 ? 30 : 50) * ((0.5 + (step * point)) % 1 - 0.3));
        }

        return new Embedding(values, dimensions);
    }
}
