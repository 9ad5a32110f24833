using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using BhTsne.Fuzz.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>.npy arrays.</summary>
internal sealed class NpyArrays() : DenseTables("npy", TableFormat.Npy)
{
    public override byte[] Make(Dice dice) => ArrayBytes.Npy(dice, ArrayBytes.Shape(dice));

    /// <summary>The bytes behind the header are those of the shape, no more and no fewer.</summary>
    protected override void CheckShape(ReadOnlySpan<byte> file, int rows, int columns)
    {
        if (file.StartsWith<byte>([0x1F, 0x8B]))
        {
            return;
        }

        (string text, int body) = ArrayBytes.Parts(file) ?? throw new FuzzFault("a file that ends in its header was read");
        int size = Regex.Match(text, "descr.*?[<>|=]?[fiub]([1248])'").Groups[1] is { Success: true } digit
            ? int.Parse(digit.ValueSpan, CultureInfo.InvariantCulture)
            : 1;
        FuzzFault.Unless((long)rows * columns * size == body, $"{body} bytes were read as {rows} x {columns} values of {size} bytes");
    }
}

/// <summary>IDX arrays.</summary>
internal sealed class IdxArrays() : DenseTables("idx", TableFormat.Idx)
{
    public override byte[] Make(Dice dice) => ArrayBytes.Idx(dice, ArrayBytes.Shape(dice));

    /// <summary>As of .npy.</summary>
    protected override void CheckShape(ReadOnlySpan<byte> file, int rows, int columns)
    {
        if (file.StartsWith<byte>([0x1F, 0x8B]))
        {
            return;
        }

        int size = file[2] switch { 0x0B => 2, 0x0C or 0x0D => 4, 0x0E => 8, _ => 1 };
        long body = file.Length - 4 - (4L * file[3]);
        FuzzFault.Unless((long)rows * columns * size == body, $"{body} bytes were read as {rows} x {columns} values of {size} bytes");
        FuzzFault.Unless(BinaryPrimitives.ReadUInt32BigEndian(file[4..]) == rows, "the first length is not the number of rows");
    }
}
