using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Png;

namespace BhTsne.Plotting.Raster;

/// <summary>A line around an outline: all places within a distance of its inside.</summary>
internal static class Halo
{
    /// <summary>Draws it, with the inside.</summary>
    /// <param name="image">Where to.</param>
    /// <param name="outline">The outline, in pixels of the image.</param>
    /// <param name="reach">The distance, in pixels.</param>
    /// <param name="color">The colour.</param>
    /// <param name="opacity">The opacity.</param>
    public static void Draw(PixelImage image, Outline outline, double reach, Rgb color, double opacity)
    {
        int pad = (int)Math.Ceiling(reach + 1);
        List<(int Y, int X, float[] Coverage)> rows = [];
        ScanFiller.Fill(outline, image.Width, image.Height, (y, x, coverage) => rows.Add((y, x, coverage.ToArray())));
        if (rows.Count == 0)
        {
            return;
        }

        (int Right, int Down, float Share)[] brush = Brush(reach, pad);
        int first = rows[0].X - pad;
        int top = rows[0].Y - pad;
        int width = rows[0].Coverage.Length + (2 * pad);
        float[][] halo = [.. Enumerable.Range(0, rows.Count + (2 * pad)).Select(_ => new float[width])];
        foreach ((int y, _, float[] coverage) in rows)
        {
            for (int x = 0; x < coverage.Length; x++)
            {
                float inside = coverage[x];
                if (inside > 0)
                {
                    foreach ((int right, int down, float share) in brush)
                    {
                        ref float value = ref halo[y - top + down][x + pad + right];
                        value = Math.Max(value, inside * share);
                    }
                }
            }
        }

        for (int row = 0; row < halo.Length; row++)
        {
            int start = Math.Max(0, -first);
            int end = Math.Min(width, image.Width - first);
            if (top + row >= 0 && top + row < image.Height && end > start)
            {
                image.Blend(top + row, first + start, halo[row].AsSpan(start..end), color, opacity);
            }
        }
    }

    /// <summary>A disc with a soft edge.</summary>
    private static (int Right, int Down, float Share)[] Brush(double reach, int pad)
    {
        List<(int, int, float)> brush = [];
        for (int down = -pad; down <= pad; down++)
        {
            for (int right = -pad; right <= pad; right++)
            {
                double share = Math.Clamp(reach + 0.5 - double.Hypot(right, down), 0, 1);
                if (share > 0)
                {
                    brush.Add((right, down, (float)share));
                }
            }
        }

        return [.. brush];
    }
}
