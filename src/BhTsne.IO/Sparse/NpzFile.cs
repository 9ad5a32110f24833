using System.IO.Compression;
using System.Text;
using BhTsne.IO.Arrays;

namespace BhTsne.IO.Sparse;

/// <summary>
/// Reads sparse matrices in compressed rows as scipy.sparse.save_npz writes them: a zip archive with a .npy for each array.
/// </summary>
internal static class NpzFile
{
    private const string Expected = "a sparse matrix as scipy.sparse.save_npz writes it has the members data, indices, indptr and shape";

    /// <summary>Reads the matrix.</summary>
    /// <exception cref="TableFormatException">
    /// The archive is damaged, a member is missing or malformed, or they do not fit each other.
    /// </exception>
    public static SparseRows ReadMatrix(TableInput input, CancellationToken cancellation) => Reading(input, (file, archive) =>
    {
        RequireCsr(file, archive);
        long[] shape = Member(file, archive, "shape", array => array.ReadIntegers<long>(int.MaxValue, cancellation));
        if (shape.Length != 2 || shape[0] < 1 || shape[1] < 1)
        {
            throw Fault("shape.npy", $"the shape is {string.Join(" x ", shape)}; points need rows and columns, one at least of each.");
        }

        long[] offsets = Member(file, archive, "indptr", array => array.ReadIntegers<long>(long.MaxValue, cancellation));
        if (offsets.Length != shape[0] + 1)
        {
            throw Fault("indptr.npy", $"there are {offsets.Length} row offsets, but {shape[0]} rows need {shape[0] + 1}.");
        }

        int[] indices = Member(file, archive, "indices", array => array.ReadIntegers<int>(shape[1], cancellation));
        float[] values = Member(file, archive, "data", array => ReadValues(array, cancellation));
        if (indices.Length != values.Length)
        {
            throw new TableFormatException(
                file, $"there are {values.Length} values in data.npy, but {indices.Length} columns in indices.npy.");
        }

        SparseRows.RequireFit(file, values.Length);
        RequireRows(file, offsets, indices);
        return new SparseRows(file, offsets, indices, values, (int)shape[1]);

        TableFormatException Fault(string member, string problem) => new TableFormatException(file, problem).InMember(member);
    }, cancellation);

    /// <summary>Reads the member <c>labels</c>: whole numbers, one a row.</summary>
    /// <exception cref="TableFormatException">The archive is damaged, or the member is missing or malformed.</exception>
    public static string[] ReadLabels(TableInput input, CancellationToken cancellation) => Reading(
        input,
        (file, archive) => archive.GetEntry("labels.npy") is null
            ? throw new TableFormatException(file, "it has no member labels.npy; give the labels in a file of their own.")
            : Member(file, archive, "labels", array => array.ReadWholeNumbers("labels", cancellation)),
        cancellation);

    private static T Reading<T>(TableInput input, Func<string, ZipArchive, T> read, CancellationToken cancellation)
    {
        try
        {
            using ZipArchive archive = new(input.OpenSeekable(cancellation), ZipArchiveMode.Read, leaveOpen: true);
            return read(input.Name, archive);
        }
        catch (InvalidDataException exception)
        {
            throw new TableFormatException(input.Name, "it is no zip archive, or it is truncated or damaged.", cause: exception);
        }
    }

    /// <summary>Other forms of sparse matrices have other members; the member <c>format</c> says which one it is.</summary>
    private static void RequireCsr(string file, ZipArchive archive)
    {
        if (archive.GetEntry("format.npy") is not { } entry)
        {
            return;
        }

        // A .npy of one short string, as bytes or as UTF-32: only its letters matter.
        byte[] start = new byte[1024];
        using Stream stream = entry.Open();
        string text = Encoding.Latin1.GetString(start, 0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
        string format = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..].Replace("\0", "", StringComparison.Ordinal);
        if (format != "csr")
        {
            throw new TableFormatException(
                file, $"the matrix has the form '{format}', but only 'csr' can be read: save matrix.tocsr().").InMember("format.npy");
        }
    }

    private static T Member<T>(string file, ZipArchive archive, string name, Func<ArrayFile, T> read)
    {
        ZipArchiveEntry entry = archive.GetEntry($"{name}.npy")
            ?? throw new TableFormatException(file, $"it has no member {name}.npy; {Expected}.");
        try
        {
            using ArrayFile array = ArrayFile.Open(file, new CheckedEntry(entry), TableFormat.Npy, () => entry.Length);
            return read(array);
        }
        catch (TableFormatException fault)
        {
            throw fault.InMember(entry.FullName);
        }
        catch (InvalidDataException exception)
        {
            throw new TableFormatException(file, "it is truncated or damaged.", cause: exception).InMember(entry.FullName);
        }
    }

    private static float[] ReadValues(ArrayFile array, CancellationToken cancellation)
    {
        if (array.Header.Shape.Count != 1)
        {
            throw new TableFormatException(
                array.File, $"it needs one dimension, but its shape is {array.Header.ShapeText}.");
        }

        PointBuffer buffer = new(1);
        buffer.Reserve(array.Header.Rows);
        array.ReadInto(buffer, cancellation);
        return buffer.ToMemory().ToArray();
    }

    private static void RequireRows(string file, long[] offsets, int[] indices)
    {
        if (offsets[0] != 0 || offsets[^1] != indices.Length)
        {
            throw new TableFormatException(
                file, $"the row offsets run from {offsets[0]} to {offsets[^1]}, but there are {indices.Length} entries.")
                .InMember("indptr.npy");
        }

        for (int row = 0; row < offsets.Length - 1; row++)
        {
            if (offsets[row + 1] < offsets[row])
            {
                throw new TableFormatException(file, "the row offsets fall.", row: row + 1).InMember("indptr.npy");
            }
        }

        for (int row = 0; row < offsets.Length - 1; row++)
        {
            for (long entry = offsets[row] + 1; entry < offsets[row + 1]; entry++)
            {
                if (indices[entry] <= indices[entry - 1])
                {
                    throw new TableFormatException(
                        file,
                        "the column is out of order or named twice in its row; call sum_duplicates() on the matrix before it is saved.",
                        row: row + 1,
                        column: indices[entry] + 1);
                }
            }
        }
    }
}
