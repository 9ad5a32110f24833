using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BhTsne.Live.Frames;

/// <summary>
/// The bytes of a frame, all little-endian: a header of 96 bytes, then a row of places for each point, in the order of drawing. A place is
/// a uint16: the coordinate is low + (high - low) * place / 65,535 along each axis of the box around the map.
/// </summary>
internal static class FrameFormat
{
    /// <summary>The bytes of the header.</summary>
    public const int HeaderBytes = 96;

    private const uint Mark = 0x314C4842; // BHL1
    private const double Last = ushort.MaxValue;

    /// <summary>The bytes of a frame.</summary>
    public static int Length(int points, int dimensions) => checked(HeaderBytes + (2 * points * dimensions));

    /// <summary>Writes a frame.</summary>
    /// <param name="bytes">As many as the frame has.</param>
    /// <param name="header">What stands before the places.</param>
    /// <param name="map">N x d finite coordinates, row after row.</param>
    /// <param name="order">The point that is drawn at each place of the sequence.</param>
    public static void Write(Span<byte> bytes, in FrameHeader header, ReadOnlySpan<float> map, ReadOnlySpan<int> order)
    {
        int dimensions = header.Dimensions;
        bytes[..HeaderBytes].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], order.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], dimensions);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], header.Iteration);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], header.Iterations);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[20..], (int)header.Stage);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[24..], header.Cost ?? double.NaN);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[32..], header.Seconds);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[40..], header.SecondsLeft ?? double.NaN);
        Span<ushort> places = MemoryMarshal.Cast<byte, ushort>(bytes[HeaderBytes..]);
        for (int axis = 0; axis < dimensions; axis++)
        {
            (float low, float high) = Range(map, dimensions, axis);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[(48 + (16 * axis))..], low);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[(56 + (16 * axis))..], high);
            Quantize(map, dimensions, axis, order, low, high, places);
        }

        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(places, places);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (float Low, float High) Range(ReadOnlySpan<float> map, int dimensions, int axis)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        for (int i = axis; i < map.Length; i += dimensions)
        {
            low = map[i] < low ? map[i] : low;
            high = map[i] > high ? map[i] : high;
        }

        return (low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Quantize(
        ReadOnlySpan<float> map, int dimensions, int axis, ReadOnlySpan<int> order, double low, double high, Span<ushort> places)
    {
        double step = high > low ? Last / (high - low) : 0;
        for (int k = 0; k < order.Length; k++)
        {
            places[(k * dimensions) + axis] = (ushort)(((map[(order[k] * dimensions) + axis] - low) * step) + 0.5);
        }
    }
}

/// <summary>What stands before the places of a frame.</summary>
internal readonly record struct FrameHeader
{
    /// <summary>d.</summary>
    public required int Dimensions { get; init; }

    /// <summary>Iterations done.</summary>
    public required int Iteration { get; init; }

    /// <summary>Iterations planned.</summary>
    public required int Iterations { get; init; }

    /// <summary>The stage.</summary>
    public required TsneStage Stage { get; init; }

    /// <summary>The last cost known; null for none.</summary>
    public double? Cost { get; init; }

    /// <summary>How long the run has worked.</summary>
    public required double Seconds { get; init; }

    /// <summary>How long the rest takes at the mean speed so far; null where that is not known.</summary>
    public double? SecondsLeft { get; init; }
}
