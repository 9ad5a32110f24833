using BhTsne.Plotting.Colors;

namespace BhTsne.Plotting.Pictures;

/// <summary>How a line of text looks.</summary>
/// <param name="Size">The font size, in units of the picture.</param>
/// <param name="Color">The colour.</param>
internal readonly record struct TextStyle(double Size, Rgb Color)
{
    /// <summary>How far the line around letters reaches, in units of the picture.</summary>
    public const double HaloWidth = 3;

    /// <summary>The opacity of that line.</summary>
    public const double HaloOpacity = 0.9;

    /// <summary>Whether letters are bold.</summary>
    public bool IsBold { get; init; }

    /// <summary>Which part of the text is at the place given.</summary>
    public TextAnchor Anchor { get; init; }

    /// <summary>The colour of a line around the letters; null for none.</summary>
    public Rgb? Halo { get; init; }

    /// <summary>A name of the text that is unique in the picture; null for none.</summary>
    public string? Id { get; init; }
}

/// <summary>Which part of a text is at its place.</summary>
internal enum TextAnchor
{
    /// <summary>Its left end.</summary>
    Start,

    /// <summary>Its middle.</summary>
    Middle,

    /// <summary>Its right end.</summary>
    End,
}
