using BhTsne.Fuzz.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>.npz archives of dense arrays.</summary>
internal sealed class DenseArchives() : DenseTables("npz", TableFormat.Npz)
{
    public override long BytesPerByte => 16 * GzippedTables.Expansion;

    public override byte[] Make(Dice dice) => ZipBytes.Make(dice, Members(dice));

    private static IEnumerable<(string, byte[])> Members(Dice dice)
    {
        int[] shape = ArrayBytes.Shape(dice);
        yield return ("arr_0.npy", dice.Fault() ? Long(dice) : ArrayBytes.Npy(dice, shape));
        if (dice.OneIn(3))
        {
            yield return ("labels.npy", ArrayBytes.Npy(dice, [shape[0]], "i4"));
        }

        if (dice.Fault())
        {
            yield return (dice.Pick("arr_1.npy", "indptr.npy", "format.npy", "x.txt"), ArrayBytes.Npy(dice, ArrayBytes.Shape(dice)));
        }
    }

    /// <summary>Some megabytes of zeros, which take some kilobytes of the archive.</summary>
    private static byte[] Long(Dice dice)
    {
        int rows = dice.Pick(1000, 200_000, 4_000_000);
        byte[] head = BhTsne.IO.Tests.Oracles.NpyOracle.Header(
            $"{{'descr': '|u1', 'fortran_order': {dice.Pick("False", "True")}, 'shape': ({rows}, {dice.Number(2)}), }}");
        return [.. head, .. new byte[2 * rows]];
    }
}

/// <summary>.npz archives of sparse matrices.</summary>
internal sealed class SparseArchives() : SparseTables("sparse npz", TableFormat.Npz)
{
    public override long BytesPerByte => 16 * GzippedTables.Expansion;

    public override byte[] Make(Dice dice)
    {
        int rows = dice.Between(1, 12), columns = dice.Between(1, 9);
        List<long> offsets = [0], indices = [];
        for (int row = 0; row < rows; row++)
        {
            indices.AddRange(Enumerable.Range(0, columns).Where(_ => dice.OneIn(2)).Select(column => dice.Number(column)));
            offsets.Add(dice.Number(indices.Count));
        }

        if (indices.Count == 0)
        {
            indices.Add(0);
            offsets = [0, .. Enumerable.Repeat(1L, rows)];
        }

        string type = dice.Pick("i4", "i8");
        List<(string, byte[])> members =
        [
            ("indices.npy", ArrayBytes.Npy(dice, [indices.Count], type, indices)),
            ("indptr.npy", ArrayBytes.Npy(dice, [offsets.Count], type, offsets)),
            ("format.npy", BhTsne.IO.Tests.Oracles.NpyOracle.Header(
                "{'descr': '|S3', 'fortran_order': False, 'shape': (), }").Concat(dice.Or("csr"u8.ToArray(), "csc"u8.ToArray(),
                    [])).ToArray()),
            ("shape.npy", ArrayBytes.Npy(dice, [2], "i8", [dice.Number(rows), dice.Number(columns)])),
            ("data.npy", ArrayBytes.Npy(dice, [(int)Math.Clamp(dice.Number(indices.Count), 0, 5000)])),
        ];
        return ZipBytes.Make(dice, members);
    }
}
