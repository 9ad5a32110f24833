using BhTsne.Plotting.Pictures;

namespace BhTsne.Plotting.Names;

/// <summary>
/// The room for names on a map. Names come one after the other, and each takes the cheapest of its candidate places: at its anchor, or near
/// it and not over dense points. No name lies over another name or over a line, no line over another.
/// </summary>
internal sealed class NameRoom
{
    private const int Directions = 24;

    /// <summary>A name that is farther away than this has a line, in heights of a line of text.</summary>
    private const double LeaderFrom = 1.3;

    /// <summary>What a name over dense points costs, in heights of a line of text.</summary>
    private const double FullCost = 2.5;

    /// <summary>Distances of candidates from the anchor, in heights of a line of text.</summary>
    private static readonly double[] Distances = [0, 0.6, 1.1, 1.8, 2.6, 3.5, 4.5, 5.7, 7];

    private readonly Box _map;
    private readonly DensityGrid _grid;
    private readonly List<NameOnMap> _names = [];

    /// <summary>An empty room.</summary>
    /// <param name="map">Where names may be.</param>
    /// <param name="grid">Where the points are.</param>
    public NameRoom(Box map, DensityGrid grid) => (_map, _grid) = (map, grid);

    /// <summary>The names that have a place.</summary>
    public IReadOnlyList<NameOnMap> Names => _names;

    /// <summary>Gives a name a place, if there is one.</summary>
    /// <param name="code">The category.</param>
    /// <param name="text">Its name.</param>
    /// <param name="anchor">The place to name.</param>
    /// <param name="width">The width of the name, in units of the font size.</param>
    /// <param name="font">The font size.</param>
    public bool Take(int code, string text, (double X, double Y) anchor, double width, double font)
    {
        NameOnMap? best = null;
        double least = double.PositiveInfinity;
        (double boxWidth, double boxHeight) = ((width + 0.4) * font, 1.3 * font);
        foreach (double distance in Distances)
        {
            if (distance >= least)
            {
                break;
            }

            foreach ((double right, double down) in distance == 0 ? [(0, 0)] : Around)
            {
                // Farther along the text than across it, so that the gap between anchor and name is about the same everywhere.
                double reach = distance * boxHeight;
                double x = anchor.X + (right * (reach + Math.Max(0, Math.Min(1, distance - 0.6)) * (boxWidth - boxHeight) / 2));
                double y = anchor.Y + (down * reach);
                Box box = new(x - (boxWidth / 2), y - (boxHeight / 2), boxWidth, boxHeight);
                (double X, double Y)? leader = distance > LeaderFrom ? Nearest(box, anchor) : null;
                if (_map.Holds(box) && IsFree(box, anchor, leader))
                {
                    double cost = distance + (distance == 0 ? 0 : FullCost * _grid.Fullness(box));
                    if (cost < least)
                    {
                        (least, best) = (cost, new NameOnMap(code, text, font, box, anchor, leader));
                    }
                }
            }
        }

        if (best is not null)
        {
            _names.Add(best);
        }

        return best is not null;
    }

    private static (double Right, double Down)[] Around { get; } =
    [
        .. Enumerable.Range(0, Directions).Select(step =>
            (Math.Cos(2 * Math.PI * step / Directions), Math.Sin(2 * Math.PI * step / Directions))),
    ];

    private bool IsFree(Box box, (double X, double Y) anchor, (double X, double Y)? leader)
    {
        foreach (NameOnMap name in _names)
        {
            if (box.Overlaps(name.Box)
                || (name.Leader is { } taken && Crosses(box, name.Anchor, taken))
                || (leader is { } end && Crosses(name.Box, anchor, end))
                || (leader is { } one && name.Leader is { } other && Cross(anchor, one, name.Anchor, other)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The place of a box that is nearest to another place.</summary>
    private static (double X, double Y) Nearest(Box box, (double X, double Y) place) =>
        (Math.Clamp(place.X, box.X, box.Right), Math.Clamp(place.Y, box.Y, box.Bottom));

    /// <summary>Whether a line passes through a box.</summary>
    private static bool Crosses(Box box, (double X, double Y) from, (double X, double Y) to)
    {
        (double low, double high) = (0, 1);
        return Within(box.X, box.Right, from.X, to.X) && Within(box.Y, box.Bottom, from.Y, to.Y);

        bool Within(double start, double end, double a, double b)
        {
            if (a == b)
            {
                return a > start && a < end;
            }

            (double first, double second) = ((start - a) / (b - a), (end - a) / (b - a));
            low = Math.Max(low, Math.Min(first, second));
            high = Math.Min(high, Math.Max(first, second));
            return low < high;
        }
    }

    /// <summary>Whether two lines cross.</summary>
    private static bool Cross((double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d) =>
        Side(a, b, c) * Side(a, b, d) < 0 && Side(c, d, a) * Side(c, d, b) < 0;

    private static double Side((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) =>
        ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
