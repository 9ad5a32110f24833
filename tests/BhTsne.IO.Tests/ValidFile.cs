using System.IO.Compression;
using System.Text;
using BhTsne.IO.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests;

/// <summary>A valid file of some format, gzipped or not, and how it is read.</summary>
/// <param name="Format">Its format.</param>
/// <param name="Gzipped">Whether it is gzipped.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record ValidFile(TableFormat Format, bool Gzipped, byte[] Content)
{
    /// <summary>Random files of all formats.</summary>
    public static Gen<ValidFile> Any { get; } =
        from format in Gen.Elements(TableFormat.All.ToArray())
        from gzipped in Gen.Elements(false, true)
        from rows in Gen.Choose(1, 40)
        from columns in Gen.Choose(1, 4)
        from seed in Gen.Choose(0, int.MaxValue)
        select new ValidFile(format, gzipped, Pack(Make(format, rows, columns, new Random(seed)), gzipped));

    /// <summary>Reads points and gives them as numbers that can be compared.</summary>
    public static float[] Read(TableInput input)
    {
        using (input)
        {
            if (!input.IsSparse())
            {
                return TableReader.Read([input]).Points.Values.ToArray();
            }

            SparseMatrix matrix = SparseReader.Read([input]);
            long[] offsets = [.. matrix.RowOffsets];
            int[] indices = [.. matrix.ColumnIndices];
            return [matrix.Columns, .. offsets.Select(offset => (float)offset), .. indices.Select(index => (float)index), .. matrix.Values];
        }
    }

    /// <summary>In a message of FsCheck.</summary>
    public override string ToString() => $"{Format}{(Gzipped ? ".gz" : "")} of {Content.Length} bytes: {Convert.ToHexString(Content)}";

    private static byte[] Make(TableFormat format, int rows, int columns, Random random)
    {
        double[] values = [.. Enumerable.Range(0, rows * columns).Select(_ => (double)random.Next(-99, 100))];
        return format == TableFormat.Npy ? NpyOracle.File("<f4", [rows, columns], values, fortran: random.Next(2) == 1)
            : format == TableFormat.Idx ? IdxOracle.File(0x0B, [rows, columns], values)
            : format == TableFormat.Npz
                ? NpzOracle.Zip(
                    NpzOracle.Members(
                        [.. values.Take(rows)],
                        [.. values.Take(rows).Select(_ => random.Next(columns))],
                        [.. Enumerable.Range(0, rows + 1)],
                        [rows, columns]))
            : format == TableFormat.MatrixMarket ? Encoding.ASCII.GetBytes(Market(values, rows, columns))
            : Encoding.ASCII.GetBytes(Text(values, columns, format == TableFormat.Csv ? ',' : '\t'));
    }

    private static string Market(double[] values, int rows, int columns) =>
        $"%%MatrixMarket matrix coordinate real general\n{rows} {columns} {values.Length}\n"
        + string.Concat(values.Select((value, i) => $"{(i / columns) + 1} {(i % columns) + 1} {value}\n"));

    private static string Text(double[] values, int columns, char separator) =>
        string.Concat(values.Chunk(columns).Select(row => $"{string.Join(separator, row)}\n"));

    private static byte[] Pack(byte[] content, bool gzipped)
    {
        if (!gzipped)
        {
            return content;
        }

        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
