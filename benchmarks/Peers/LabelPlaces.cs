namespace BhTsne.Benchmarks.Peers;

/// <summary>Finds places for texts in a figure, so that none covers a marker, a line or another text.</summary>
/// <param name="left">Of the figure's free area, in pixels.</param>
/// <param name="top">Likewise.</param>
/// <param name="right">Likewise.</param>
/// <param name="bottom">Likewise.</param>
internal sealed class LabelPlaces(double left, double top, double right, double bottom)
{
    private const int Distances = 12;

    // Of a character, as a share of the size of the font; and of a line.
    private const double CharacterWidth = 0.56, LineHeight = 1.15;

    /// <summary>The sides of a point at which a text may be, from the best on: -1 is left of it or above.</summary>
    private static readonly (int X, int Y)[] _sides = [(1, 0), (1, -1), (1, 1), (-1, 1), (-1, 0), (-1, -1), (0, 1), (0, -1)];

    private readonly List<Box> _taken = [];

    /// <summary>Takes a square.</summary>
    public void TakeAround(double x, double y, double radius) => _taken.Add(new Box(x - radius, y - radius, x + radius, y + radius));

    /// <summary>Takes a straight line.</summary>
    public void TakeAlong(double x1, double y1, double x2, double y2)
    {
        int steps = 1 + ((int)(Math.Abs(x2 - x1) + Math.Abs(y2 - y1)) / 4);
        for (int step = 0; step <= steps; step++)
        {
            double share = (double)step / steps;
            TakeAround(x1 + (share * (x2 - x1)), y1 + (share * (y2 - y1)), 2);
        }
    }

    /// <summary>Takes the nearest free place beside a point; the first one where none is free.</summary>
    /// <returns>The left end of the text's baseline.</returns>
    public (double X, double Y) Take(double x, double y, string text, int size)
    {
        double width = text.Length * CharacterWidth * size, height = LineHeight * size;
        Box[] places =
        [
            .. from distance in Enumerable.Range(0, Distances)
               from side in _sides
               let gap = side.X != 0 && side.Y != 0 ? 4 + (2 * distance) : 9 + (4 * distance)
               let middleX = x + (side.X * ((width / 2) + gap))
               let middleY = y + (side.Y * ((height / 2) + gap))
               select new Box(middleX - (width / 2), middleY - (height / 2), middleX + (width / 2), middleY + (height / 2)),
        ];
        Box chosen = places.FirstOrDefault(IsFree, places[0]);
        _taken.Add(chosen);
        return (chosen.Left, ((chosen.Top + chosen.Bottom) / 2) + (0.35 * size));
    }

    private bool IsFree(Box place) =>
        place.Left > left && place.Top > top && place.Right < right && place.Bottom < bottom && !_taken.Exists(place.Overlaps);

    private readonly record struct Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Overlaps(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }
}
