using System.Text.RegularExpressions;
using BhTsne.IO.Arrays;

namespace BhTsne.IO.Files;

/// <summary>The formats that a table, labels or a map may come in.</summary>
internal enum FileFormat
{
    /// <summary>Comma-separated values.</summary>
    Csv,

    /// <summary>Tab-separated values, by the name .tsv or .tab.</summary>
    Tsv,

    /// <summary>A .txt file: tab-separated values for a table, one label a line for labels.</summary>
    Text,

    /// <summary>A NumPy array.</summary>
    Npy,

    /// <summary>The format of the MNIST files: a big-endian array.</summary>
    Idx,

    /// <summary>A zip archive of NumPy arrays: a sparse matrix as scipy writes it.</summary>
    Npz,

    /// <summary>Matrix Market: a sparse matrix as text.</summary>
    MatrixMarket,
}

/// <summary>Finds the format of a file: by its name, or by its first bytes where the name says nothing.</summary>
internal static partial class FileFormats
{
    /// <summary>The formats that can be read, for messages.</summary>
    public const string Readable = ".csv, .tsv, .txt (tab-separated), .npy and IDX (as in train-images-idx3-ubyte), each also with .gz; "
        + "sparse matrices as .npz (of scipy, in CSR form) and .mtx (Matrix Market), the latter also with .gz";

    /// <summary>The format that a name promises, or null; an ending .gz is passed over.</summary>
    public static FileFormat? FromName(string path)
    {
        string name = Path.GetFileName(path);
        name = IsGzipName(name) ? name[..^3] : name;
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".CSV" => FileFormat.Csv,
            ".TSV" or ".TAB" => FileFormat.Tsv,
            ".TXT" => FileFormat.Text,
            ".NPY" => FileFormat.Npy,
            ".NPZ" => FileFormat.Npz,
            ".MTX" => FileFormat.MatrixMarket,
            _ => IdxName().IsMatch(name) ? FileFormat.Idx : null,
        };
    }

    /// <summary>Whether a name ends in .gz.</summary>
    public static bool IsGzipName(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>The format of a file that exists.</summary>
    /// <exception cref="TableFormatException">Neither the name nor the first bytes say.</exception>
    public static FileFormat Of(string path)
    {
        if (FromName(path) is { } named)
        {
            return named;
        }

        using Stream stream = InputFile.Open(path);
        Span<byte> start = stackalloc byte[16];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.StartsWith(NpyHeader.Magic))
        {
            return FileFormat.Npy;
        }

        if (start.Length > 4 && IdxHeader.IsMagic(start))
        {
            return FileFormat.Idx;
        }

        if (start.StartsWith("PK\u0003\u0004"u8))
        {
            return FileFormat.Npz;
        }

        if (start.StartsWith("%%MatrixMarket"u8))
        {
            return FileFormat.MatrixMarket;
        }

        throw new TableFormatException(path, $"the format is unknown. What can be read: {Readable}.");
    }

    /// <summary>Whether a format holds sparse matrices.</summary>
    public static bool IsSparse(FileFormat? format) => format is FileFormat.Npz or FileFormat.MatrixMarket;

    /// <summary>The format of a file that exists and must not hold a sparse matrix.</summary>
    /// <exception cref="TableFormatException">Neither the name nor the first bytes say, or it is the format of a sparse matrix.</exception>
    public static FileFormat OfDense(string path, string wanted)
    {
        FileFormat format = Of(path);
        return IsSparse(format) ? throw new TableFormatException(path, $"it holds a sparse matrix, but {wanted} is needed here.") : format;
    }

    [GeneratedRegex(@"[.-]idx\d*(-\w+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IdxName();
}
