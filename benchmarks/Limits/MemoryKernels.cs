using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Attraction;
using BhTsne.Numerics;

namespace BhTsne.Benchmarks.Limits;

/// <summary>Loops that read or write much memory and compute little.</summary>
internal static class MemoryKernels
{
    /// <summary>Reads all values; a multiple of 64 of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Read(ReadOnlySpan<float> values)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        ref float first = ref MemoryMarshal.GetReference(values);
        for (nuint i = 0; i < (nuint)values.Length; i += 64)
        {
            a += Vector512.LoadUnsafe(ref first, i);
            b += Vector512.LoadUnsafe(ref first, i + 16);
            c += Vector512.LoadUnsafe(ref first, i + 32);
            d += Vector512.LoadUnsafe(ref first, i + 48);
        }

        return Vector512.Sum(a + b + c + d);
    }

    /// <summary>target = left + 3 right (McCalpin's triad); multiples of 16 values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Triad(Span<float> target, ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ref float to = ref MemoryMarshal.GetReference(target);
        ref float a = ref MemoryMarshal.GetReference(left), b = ref MemoryMarshal.GetReference(right);
        Vector512<float> three = Vector512.Create(3f);
        for (nuint i = 0; i < (nuint)target.Length; i += 16)
        {
            Vector512.FusedMultiplyAdd(three, Vector512.LoadUnsafe(ref b, i), Vector512.LoadUnsafe(ref a, i)).StoreUnsafe(ref to, i);
        }
    }

    /// <summary>Fetches the points that indices name as the attraction does, sixteen at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Gather(float[] positions, ReadOnlySpan<int> indices)
    {
        Vector512<float> sumX = default, sumY = default;
        ref float position = ref MemoryMarshal.GetArrayDataReference(positions);
        ref int index = ref MemoryMarshal.GetReference(indices);
        for (int i = 0; i < indices.Length; i += Lanes.Count)
        {
            PointGather.Load<TwoDimensions>(
                ref position, ref Unsafe.Add(ref index, i), out Vector512<float> x, out Vector512<float> y, out _);
            sumX += x;
            sumY += y;
        }

        return Vector512.Sum(sumX + sumY);
    }
}
