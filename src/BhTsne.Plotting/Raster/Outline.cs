using BhTsne.Plotting.Fonts;
using BhTsne.Plotting.Pictures;

namespace BhTsne.Plotting.Raster;

/// <summary>Closed contours of straight pieces, in pixels, y downward. The inside is where they wind around a place.</summary>
internal sealed class Outline
{
    /// <summary>Curves are drawn as pieces of about this length, in pixels.</summary>
    private const double Piece = 0.6;

    /// <summary>The pieces.</summary>
    public List<Edge> Edges { get; } = [];

    /// <summary>A disc.</summary>
    public static Outline Disc(double x, double y, double radius)
    {
        Outline outline = new();
        outline.AddRounded(new Box(x - radius, y - radius, 2 * radius, 2 * radius), radius, false);
        return outline;
    }

    /// <summary>A rectangle with round corners.</summary>
    public static Outline Rectangle(Box box, double radius)
    {
        Outline outline = new();
        outline.AddRounded(box, radius, false);
        return outline;
    }

    /// <summary>A line around a rectangle with round corners, half of its width on each side.</summary>
    public static Outline Frame(Box box, double radius, double width)
    {
        Outline outline = new();
        outline.AddRounded(box.Shrink(-width / 2), radius + (width / 2), false);
        outline.AddRounded(box.Shrink(width / 2), Math.Max(0, radius - (width / 2)), true);
        return outline;
    }

    /// <summary>A straight line.</summary>
    public static Outline Line(double x1, double y1, double x2, double y2, double width)
    {
        double length = double.Hypot(x2 - x1, y2 - y1);
        (double right, double down) = length > 0 ? ((x2 - x1) / length, (y2 - y1) / length) : (1, 0);
        (double acrossX, double acrossY) = (-down * width / 2, right * width / 2);
        Outline outline = new();
        outline.AddPolygon(
        [
            (x1 + acrossX, y1 + acrossY), (x2 + acrossX, y2 + acrossY), (x2 - acrossX, y2 - acrossY), (x1 - acrossX, y1 - acrossY),
        ]);
        return outline;
    }

    /// <summary>A line of text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">Where it begins, in pixels.</param>
    /// <param name="baseline">Where its letters stand, in pixels.</param>
    /// <param name="size">The font size, in pixels.</param>
    /// <param name="isBold">Whether letters are bold.</param>
    public static Outline Text(string text, double x, double baseline, double size, bool isBold)
    {
        Outline outline = new();
        List<GlyphPoint[]> contours = [];
        foreach (PlacedGlyph glyph in TextMeasure.Glyphs(text, isBold))
        {
            double left = x + (glyph.X * size);
            if (glyph.Font is null)
            {
                outline.AddHollowBox(left, baseline, glyph.Advance * size, size);
                continue;
            }

            contours.Clear();
            glyph.Font.AppendContours(glyph.Glyph, contours);
            foreach (GlyphPoint[] contour in contours)
            {
                outline.AddContour(contour, left, baseline, size);
            }
        }

        return outline;
    }

    /// <summary>What stands for a character that the fonts lack.</summary>
    private void AddHollowBox(double left, double baseline, double advance, double size)
    {
        Box box = new(left + (0.08 * size), baseline - (0.72 * size), Math.Max(advance - (0.16 * size), 0.1 * size), 0.72 * size);
        double line = Math.Min(0.07 * size, box.Width / 3);
        AddRounded(box, 0, false);
        AddRounded(new Box(box.X + line, box.Y + line, box.Width - (2 * line), box.Height - (2 * line)), 0, true);
    }

    /// <summary>A contour of a glyph. Between two points that the curve does not go through, it goes through their middle.</summary>
    private void AddContour(GlyphPoint[] contour, double left, double baseline, double size)
    {
        if (contour.Length < 2)
        {
            return;
        }

        GlyphPoint last = contour[^1];
        GlyphPoint start = last.IsOn ? last : contour[0].IsOn ? contour[0] : Middle(last, contour[0]);
        GlyphPoint at = start;
        GlyphPoint? bend = null;
        foreach (GlyphPoint point in contour)
        {
            if (point.IsOn)
            {
                Curve(at, bend, point);
                (at, bend) = (point, null);
            }
            else
            {
                if (bend is { } before)
                {
                    GlyphPoint middle = Middle(before, point);
                    Curve(at, before, middle);
                    at = middle;
                }

                bend = point;
            }
        }

        Curve(at, bend, start);

        void Curve(GlyphPoint from, GlyphPoint? over, GlyphPoint to)
        {
            if (over is not { } middle)
            {
                AddEdge(X(from.X), Y(from.Y), X(to.X), Y(to.Y));
                return;
            }

            double length = size * (double.Hypot(middle.X - from.X, middle.Y - from.Y) + double.Hypot(to.X - middle.X, to.Y - middle.Y));
            int pieces = Math.Clamp((int)Math.Ceiling(length / Piece), 2, 64);
            (double x, double y) = (X(from.X), Y(from.Y));
            for (int piece = 1; piece <= pieces; piece++)
            {
                double t = piece / (double)pieces;
                (double a, double b, double c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t);
                double nextX = X((a * from.X) + (b * middle.X) + (c * to.X));
                double nextY = Y((a * from.Y) + (b * middle.Y) + (c * to.Y));
                AddEdge(x, y, nextX, nextY);
                (x, y) = (nextX, nextY);
            }
        }

        double X(double x) => left + (x * size);
        double Y(double y) => baseline - (y * size);
    }

    private static GlyphPoint Middle(GlyphPoint a, GlyphPoint b) => new((a.X + b.X) / 2, (a.Y + b.Y) / 2, true);

    private void AddRounded(Box box, double radius, bool isHole)
    {
        radius = Math.Min(radius, Math.Min(box.Width, box.Height) / 2);
        int pieces = radius > 0 ? Math.Clamp((int)Math.Ceiling(radius * Math.PI / 2 / Piece), 4, 64) : 0;
        List<(double X, double Y)> places = [];
        for (int corner = 0; corner < 4; corner++)
        {
            double x = corner is 0 or 3 ? box.Right - radius : box.X + radius;
            double y = corner < 2 ? box.Bottom - radius : box.Y + radius;
            for (int piece = 0; piece <= pieces; piece++)
            {
                double angle = Math.PI / 2 * (corner + (pieces == 0 ? 0 : piece / (double)pieces));
                places.Add((x + (radius * Math.Cos(angle)), y + (radius * Math.Sin(angle))));
            }
        }

        if (isHole)
        {
            places.Reverse();
        }

        AddPolygon(places);
    }

    private void AddPolygon(List<(double X, double Y)> places)
    {
        for (int i = 0; i < places.Count; i++)
        {
            (double X, double Y) to = places[(i + 1) % places.Count];
            AddEdge(places[i].X, places[i].Y, to.X, to.Y);
        }
    }

    private void AddEdge(double x1, double y1, double x2, double y2)
    {
        if (y1 != y2)
        {
            Edges.Add(y1 < y2 ? new Edge(x1, y1, x2, y2, 1) : new Edge(x2, y2, x1, y1, -1));
        }
    }
}

/// <summary>A straight piece of a contour, from its upper to its lower end.</summary>
/// <param name="X1">Of the upper end.</param>
/// <param name="Y1">Of the upper end.</param>
/// <param name="X2">Of the lower end.</param>
/// <param name="Y2">Of the lower end.</param>
/// <param name="Winding">1 where the contour goes downward, otherwise -1.</param>
internal readonly record struct Edge(double X1, double Y1, double X2, double Y2, int Winding);
