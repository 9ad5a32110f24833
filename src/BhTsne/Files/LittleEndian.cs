using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace BhTsne.Files;

/// <summary>Numbers as they are in files: the lowest byte first, on every processor.</summary>
internal static class LittleEndian
{
    /// <summary>Reverses the bytes of each number on processors that store the highest byte first; elsewhere does nothing.</summary>
    /// <param name="values">Numbers of 1, 4 or 8 bytes.</param>
    public static void Convert<T>(Span<T> values)
        where T : unmanaged
    {
        if (BitConverter.IsLittleEndian || System.Runtime.CompilerServices.Unsafe.SizeOf<T>() == 1)
        {
            return;
        }

        if (System.Runtime.CompilerServices.Unsafe.SizeOf<T>() == sizeof(int))
        {
            Span<int> words = MemoryMarshal.Cast<T, int>(values);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
        else
        {
            Span<long> words = MemoryMarshal.Cast<T, long>(values);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
