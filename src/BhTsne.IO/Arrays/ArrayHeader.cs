using System.Globalization;
using System.Numerics;

namespace BhTsne.IO.Arrays;

/// <summary>What stands before the elements of an array file.</summary>
/// <param name="Type">The type of the elements.</param>
/// <param name="BigEndian">Whether their most significant byte comes first.</param>
/// <param name="FortranOrder">Whether the first index varies fastest.</param>
/// <param name="Shape">The lengths of the dimensions.</param>
internal sealed record ArrayHeader(NumberType Type, bool BigEndian, bool FortranOrder, IReadOnlyList<long> Shape)
{
    /// <summary>The first dimension: the points.</summary>
    public int Rows { get; } = (int)Math.Min(Shape.Count > 0 ? Shape[0] : 0, int.MaxValue);

    /// <summary>All further dimensions flattened with the last varying fastest (an image is one row); 1 when there is only one.</summary>
    public int Columns { get; } =
        (int)Math.Min(Shape.Skip(1).Aggregate(1L, (product, length) => unchecked(product * length)), int.MaxValue);

    /// <summary>Rows x columns, of an array that <see cref="FitsOneArray"/>.</summary>
    public int Count => Rows * Columns;

    /// <summary>Rows x columns.</summary>
    public long Values => (long)Rows * Columns;

    /// <summary>Whether one array can hold all elements: all but files that are mapped.</summary>
    public bool FitsOneArray => Values <= Array.MaxLength;

    /// <summary>Whether the elements stand in the file as they do in memory: single precision, row after row, in this byte order.</summary>
    public bool IsAsInMemory => Type is NumberType<float> && !FortranOrder && BigEndian != BitConverter.IsLittleEndian;

    /// <summary>The shape for messages, for instance <c>100 x 28 x 28</c>.</summary>
    public string ShapeText => string.Join(" x ", Shape.Select(length => length.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The bytes that follow the header.</summary>
    public long ByteCount => Values * Type.Size;

    /// <summary>Where an element belongs.</summary>
    /// <param name="index">Its place in the file, from 0.</param>
    /// <returns>Row and column, from 0.</returns>
    public (int Row, int Column) PlaceOf(int index)
    {
        if (!FortranOrder)
        {
            return (index / Columns, index % Columns);
        }

        // Past the rows the second dimension varies fastest in the file, but the last one does in a flattened row.
        long rest = index / Rows, stride = Columns, column = 0;
        for (int dimension = 1; dimension < Shape.Count; dimension++)
        {
            stride /= Shape[dimension];
            column += rest % Shape[dimension] * stride;
            rest /= Shape[dimension];
        }

        return (index % Rows, (int)column);
    }

    /// <summary>Checks a shape before anything is computed from it.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="mayBeMapped">Whether more values than one array holds are accepted, where they can be mapped.</param>
    /// <exception cref="TableFormatException">There is no dimension, one is zero, or the values do not fit into one array.</exception>
    public ArrayHeader Validated(string file, bool mayBeMapped = false)
    {
        if (Shape.Count == 0)
        {
            throw new TableFormatException(file, "the array is a single number without dimensions; points need rows and columns.");
        }

        if (Shape.Contains(0))
        {
            throw new TableFormatException(file, $"the array is empty: its shape is {ShapeText}.");
        }

        BigInteger count = Shape.Aggregate(BigInteger.One, (product, length) => product * length);
        bool isSound = count <= Array.MaxLength
            || (mayBeMapped && IsAsInMemory && Shape[0] <= Array.MaxLength && count / Shape[0] <= Array.MaxLength);
        return isSound ? this : throw PointBuffer.TooLarge(file, ShapeText, count);
    }
}
