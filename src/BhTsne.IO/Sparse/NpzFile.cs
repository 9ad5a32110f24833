using System.IO.Compression;
using System.Text;
using BhTsne.IO.Arrays;

namespace BhTsne.IO.Sparse;

/// <summary>
/// Reads zip archives with a .npy for each array: sparse matrices in compressed rows as scipy.sparse.save_npz writes them, and dense
/// arrays as numpy.savez does.
/// </summary>
internal static class NpzFile
{
    private const string Ending = ".npy", LabelName = "labels";
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

        int[] indices = Member(file, archive, "indices", array =>
        {
            // The matrix is a copy: the entries come twice, and the offsets, which are held already, once more.
            array.RequireWhole(cancellation);
            HeapLimit.Require(SparseRows.BytesOf(shape[0], 2 * array.Header.Count));
            return array.ReadIntegers<int>(shape[1], cancellation);
        });
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

    /// <summary>Whether an archive has the members of a sparse matrix; one that cannot be read is left to the readers.</summary>
    public static bool IsSparse(TableInput input)
    {
        try
        {
            return Reading(input, (_, archive) => HasSparseMembers(archive), CancellationToken.None);
        }
        catch (TableFormatException)
        {
            return true;
        }
    }

    /// <summary>Opens a dense array.</summary>
    /// <param name="input">The archive.</param>
    /// <param name="name">Which of its arrays; null where it has one beside the labels.</param>
    /// <exception cref="TableFormatException">The archive or the array is malformed, or it is not clear which array is meant.</exception>
    public static DenseMember OpenArray(TableInput input, string? name)
    {
        // It is read from the caller's thread, which can cancel it there.
        ZipArchive archive = Open(input, CancellationToken.None);
        try
        {
            ZipArchiveEntry entry = Choose(input.Name, archive, name);
            return new DenseMember(archive, entry, new ArrayTable(OpenMember(input.Name, entry)));
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>Reads the member <c>labels</c>, or the only one: whole numbers, one a row.</summary>
    /// <exception cref="TableFormatException">The archive is damaged, or the member is missing or malformed.</exception>
    public static string[] ReadLabels(TableInput input, CancellationToken cancellation) => Reading(
        input,
        (file, archive) =>
        {
            string[] names = Names(archive);
            string name = names.Length == 1 ? names[0] : LabelName;
            return !names.Contains(name) || HasSparseMembers(archive) && !names.Contains(LabelName)
                ? throw new TableFormatException(file, "it has no member labels.npy; give the labels in a file of their own.")
                : Member(file, archive, name, array => array.ReadWholeNumbers("labels", cancellation));
        },
        cancellation);

    /// <summary>Runs something that reads a member, and names the member in its faults.</summary>
    public static T InMember<T>(string file, string member, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (TableFormatException fault)
        {
            throw fault.InMember(member);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw new TableFormatException(file, "it is truncated or damaged.", cause: exception).InMember(member);
        }
    }

    private static T Reading<T>(TableInput input, Func<string, ZipArchive, T> read, CancellationToken cancellation)
    {
        using ZipArchive archive = Open(input, cancellation);
        try
        {
            return read(input.Name, archive);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged(input, exception);
        }
    }

    private static ZipArchive Open(TableInput input, CancellationToken cancellation)
    {
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(input.OpenSeekable(cancellation), ZipArchiveMode.Read, leaveOpen: true);

            // The list of members is read here, where a damaged one is no surprise.
            return archive.Entries.Count >= 0 ? archive : throw new InvalidDataException();
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            archive?.Dispose();
            throw Damaged(input, exception);
        }
    }

    /// <summary>What the archive of the runtime throws where lengths or offsets cannot be.</summary>
    private static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or ArgumentOutOfRangeException or OverflowException or NotSupportedException;

    private static TableFormatException Damaged(TableInput input, Exception exception) =>
        new(input.Name, "it is no zip archive, or it is truncated or damaged.", cause: exception);

    private static bool HasSparseMembers(ZipArchive archive) =>
        archive.GetEntry("indptr.npy") is not null || archive.GetEntry("format.npy") is not null
        || (archive.GetEntry("data.npy") is not null && archive.GetEntry("indices.npy") is not null);

    private static string[] Names(ZipArchive archive) =>
    [
        .. archive.Entries.Select(entry => entry.FullName)
            .Where(name => name.EndsWith(Ending, StringComparison.Ordinal))
            .Select(name => name[..^Ending.Length]),
    ];

    private static ZipArchiveEntry Choose(string file, ZipArchive archive, string? name)
    {
        string[] names = Names(archive);
        string[] candidates = name is not null ? [name] : names.Length == 1 ? names : [.. names.Except([LabelName])];
        if (names.Length == 0)
        {
            throw new TableFormatException(file, "it has no arrays.");
        }

        string described = string.Join(", ", names.Select(each => $"'{each}' ({Shape(file, archive, each)})"));
        return candidates.Length > 1
            ? throw new TableFormatException(file, $"it has {names.Length} arrays: {described}; name the one that holds the points.")
            {
                Problem = TableProblem.SeveralArrays,
            }
            : candidates is [var only] && names.Count(each => each == only) == 1
                ? archive.GetEntry(only + Ending)!
                : throw new TableFormatException(
                    file, $"it has no array '{candidates.FirstOrDefault(LabelName)}', or several of this name; there are {described}.");
    }

    // For messages alone: a member that is no array is a fault only where it is read.
    private static string Shape(string file, ZipArchive archive, string name)
    {
        try
        {
            using ArrayFile array = OpenMember(file, archive.GetEntry(name + Ending)!);
            return array.Header.ShapeText;
        }
        catch (Exception exception) when (exception is TableFormatException || IsDamage(exception))
        {
            return "not readable";
        }
    }

    private static ArrayFile OpenMember(string file, ZipArchiveEntry entry) => InMember(
        file,
        entry.FullName,
        () => ArrayFile.Open(file, new CheckedEntry(entry), TableFormat.Npy, () => LongestOf(entry), entry.FullName));

    /// <summary>The bytes that a member can have, whatever the archive says: so many deflate can make of those that are there.</summary>
    private static long LongestOf(ZipArchiveEntry entry) =>
        Math.Min(entry.Length, TableInput.Unpacked(entry.CompressedLength));


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
        return InMember(file, entry.FullName, () =>
        {
            using ArrayFile array = ArrayFile.Open(file, new CheckedEntry(entry), TableFormat.Npy, () => LongestOf(entry));
            return read(array);
        });
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
        new ArrayTable(array).ReadInto(buffer, cancellation);
        return buffer.ToArray();
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
