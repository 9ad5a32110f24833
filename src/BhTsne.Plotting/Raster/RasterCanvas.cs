using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Labels;
using BhTsne.Plotting.Pictures;
using BhTsne.Plotting.Png;

namespace BhTsne.Plotting.Raster;

/// <summary>A picture of pixels.</summary>
internal sealed class RasterCanvas : ICanvas
{
    private readonly PixelImage _image;

    /// <summary>Pixels of a unit.</summary>
    private readonly double _pixels;

    private RasterCanvas(PixelImage image, double pixels) => (_image, _pixels) = (image, pixels);

    /// <summary>Draws a picture and writes it as a PNG.</summary>
    public static void Write(Stream output, Sheet sheet, int width, int height)
    {
        PixelImage image = new(width, height, false);
        double scale = sheet.Plot.Options.Scale;
        sheet.Draw(new RasterCanvas(image, sheet.Unit * scale));
        PngFile.Write(output, image, scale);
    }

    /// <inheritdoc/>
    public void Open(string name, string title = "")
    {
        // Pixels have no parts.
    }

    /// <inheritdoc/>
    public void Close()
    {
    }

    /// <inheritdoc/>
    public void Rectangle(Box box, double radius, Rgb fill, Rgb? edge = null)
    {
        Box pixels = InPixels(box);
        Fill(Outline.Rectangle(pixels, radius * _pixels), fill);
        if (edge is { } color)
        {
            Fill(Outline.Frame(pixels, radius * _pixels, _pixels), color);
        }
    }

    /// <inheritdoc/>
    public void Disc(double x, double y, double radius, Rgb fill) =>
        Fill(Outline.Disc(x * _pixels, y * _pixels, radius * _pixels), fill);

    /// <inheritdoc/>
    public void Line(double x1, double y1, double x2, double y2, double width, Rgb color) =>
        Fill(Outline.Line(x1 * _pixels, y1 * _pixels, x2 * _pixels, y2 * _pixels, width * _pixels), color);

    /// <inheritdoc/>
    public void Bar(Box box, double radius, IReadOnlyList<Rgb> colors)
    {
        Box pixels = InPixels(box);
        ScanFiller.Fill(Outline.Rectangle(pixels, radius * _pixels), _image.Width, _image.Height, (y, x, coverage) =>
        {
            double place = Math.Clamp((pixels.Bottom - (y + 0.5)) / pixels.Height, 0, 1);
            _image.Blend(y, x, coverage, Rgb.Between(colors, place));
        });
    }

    /// <inheritdoc/>
    public void Text(double x, double y, string text, TextStyle style)
    {
        double size = style.Size * _pixels;
        double width = PlainText.Width(text, style.IsBold) * size;
        double left = (x * _pixels) - (style.Anchor switch { TextAnchor.Middle => width / 2, TextAnchor.End => width, _ => 0 });
        double baseline = Math.Round(y * _pixels); // Letters that stand on a whole pixel are sharper.
        var outline = Outline.Text(text, left, baseline, size, style.IsBold);
        if (style.Halo is { } halo)
        {
            Halo.Draw(_image, outline, TextStyle.HaloWidth * _pixels, halo, TextStyle.HaloOpacity);
        }

        Fill(outline, style.Color);
    }

    /// <inheritdoc/>
    public void Points(Scene scene, Box map, PointLayer layer)
    {
        // On whole pixels, so that the layer is laid over the picture pixel by pixel.
        Box pixels = InPixels(map);
        (int left, int top) = ((int)Math.Floor(pixels.X), (int)Math.Floor(pixels.Y));
        Box area = new(left / _pixels, top / _pixels, (pixels.Right - left) / _pixels, (pixels.Bottom - top) / _pixels);
        _image.Lay(PointRaster.Draw(scene, area, layer, _pixels), left, top);
    }

    private void Fill(Outline outline, Rgb color) =>
        ScanFiller.Fill(outline, _image.Width, _image.Height, (y, x, coverage) => _image.Blend(y, x, coverage, color));

    private Box InPixels(Box box) => new(box.X * _pixels, box.Y * _pixels, box.Width * _pixels, box.Height * _pixels);
}
