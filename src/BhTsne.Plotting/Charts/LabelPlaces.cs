using BhTsne.Plotting.Pictures;

namespace BhTsne.Plotting.Charts;

/// <summary>Finds room for labels beside points.</summary>
internal sealed class LabelPlaces
{
    private const double OutsideCost = 8;
    private const double LabelCost = 5;
    private const double MarkCost = 3;
    private const double LineCost = 1;

    private static readonly double[] Distances = [8, 18, 30, 44];

    /// <summary>Right, above, below, left and the diagonals: from the better to the worse, as maps have it.</summary>
    private static readonly (double X, double Y)[] Directions =
        [(1, 0), (0.8, -0.8), (0.8, 0.8), (0, -1), (0, 1), (-1, 0), (-0.8, -0.8), (-0.8, 0.8)];

    private readonly Box _frame;
    private readonly List<(Box Box, double Cost)> _taken = [];

    /// <summary>An empty frame.</summary>
    public LabelPlaces(Box frame) => _frame = frame;

    /// <summary>Keeps labels off a mark.</summary>
    public void TakeMark(double x, double y) => _taken.Add((new Box(x - 6, y - 6, 12, 12), MarkCost));

    /// <summary>Keeps labels off a line.</summary>
    public void TakeLine(double x1, double y1, double x2, double y2)
    {
        int parts = Math.Max(1, (int)(double.Hypot(x2 - x1, y2 - y1) / 6));
        for (int part = 0; part < parts; part++)
        {
            double share = (part + 0.5) / parts;
            _taken.Add((new Box(x1 + ((x2 - x1) * share) - 3, y1 + ((y2 - y1) * share) - 3, 6, 6), LineCost));
        }
    }

    /// <summary>The box near a point that covers least, which is taken from then on.</summary>
    public Box Take(double x, double y, double width, double height)
    {
        Box best = default;
        double least = double.PositiveInfinity;
        foreach (double distance in Distances)
        {
            foreach ((double right, double down) in Directions)
            {
                double left = x + (distance * right) + (width * ((right > 0 ? 1 : right < 0 ? -1 : 0) - 1) / 2);
                double top = y + (distance * down) + (height * ((down > 0 ? 1 : down < 0 ? -1 : 0) - 1) / 2);
                Box box = new(left, top, width, height);
                double cost = Cost(box) + distance; // A little of a mark may be covered, before a label goes far away.
                if (cost < least)
                {
                    (best, least) = (box, cost);
                }
            }
        }

        _taken.Add((best, LabelCost));
        return best;
    }

    private double Cost(Box box)
    {
        double cost = OutsideCost * ((box.Width * box.Height) - Shared(box, _frame));
        foreach ((Box other, double weight) in _taken)
        {
            cost += weight * Shared(box, other);
        }

        return cost;
    }

    /// <summary>The area that two boxes share.</summary>
    private static double Shared(Box one, Box other)
    {
        double width = Math.Min(one.Right, other.Right) - Math.Max(one.X, other.X);
        double height = Math.Min(one.Bottom, other.Bottom) - Math.Max(one.Y, other.Y);
        return width > 0 && height > 0 ? width * height : 0;
    }
}
