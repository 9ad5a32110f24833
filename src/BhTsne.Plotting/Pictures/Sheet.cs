using BhTsne.Plotting.Labels;
using BhTsne.Plotting.Names;

namespace BhTsne.Plotting.Pictures;

/// <summary>The picture as a whole: where header, map, names, legend and footer are, and how they are drawn.</summary>
internal sealed class Sheet
{
    /// <summary>
    /// The picture's shorter side, in units; all lengths below and all fonts are in units, so that a picture looks the same at any size.
    /// </summary>
    private const double Side = 1000;
    private const double Margin = 28;
    private const double Gap = 22;
    private const double FooterHeight = 26;

    private readonly Coloring _coloring;
    private readonly Theme _theme;
    private readonly Legend _legend;
    private readonly Box _map;
    private readonly double _diameter;
    private readonly Scene _scene;
    private readonly NamePlan _names;

    private Sheet(Plot plot, bool mayGrow, bool hasFooter)
    {
        Plot = plot;
        Unit = Math.Min(plot.Options.Width, plot.Options.Height) / Side;
        (Width, double height) = (plot.Options.Width / Unit, plot.Options.Height / Unit);
        double top = Margin + (plot.Title.Length > 0 ? 38 : 0) + (plot.Subtitle.Length > 0 ? 24 : 0);

        _theme = Theme.Of(plot.Options.Theme);
        _coloring = plot.ChosenColoring;
        _legend = Legend.Of(_coloring, Width - (2 * Margin), height - top - Margin, mayGrow);
        double beside = _legend.Below || _legend.Width == 0 ? 0 : _legend.Width + Gap;
        double footer = hasFooter ? FooterHeight : 0;
        double below = _legend.Below ? _legend.Height : 0;
        Height = mayGrow ? height + below : height;
        _map = new Box(Margin, top, Width - (2 * Margin) - beside, Math.Max(1, Height - below - top - Margin - footer));
        _diameter = PointLayer.DiameterOf(plot.Embedding.Points, _map);
        _scene = Scene.Of(plot.Embedding, plot.Reference, _map.Shrink(14 + (_diameter / 2)));
        _names = NamePlan.Of(_scene, _coloring, _map);
    }

    /// <summary>What is drawn.</summary>
    public Plot Plot { get; }

    /// <summary>The pixels of a unit, before the scale of a PNG.</summary>
    public double Unit { get; }

    /// <summary>The width, in units.</summary>
    public double Width { get; }

    /// <summary>The height, in units.</summary>
    public double Height { get; }

    /// <summary>Lays out a picture.</summary>
    /// <param name="plot">What is drawn.</param>
    /// <param name="mayGrow">Whether it becomes as high as its legend needs; otherwise it has the height of the options.</param>
    public static Sheet Of(Plot plot, bool mayGrow)
    {
        Sheet sheet = new(plot, mayGrow, plot.Reference is not null);
        return plot.Reference is null && sheet._names.Note.Length > 0 ? new Sheet(plot, mayGrow, true) : sheet;
    }

    /// <summary>Draws it.</summary>
    public void Draw(ICanvas canvas)
    {
        canvas.Rectangle(new Box(0, 0, Width, Height), 0, _theme.Ground);
        DrawHeader(canvas);
        DrawMap(canvas);
        DrawFooter(canvas);
        if (_legend.Below)
        {
            _legend.Draw(canvas, Margin, Height - _legend.Height - 6, _theme);
        }
        else
        {
            _legend.Draw(canvas, _map.Right + Gap, _map.Y, _theme);
        }
    }

    private void DrawHeader(ICanvas canvas)
    {
        double width = Width - (2 * Margin);
        double baseline = Margin + 20;
        if (Plot.Title.Length > 0)
        {
            TextStyle heading = new(26, _theme.Ink) { IsBold = true, Id = "heading" };
            canvas.Text(Margin, baseline, PlainText.Shorten(Plot.Title, width / heading.Size, true), heading);
            baseline += 27;
        }

        if (Plot.Subtitle.Length > 0)
        {
            TextStyle subheading = new(15, _theme.Soft) { Id = "subheading" };
            canvas.Text(Margin, baseline, PlainText.Shorten(Plot.Subtitle, width / subheading.Size), subheading);
        }
    }

    private void DrawMap(ICanvas canvas)
    {
        canvas.Rectangle(_map, 8, _theme.Frame, _theme.Edge);
        if (Plot.Reference is { } reference)
        {
            double small = Math.Min(_diameter, PointLayer.DiameterOf(reference.Points, _map)); // Few of them are no reason for large ones.
            canvas.Points(_scene, _map, PointLayer.OfReference(Plot.Embedding.Points, reference.Points, small, _theme));
        }

        foreach (((double x1, double y1), (double x2, double y2)) in _scene.Lines())
        {
            canvas.Line(x1, y1, x2, y2, 1, _theme.Faint);
        }

        canvas.Points(_scene, _map, PointLayer.Of(_coloring, _diameter, _theme));
        _names.Draw(canvas, _coloring, _theme);
    }

    private void DrawFooter(ICanvas canvas)
    {
        double middle = _map.Bottom + (FooterHeight / 2) + 4;
        double left = _map.X + 9;
        if (Plot.Reference is not null)
        {
            canvas.Disc(left, middle, 4.5, _theme.Faint);
            canvas.Text(left + 11, middle + 4.5, Plot.ReferenceLine, new TextStyle(13, _theme.Soft) { Id = "reference-line" });
        }

        if (_names.Note.Length > 0)
        {
            TextStyle style = new(13, _theme.Soft) { Anchor = TextAnchor.End, Id = "names-note" };
            canvas.Text(_map.Right - 9, middle + 4.5, _names.Note, style);
        }
    }
}
