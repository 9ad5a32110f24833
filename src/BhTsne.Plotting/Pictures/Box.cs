namespace BhTsne.Plotting.Pictures;

/// <summary>A rectangle in the picture's units, y downward.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    /// <summary>The right edge.</summary>
    public double Right => X + Width;

    /// <summary>The lower edge.</summary>
    public double Bottom => Y + Height;

    /// <summary>The rectangle with its edges moved inward.</summary>
    public Box Shrink(double by) => new(X + by, Y + by, Math.Max(1, Width - (2 * by)), Math.Max(1, Height - (2 * by)));

    /// <summary>Whether two rectangles share an area.</summary>
    public bool Overlaps(Box other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    /// <summary>Whether another rectangle lies within this one.</summary>
    public bool Holds(Box other) => other.X >= X && other.Right <= Right && other.Y >= Y && other.Bottom <= Bottom;
}
