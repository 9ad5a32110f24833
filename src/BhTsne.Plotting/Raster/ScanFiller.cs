namespace BhTsne.Plotting.Raster;

/// <summary>
/// Finds how much of each pixel lies inside of an outline, row by row: the exact area, for contours that do not cross one another within
/// the pixel.
/// </summary>
internal static class ScanFiller
{
    /// <summary>Receives the covered share, 0 to 1, of pixels that follow one another in a row.</summary>
    public delegate void Row(int y, int x, ReadOnlySpan<float> coverage);

    /// <summary>Fills an outline.</summary>
    /// <param name="outline">The outline.</param>
    /// <param name="width">The width of the image; what is outside is left out.</param>
    /// <param name="height">The height of the image.</param>
    /// <param name="receive">Receives the rows in order.</param>
    public static void Fill(Outline outline, int width, int height, Row receive)
    {
        if (outline.Edges.Count == 0)
        {
            return;
        }

        Edge[] edges = [.. outline.Edges.OrderBy(edge => edge.Y1)];
        int left = Clamp(Math.Floor(edges.Min(edge => Math.Min(edge.X1, edge.X2))), width);
        int right = Clamp(Math.Ceiling(edges.Max(edge => Math.Max(edge.X1, edge.X2))), width);
        int top = Clamp(Math.Floor(edges[0].Y1), height);
        int bottom = Clamp(Math.Ceiling(edges.Max(edge => edge.Y2)), height);
        if (right <= left)
        {
            return;
        }

        // The differences of the coverage from pixel to pixel, which are summed up.
        double[] changes = new double[right - left + 2];
        float[] coverage = new float[right - left];
        List<Edge> active = [];
        int next = 0;
        for (int y = top; y < bottom; y++)
        {
            for (; next < edges.Length && edges[next].Y1 < y + 1; next++)
            {
                active.Add(edges[next]);
            }

            active.RemoveAll(edge => edge.Y2 <= y);
            Array.Clear(changes);
            foreach (Edge edge in active)
            {
                AddEdge(edge, y, left, right, changes);
            }

            double sum = 0;
            for (int x = 0; x < coverage.Length; x++)
            {
                sum += changes[x];
                coverage[x] = (float)Math.Min(Math.Abs(sum), 1);
            }

            receive(y, left, coverage);
        }
    }

    private static void AddEdge(Edge edge, int y, int left, int right, double[] changes)
    {
        double upper = Math.Max(edge.Y1, y);
        double lower = Math.Min(edge.Y2, y + 1);
        double slope = (edge.X2 - edge.X1) / (edge.Y2 - edge.Y1);
        double a = edge.X1 + (slope * (upper - edge.Y1)) - left;
        double b = edge.X1 + (slope * (lower - edge.Y1)) - left;
        double height = edge.Winding * (lower - upper);
        if (a > b)
        {
            (a, b) = (b, a);
        }

        // All to the right of the piece is inside: of what is left of the image, all pixels.
        double perPixel = b > a ? height / (b - a) : 0;
        if (a < 0)
        {
            changes[0] += b > 0 ? perPixel * -a : height;
        }

        int end = right - left;
        if ((a < 0 && b <= 0) || a >= end)
        {
            return;
        }

        int first = (int)Math.Max(a, 0);
        int last = Math.Min((int)b, end - 1);
        for (int x = first; x <= last; x++)
        {
            double from = Math.Max(a, x);
            double to = Math.Min(b, x + 1);
            double part = b > a ? perPixel * (to - from) : height;
            double share = part * (1 - (((from + to) / 2) - x));
            changes[x] += share;
            changes[x + 1] += part - share;
        }
    }

    private static int Clamp(double value, int size) => (int)Math.Clamp(value, 0, size);
}
