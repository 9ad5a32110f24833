namespace BhTsne.Plotting.Charts;

/// <summary>How series look: eight colours by class, and six shapes, so that no two of the first 48 series look alike.</summary>
internal static class Markers
{
    private const int Colors = 8;

    /// <summary>Paths around the origin, of about the same area.</summary>
    private static readonly string[] Shapes =
    [
        "m-4.4 0a4.4 4.4 0 1 0 8.8 0a4.4 4.4 0 1 0 -8.8 0z", // A circle.
        "m-4 -4h8v8h-8z", // A square.
        "m0 -5.4l5 8.8h-10z", // A triangle.
        "m0 -5.6l5.2 5.6l-5.2 5.6l-5.2 -5.6z", // A diamond.
        "m0 5.4l5 -8.8h-10z", // A triangle that points down.
        "m-1.7 -5h3.4v3.3h3.3v3.4h-3.3v3.3h-3.4v-3.3h-3.3v-3.4h3.3z", // A cross.
    ];

    /// <summary>The class of the colour of a series.</summary>
    public static string Class(int series) => $"s{series % Colors}";

    /// <summary>The shape of a series, to be moved to its place.</summary>
    public static string Shape(int series) => Shapes[((series % Colors) + (series / Colors)) % Shapes.Length];

    /// <summary>A ring around a point of the front.</summary>
    public const string Ring = "m-8 0a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z";
}
