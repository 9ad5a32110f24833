using BhTsne.Plotting.Colors;

namespace BhTsne.Plotting.Pictures;

/// <summary>The colours of everything in a picture but its points.</summary>
internal sealed class Theme
{
    private Theme(bool isDark, int ground, int frame, int edge, int ink, int soft, int faint)
    {
        IsDark = isDark;
        Ground = Rgb.FromHex(ground);
        Frame = Rgb.FromHex(frame);
        Edge = Rgb.FromHex(edge);
        Ink = Rgb.FromHex(ink);
        Soft = Rgb.FromHex(soft);
        Faint = Rgb.FromHex(faint);
    }

    /// <summary>Whether the ground is dark.</summary>
    public bool IsDark { get; }

    /// <summary>Behind everything.</summary>
    public Rgb Ground { get; }

    /// <summary>Behind the map.</summary>
    public Rgb Frame { get; }

    /// <summary>Around the map.</summary>
    public Rgb Edge { get; }

    /// <summary>Texts.</summary>
    public Rgb Ink { get; }

    /// <summary>Texts of less weight.</summary>
    public Rgb Soft { get; }

    /// <summary>Edges of the cuboid around three dimensions, and points of a reference map.</summary>
    public Rgb Faint { get; }

    private static Theme Light { get; } = new(false, 0xffffff, 0xfbfbfc, 0xe4e6ea, 0x1f2328, 0x656d76, 0xb6bcc6);

    private static Theme Dark { get; } = new(true, 0x0f1216, 0x14181d, 0x2b3138, 0xe6e9ed, 0x98a1ab, 0x4d555f);

    /// <summary>The colours of a theme.</summary>
    public static Theme Of(PlotTheme theme) => theme == PlotTheme.Dark ? Dark : Light;

    /// <summary>The colour in which a point of a colour is seen on this ground.</summary>
    public Rgb Point(Rgb color) => IsDark ? Palette.OnDark(color) : color;

    /// <summary>The colour of a line to a name of points of a colour.</summary>
    public Rgb Name(Rgb color) => IsDark ? Palette.LightInk(color) : Palette.Ink(color);
}
