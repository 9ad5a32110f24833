using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace BhTsne.Numerics;

/// <summary>Asks for memory ahead of its use, where the processor has an instruction for it.</summary>
internal static class CacheLines
{
    private const int Bytes = 64;

    /// <summary>Asks for values.</summary>
    public static unsafe void Prefetch(ReadOnlySpan<float> values)
    {
        if (Sse.IsSupported)
        {
            // Memory that moves meanwhile does no harm: a prefetch has no result and no fault.
            byte* first = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(values));
            for (int place = 0; place < values.Length * sizeof(float); place += Bytes)
            {
                Sse.Prefetch0(first + place);
            }
        }
    }
}
