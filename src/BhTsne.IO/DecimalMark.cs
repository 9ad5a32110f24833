namespace BhTsne.IO;

/// <summary>What stands between the whole and the decimal digits of a number in text.</summary>
public enum DecimalMark
{
    /// <summary>A point, as in 1.5.</summary>
    Point,

    /// <summary>A comma, as in 1,5. A number with a point is then text.</summary>
    Comma,
}
