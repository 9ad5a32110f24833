using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BhTsne.Benchmarks.Limits;

/// <summary>Loops that use registers alone: what the arithmetic units can do.</summary>
internal static class RegisterKernels
{
    /// <summary>Vectors of independent work a turn: enough to hide a latency of four cycles on two units.</summary>
    public const int Chains = 12;

    /// <summary>Turns of one call.</summary>
    public const int Turns = 100_000;

    /// <summary>Fused multiply-adds, <see cref="Chains"/> x <see cref="Turns"/> vectors of sixteen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float MultiplyAdd()
    {
        Vector512<float> factor = Vector512.Create(0.999f), summand = Vector512.Create(0.001f);
        Vector512<float> a = summand, b = a + a, c = b + a, d = c + a, e = d + a, f = e + a;
        Vector512<float> g = f + a, h = g + a, i = h + a, j = i + a, k = j + a, l = k + a;
        for (int turn = 0; turn < Turns; turn++)
        {
            a = Vector512.FusedMultiplyAdd(a, factor, summand);
            b = Vector512.FusedMultiplyAdd(b, factor, summand);
            c = Vector512.FusedMultiplyAdd(c, factor, summand);
            d = Vector512.FusedMultiplyAdd(d, factor, summand);
            e = Vector512.FusedMultiplyAdd(e, factor, summand);
            f = Vector512.FusedMultiplyAdd(f, factor, summand);
            g = Vector512.FusedMultiplyAdd(g, factor, summand);
            h = Vector512.FusedMultiplyAdd(h, factor, summand);
            i = Vector512.FusedMultiplyAdd(i, factor, summand);
            j = Vector512.FusedMultiplyAdd(j, factor, summand);
            k = Vector512.FusedMultiplyAdd(k, factor, summand);
            l = Vector512.FusedMultiplyAdd(l, factor, summand);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    /// <summary>IEEE divisions, as many vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Divide()
    {
        Vector512<float> one = Vector512.Create(1.5f);
        Vector512<float> a = one, b = a + a, c = b + a, d = c + a, e = d + a, f = e + a;
        Vector512<float> g = f + a, h = g + a, i = h + a, j = i + a, k = j + a, l = k + a;
        for (int turn = 0; turn < Turns; turn++)
        {
            a = one / a;
            b = one / b;
            c = one / c;
            d = one / d;
            e = one / e;
            f = one / f;
            g = one / g;
            h = one / h;
            i = one / i;
            j = one / j;
            k = one / k;
            l = one / l;
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
