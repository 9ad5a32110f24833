using System.Runtime.CompilerServices;
using BhTsne.Numerics;

namespace BhTsne.SpaceTrees;

/// <summary>
/// Morton codes: the bits of a point's cell along each axis, interleaved, so that sorting by the code walks the quadtree (octree) in
/// depth-first order and every cell of the tree is a range of the sorted points.
/// </summary>
internal static class MortonCode
{
    /// <summary>Bits of a code along one axis: 32, 32 or 21, beyond the 24 of a float's mantissa as far as 64 bits allow.</summary>
    public static int BitsPerAxis<TSpace>()
        where TSpace : struct, ISpace => TSpace.Dimensions == 3 ? 21 : 32;

    /// <summary>The code of a point.</summary>
    /// <param name="point">Its d coordinates.</param>
    /// <param name="low">The lower corner of the box around all points.</param>
    /// <param name="scale">Cells of the finest level per unit of length.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Encode<TSpace>(ReadOnlySpan<float> point, ReadOnlySpan<double> low, double scale)
        where TSpace : struct, ISpace
    {
        ulong code = Spread<TSpace>(Cell<TSpace>(point[0], low[0], scale));
        if (TSpace.Dimensions > 1)
        {
            code |= Spread<TSpace>(Cell<TSpace>(point[1], low[1], scale)) << 1;
        }

        if (TSpace.Dimensions > 2)
        {
            code |= Spread<TSpace>(Cell<TSpace>(point[2], low[2], scale)) << 2;
        }

        return code;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Cell<TSpace>(float coordinate, double low, double scale)
        where TSpace : struct, ISpace
    {
        ulong last = (1UL << BitsPerAxis<TSpace>()) - 1;
        return Math.Min((ulong)(long)((coordinate - low) * scale), last);
    }

    /// <summary>Moves the bits of a cell apart, to every (d)th place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Spread<TSpace>(ulong bits)
        where TSpace : struct, ISpace
    {
        if (TSpace.Dimensions == 2)
        {
            bits = (bits | (bits << 16)) & 0x0000FFFF0000FFFF;
            bits = (bits | (bits << 8)) & 0x00FF00FF00FF00FF;
            bits = (bits | (bits << 4)) & 0x0F0F0F0F0F0F0F0F;
            bits = (bits | (bits << 2)) & 0x3333333333333333;
            bits = (bits | (bits << 1)) & 0x5555555555555555;
        }
        else if (TSpace.Dimensions == 3)
        {
            bits = (bits | (bits << 32)) & 0x001F00000000FFFF;
            bits = (bits | (bits << 16)) & 0x001F0000FF0000FF;
            bits = (bits | (bits << 8)) & 0x100F00F00F00F00F;
            bits = (bits | (bits << 4)) & 0x10C30C30C30C30C3;
            bits = (bits | (bits << 2)) & 0x1249249249249249;
        }

        return bits;
    }
}
