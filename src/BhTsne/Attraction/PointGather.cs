using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Attraction;

/// <summary>
/// Fetches sixteen points from anywhere in the map. A point is one load whatever its dimension, because its coordinates lie together;
/// sorting them into one vector an axis is a few shuffles. It needs no gather instruction, and names no instruction set.
/// </summary>
internal static class PointGather
{
    /// <summary>Fetches the points that sixteen indices name.</summary>
    /// <param name="positions">Coordinates, <see cref="ISpace.Stride"/> a point.</param>
    /// <param name="indices">The first of sixteen indices of points.</param>
    /// <param name="x">Their first coordinates.</param>
    /// <param name="y">Their second; zero where there is none.</param>
    /// <param name="z">Their third; zero where there is none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load<TSpace>(
        ref float positions, ref int indices, out Vector512<float> x, out Vector512<float> y, out Vector512<float> z)
        where TSpace : struct, ISpace
    {
        y = default;
        z = default;
        if (TSpace.Dimensions == 1)
        {
            x = Vector512.Create(
                Vector256.Create(
                    At(ref positions, ref indices, 0), At(ref positions, ref indices, 1),
                    At(ref positions, ref indices, 2), At(ref positions, ref indices, 3),
                    At(ref positions, ref indices, 4), At(ref positions, ref indices, 5),
                    At(ref positions, ref indices, 6), At(ref positions, ref indices, 7)),
                Vector256.Create(
                    At(ref positions, ref indices, 8), At(ref positions, ref indices, 9),
                    At(ref positions, ref indices, 10), At(ref positions, ref indices, 11),
                    At(ref positions, ref indices, 12), At(ref positions, ref indices, 13),
                    At(ref positions, ref indices, 14), At(ref positions, ref indices, 15)));
        }
        else if (TSpace.Dimensions == 2)
        {
            // A pair of coordinates travels as one 64-bit value: x in its low half, y in its high half. The even points' x and the odd
            // points' x make up the lanes of x in their order; nothing moves but by 32 bits.
            ref ulong pairs = ref Unsafe.As<float, ulong>(ref positions);
            Vector512<ulong> even = EightPairs(ref pairs, ref indices);
            Vector512<ulong> odd = EightPairs(ref pairs, ref Unsafe.Add(ref indices, 1));
            Vector512<ulong> lowHalves = Vector512.Create((ulong)uint.MaxValue);
            x = ((even & lowHalves) | (odd << 32)).AsSingle();
            y = ((even >> 32) | (odd & ~lowHalves)).AsSingle();
        }
        else
        {
            FourPoints(ref positions, ref indices, out Vector128<float> x0, out Vector128<float> y0, out Vector128<float> z0);
            FourPoints(
                ref positions, ref Unsafe.Add(ref indices, 4), out Vector128<float> x1, out Vector128<float> y1, out Vector128<float> z1);
            FourPoints(
                ref positions, ref Unsafe.Add(ref indices, 8), out Vector128<float> x2, out Vector128<float> y2, out Vector128<float> z2);
            FourPoints(
                ref positions, ref Unsafe.Add(ref indices, 12), out Vector128<float> x3, out Vector128<float> y3, out Vector128<float> z3);
            x = Vector512.Create(Vector256.Create(x0, x1), Vector256.Create(x2, x3));
            y = Vector512.Create(Vector256.Create(y0, y1), Vector256.Create(y2, y3));
            z = Vector512.Create(Vector256.Create(z0, z1), Vector256.Create(z2, z3));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float At(ref float positions, ref int indices, int lane) =>
        Unsafe.Add(ref positions, (nint)(uint)Unsafe.Add(ref indices, lane));

    /// <summary>The points of every other index, the first among them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> EightPairs(ref ulong pairs, ref int indices) => Vector512.Create(
        Vector256.Create(TwoPairs(ref pairs, ref indices), TwoPairs(ref pairs, ref Unsafe.Add(ref indices, 4))),
        Vector256.Create(TwoPairs(ref pairs, ref Unsafe.Add(ref indices, 8)), TwoPairs(ref pairs, ref Unsafe.Add(ref indices, 12))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> TwoPairs(ref ulong pairs, ref int indices) => Vector128.Create(
        Unsafe.As<ulong, double>(ref Unsafe.Add(ref pairs, (nint)(uint)indices)),
        Unsafe.As<ulong, double>(ref Unsafe.Add(ref pairs, (nint)(uint)Unsafe.Add(ref indices, 2)))).AsUInt64();

    /// <summary>Four points of four floats each, transposed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourPoints(
        ref float positions, ref int indices, out Vector128<float> x, out Vector128<float> y, out Vector128<float> z)
    {
        Vector128<float> a = Point(ref positions, indices);
        Vector128<float> b = Point(ref positions, Unsafe.Add(ref indices, 1));
        Vector128<float> c = Point(ref positions, Unsafe.Add(ref indices, 2));
        Vector128<float> d = Point(ref positions, Unsafe.Add(ref indices, 3));
        Vector256<float> ab = Vector256.Create(a, b), cd = Vector256.Create(c, d);
        x = Vector128.Create(ab.GetElement(0), ab.GetElement(4), cd.GetElement(0), cd.GetElement(4));
        y = Vector128.Create(ab.GetElement(1), ab.GetElement(5), cd.GetElement(1), cd.GetElement(5));
        z = Vector128.Create(ab.GetElement(2), ab.GetElement(6), cd.GetElement(2), cd.GetElement(6));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Point(ref float positions, int index) => Vector128.LoadUnsafe(ref positions, (nuint)(uint)index * 4);
}
