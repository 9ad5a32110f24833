using System.IO.Compression;

namespace BhTsne.IO.Tests.Oracles;

/// <summary>Writes sparse matrices as scipy.sparse.save_npz does: one .npy a member.</summary>
internal static class NpzOracle
{
    /// <summary>The members of a matrix in compressed rows, to be changed before they are zipped.</summary>
    public static Dictionary<string, byte[]> Members(
        double[] data, int[] indices, int[] indptr, int[] shape, string dataType = "<f4", string indexType = "<i4") => new()
        {
            ["indices.npy"] = NpyOracle.File(indexType, [indices.Length], [.. indices]),
            ["indptr.npy"] = NpyOracle.File(indexType, [indptr.Length], [.. indptr]),
            ["format.npy"] = Text("csr"),
            ["shape.npy"] = NpyOracle.File("<i8", [shape.Length], [.. shape]),
            ["data.npy"] = NpyOracle.File(dataType, [data.Length], data),
        };

    /// <summary>An array without dimensions that holds a few bytes of text.</summary>
    public static byte[] Text(string text) =>
        [.. NpyOracle.Header(
            $"{{'descr': '|S{text.Length}', 'fortran_order': False, 'shape': (), }}"), .. text.Select(letter => (byte)letter)];

    /// <summary>The archive.</summary>
    public static byte[] Zip(Dictionary<string, byte[]> members, CompressionLevel level = CompressionLevel.Optimal)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in members)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
