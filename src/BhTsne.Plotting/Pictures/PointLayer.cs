using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Pictures;

/// <summary>Points that are drawn together.</summary>
internal sealed record PointLayer
{
    /// <summary>The opacity of points of the reference map, as a share of that of others.</summary>
    private const double Faint = 0.6;

    private const int DepthSlabs = 24;

    /// <summary>A name that is unique in the picture.</summary>
    public required string Name { get; init; }

    /// <summary>The first of them in the scene.</summary>
    public required int First { get; init; }

    /// <summary>For each of them, its swatch.</summary>
    public required int[] Codes { get; init; }

    /// <summary>The colours, on the ground of the picture.</summary>
    public required Rgb[] Swatches { get; init; }

    /// <summary>
    /// How many of the swatches are steps of a colour scale, of which a pixel with several points shows the mean; 0 for categories.
    /// </summary>
    public int Steps { get; init; }

    /// <summary>The diameter of a point, in units of the picture.</summary>
    public required double Diameter { get; init; }

    /// <summary>The opacity of a point.</summary>
    public required double Opacity { get; init; }

    /// <summary>A factor of the opacity by depth.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>The points of the map.</summary>
    public static PointLayer Of(Coloring coloring, double diameter, Theme theme) => new()
    {
        Name = "points",
        First = 0,
        Codes = coloring.Codes,
        Swatches = coloring.Scale is null ? Array.ConvertAll(coloring.Swatches, theme.Point) : coloring.Swatches,
        Steps = coloring.Scale is null ? 0 : Coloring.ScaleSteps,
        Diameter = diameter,
        Opacity = OpacityOf(coloring.Codes.Length),
    };

    /// <summary>The points of the reference map, which follow those of the map in the scene.</summary>
    public static PointLayer OfReference(int first, int points, double diameter, Theme theme) => new()
    {
        Name = "reference",
        First = first,
        Codes = new int[points],
        Swatches = [theme.Faint],
        Diameter = diameter,
        Opacity = Faint * OpacityOf(points),
        Strength = Faint,
    };

    /// <summary>The diameter of a point: a share of the room that each has, within what is visible and not clumsy.</summary>
    public static double DiameterOf(int points, Box map) => Math.Clamp((0.4 * Math.Sqrt(map.Width * map.Height / points)) + 0.4, 1, 9);

    /// <summary>The opacity of a point where there are so many.</summary>
    public static double OpacityOf(int points) => Math.Clamp(1.15 - (0.125 * Math.Log10(points)), 0.35, 0.9);

    /// <summary>
    /// The indices of the points, within the layer, in the order in which they are drawn: mixed, or in slabs from far to near.
    /// </summary>
    public (int[] Order, PointSlab[] Slabs) InOrder(Scene scene)
    {
        int points = Codes.Length;
        int[] order = DrawOrder.Mixed(points);
        if (scene.Depth is not { } depth)
        {
            return (order, [new PointSlab(0, points, Diameter, Opacity)]);
        }

        order = [.. order.OrderBy(point => depth[First + point])];
        int count = Math.Min(points, DepthSlabs);
        PointSlab[] slabs = new PointSlab[count];
        for (int slab = 0; slab < count; slab++)
        {
            int start = (int)((long)points * slab / count);
            int end = (int)((long)points * (slab + 1) / count);
            double near = depth[First + order[start + ((end - start) / 2)]];
            slabs[slab] = new PointSlab(start, end, Diameter * (0.6 + (0.7 * near)), Strength * (0.3 + (0.6 * near)));
        }

        return (order, slabs);
    }
}

/// <summary>Points of one size and opacity that are drawn one after the other.</summary>
/// <param name="Start">The first in the order of drawing.</param>
/// <param name="End">The end in that order.</param>
/// <param name="Diameter">The diameter of a point, in units of the picture.</param>
/// <param name="Opacity">The opacity of a point.</param>
internal readonly record struct PointSlab(int Start, int End, double Diameter, double Opacity);
