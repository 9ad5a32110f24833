using System.Numerics.Tensors;

namespace BhTsne.Data;

/// <summary>Finds NaN and infinity.</summary>
internal static class FiniteCheck
{
    /// <summary>The index of the first value that is NaN or infinite, or -1.</summary>
    public static int IndexOfAnyNonFinite(this ReadOnlySpan<float> values)
    {
        const int Chunk = 1 << 14;
        for (int start = 0; start < values.Length; start += Chunk)
        {
            ReadOnlySpan<float> chunk = values.Slice(start, Math.Min(Chunk, values.Length - start));
            if (TensorPrimitives.IsFiniteAll(chunk))
            {
                continue;
            }

            for (int i = 0; i < chunk.Length; i++)
            {
                if (!float.IsFinite(chunk[i]))
                {
                    return start + i;
                }
            }
        }

        return -1;
    }
}
