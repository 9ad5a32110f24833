using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BhTsne.Numerics;

/// <summary>Exponential and logarithm whose bits are the same on every processor and in every run.</summary>
/// <remarks>
/// The runtime's own (<see cref="Vector512.Exp(Vector512{double})"/>, <see cref="Vector512.Log(Vector512{float})"/>) fuse multiplications
/// with additions where the code that happens to be compiled can: the last bit of exp(-5) changes between precompiled and freshly compiled
/// code of one machine. And one lane out of range sends its whole vector, four or eight lanes, another way. Here every step is fused,
/// always.
/// </remarks>
internal static class Elementary
{
    /// <summary>Below it exp(x) is 0 here: 1e-304, nothing beside a sum that has a term of 1.</summary>
    private const double LeastExponent = -700;

    /// <summary>The sum with a double of at most 2^51 keeps of it the nearest whole number, in its lowest bits.</summary>
    private const double Rounder = 3L << 51;

    /// <summary>The least exponent of the single-precision exp: below it results would leave the normal numbers.</summary>
    private const float LeastSingleExponent = -87;

    /// <summary>As <see cref="Rounder"/>, of a float of at most 2^22.</summary>
    private const float SingleRounder = 3 << 22;

    private const int DoubleMantissaBits = 52;
    private const int SingleMantissaBits = 23;

    /// <summary>exp(x) to a relative 1e-15 for x from -700 to 0, and 0 below, minus infinity included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ExpOfNegative(Vector512<double> x)
    {
        Vector512<double> least = Vector512.Create(LeastExponent), rounder = Vector512.Create(Rounder);
        Vector512<double> kept = Vector512.GreaterThanOrEqual(x, least);
        x = Vector512.Max(x, least);

        // x = n ln(2) + r, ln(2) in two parts of which the first has zeros enough that n times it is exact.
        Vector512<double> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.4426950408889634), rounder);
        Vector512<double> n = shifted - rounder;
        Vector512<double> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693147180369123816490), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.90821492927058770002e-10), r);
        // 1/13!, 1/12!, .. 1/0!: the rest of the series is below 1e-17.
        Vector512<double> sum = Vector512.Create(1 / 6227020800d);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 479001600d));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 39916800d));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 3628800d));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 362880d));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 40320d));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 5040d));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 720d));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 120d));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 24d));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 6d));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(0.5));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512<double>.One);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512<double>.One);

        // The whole number n in the lowest bits of the shifted value, moved to where exponents are.
        Vector512<long> exponent = Vector512.ShiftLeft(shifted.AsInt64(), DoubleMantissaBits);
        return (sum.AsInt64() + exponent).AsDouble() & kept;
    }

    /// <summary>
    /// exp(x) to a relative 2e-7 for x from -87 to 0, and 0 below (where it is less than 1.7e-38), minus infinity included.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpOfNegative(Vector512<float> x)
    {
        Vector512<float> least = Vector512.Create(LeastSingleExponent), rounder = Vector512.Create(SingleRounder);
        Vector512<float> kept = Vector512.GreaterThanOrEqual(x, least);
        x = Vector512.MaxNative(x, least);
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.44269504f), rounder);
        Vector512<float> n = shifted - rounder;
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);
        // (exp(r) - 1 - r) / r²: expf of the Cephes library (Moshier 1992).
        Vector512<float> sum = Vector512.Create(1.9875691500e-4f);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.3981999507e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(8.3334519073e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(4.1665795894e-2f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.6666665459e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(5.0000001201e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, r * r, r) + Vector512<float>.One;
        Vector512<int> exponent = Vector512.ShiftLeft(shifted.AsInt32(), SingleMantissaBits);
        return (sum.AsInt32() + exponent).AsSingle() & kept;
    }

    /// <summary>ln(1 + t) to a relative 4e-7 for t from 0 to 1e38, however small: what rounding 1 + t leaves out is made good.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LogOnePlus(Vector512<float> t)
    {
        Vector512<float> sum = Vector512<float>.One + t;
        return LogFromOne(sum) + ((t - (sum - Vector512<float>.One)) / sum);
    }

    /// <summary>ln(x) to a relative 3e-7 for x from 1 to the largest float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LogFromOne(Vector512<float> x)
    {
        // x = 2^e m with m from the root of 1/2 to that of 2, and f = m - 1.
        Vector512<int> root = Vector512.Create(0x3F3504F3);
        Vector512<int> e = Vector512.ShiftRightArithmetic(x.AsInt32() - root, SingleMantissaBits);
        Vector512<float> f = (x.AsInt32() - Vector512.ShiftLeft(e, SingleMantissaBits)).AsSingle() - Vector512<float>.One;
        Vector512<float> exponent = Vector512.ConvertToSingle(e);
        Vector512<float> square = f * f;
        // (ln(1 + f) - f + f²/2) / f³: logf of the Cephes library (Moshier 1992).
        Vector512<float> sum = Vector512.Create(7.0376836292e-2f);
        sum = Vector512.FusedMultiplyAdd(sum, f, Vector512.Create(-1.1514610310e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, f, Vector512.Create(1.1676998740e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, f, Vector512.Create(-1.2420140846e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, f, Vector512.Create(1.4249322787e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, f, Vector512.Create(-1.6668057665e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, f, Vector512.Create(2.0000714765e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, f, Vector512.Create(-2.4999993993e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, f, Vector512.Create(3.3333331174e-1f));

        // ln(2) in two parts: the first has few digits, so that e times it is exact.
        sum = Vector512.FusedMultiplyAdd(sum, f * square, exponent * Vector512.Create(-2.12194440e-4f));
        sum = Vector512.FusedMultiplyAdd(square, Vector512.Create(-0.5f), sum);
        return Vector512.FusedMultiplyAdd(exponent, Vector512.Create(0.693359375f), f + sum);
    }
}
