using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace BhTsne.IO.Arrays;

/// <summary>
/// Elements of a file that is mapped into memory, read-only. The mapping ends when the collector finds that nothing refers to any block of
/// it: a span alone is no reference, so whoever works with spans holds the block as well.
/// </summary>
internal sealed class MappedFloats : MemoryManager<float>
{
    /// <summary>Ends the mapping when no block is left that refers to it.</summary>
    private readonly SafeHandle _view;
    private readonly nint _address;
    private readonly int _length;

    private MappedFloats(MemoryMappedViewAccessor view, long firstByte, int length)
    {
        _view = view.SafeMemoryMappedViewHandle;
        _address = _view.DangerousGetHandle() + (nint)(view.PointerOffset + firstByte);
        _length = length;
    }

    /// <summary>Maps the elements of a file in blocks of whole rows.</summary>
    /// <param name="file">The file; it need not stay open.</param>
    /// <param name="offset">Where the elements begin, a multiple of their size.</param>
    /// <param name="rows">The number of rows, which are all there.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="rowsOfBlock">Rows of each block but the last.</param>
    /// <exception cref="IOException">The file system cannot map files.</exception>
    public static ReadOnlyMemory<float>[] Map(FileStream file, long offset, int rows, int columns, int rowsOfBlock)
    {
        using MemoryMappedFile mapped = MemoryMappedFile.CreateFromFile(
            file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        MemoryMappedViewAccessor view = mapped.CreateViewAccessor(
            offset, (long)rows * columns * sizeof(float), MemoryMappedFileAccess.Read);
        ReadOnlyMemory<float>[] blocks = new ReadOnlyMemory<float>[((rows - 1) / rowsOfBlock) + 1];
        for (int block = 0; block < blocks.Length; block++)
        {
            int first = block * rowsOfBlock, count = Math.Min(rowsOfBlock, rows - first);
            blocks[block] = new MappedFloats(view, (long)first * columns * sizeof(float), count * columns).Memory;
        }

        return blocks;
    }

    public override unsafe Span<float> GetSpan() => new((float*)_address, _length);

    /// <summary>The mapping does not move; the handle holds it.</summary>
    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, _length);
        return new MemoryHandle((float*)_address + elementIndex, pinnable: this);
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
