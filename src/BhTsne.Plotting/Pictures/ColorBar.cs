using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Labels;
using BhTsne.Plotting.Scales;

namespace BhTsne.Plotting.Pictures;

/// <summary>
/// The key to a colour scale: an upright bar with round values beside it, the largest on top. Above it the title of the numbers, if they
/// have one; below it how many points lie outside of the scale or have no value.
/// </summary>
internal static class ColorBar
{
    private const double BarWidth = 16;
    private const double LongestTitle = 15;

    /// <summary>The width with the values.</summary>
    public static double Width(NumberScale scale, double font)
    {
        double values = scale.Ticks().Select(tick => PlainText.Width(NumberText.Of(tick))).DefaultIfEmpty().Max();
        double notes = Notes(scale).Select(note => 1.2 + PlainText.Width(note.Text)).DefaultIfEmpty().Max();
        double title = PlainText.Width(Title(scale), true);
        return Math.Max(BarWidth + 10 + (values * font), Math.Max(notes, title) * font);
    }

    /// <summary>Draws it, as the part "legend".</summary>
    public static void Draw(ICanvas canvas, NumberScale scale, Box box, double font, Theme theme)
    {
        (double left, double top, double height) = (box.X, box.Y, box.Height);
        canvas.Open("legend");
        if (scale.Title.Length > 0)
        {
            canvas.Open("", scale.Title);
            canvas.Text(left, top + font, Title(scale), new TextStyle(font, theme.Ink) { IsBold = true });
            canvas.Close();
            top += 2 * font;
            height -= 2 * font;
        }

        if (!double.IsNaN(scale.Minimum))
        {
            DrawBar(canvas, scale, new Box(left, top, BarWidth, height), font, theme);
            top += height + (1.3 * font);
        }

        DrawNotes(canvas, scale, left, top, font, theme);
        canvas.Close();
    }

    private static void DrawBar(ICanvas canvas, NumberScale scale, Box bar, double font, Theme theme)
    {
        canvas.Bar(bar, 3, Viridis.Stops);
        foreach (double tick in scale.Ticks())
        {
            double y = bar.Y + ((1 - scale.Position(tick)) * bar.Height);
            canvas.Line(bar.Right, y, bar.Right + 4, y, 1, theme.Soft);
            canvas.Text(bar.Right + 8, y + (font * 0.36), NumberText.Of(tick), new TextStyle(font, theme.Ink));
        }
    }

    private static void DrawNotes(ICanvas canvas, NumberScale scale, double left, double top, double font, Theme theme)
    {
        double y = top + (0.7 * font);
        foreach ((Rgb? color, string text) in Notes(scale))
        {
            if (color is not null)
            {
                canvas.Disc(left + (font * 0.4), y, font * 0.4, color.Value);
            }

            canvas.Text(left + (color is null ? 0 : font * 1.2), y + (font * 0.36), text, new TextStyle(font, theme.Ink));
            y += 1.5 * font;
        }
    }

    private static IEnumerable<(Rgb? Color, string Text)> Notes(NumberScale scale)
    {
        if (scale.Below + scale.Above > 0)
        {
            yield return (null, "1st to 99th percentile");
            yield return (Viridis.Stops[^1], $"above: {PlainText.Count(scale.Above)}");
            yield return (Viridis.Stops[0], $"below: {PlainText.Count(scale.Below)}");
        }

        if (scale.Missing > 0)
        {
            yield return (Palette.Missing, $"no value: {PlainText.Count(scale.Missing)}");
        }
    }

    private static string Title(NumberScale scale) => PlainText.Shorten(scale.Title, LongestTitle, true);
}
