using System.Text.RegularExpressions;

namespace BhTsne.IO;

/// <summary>What a file can hold.</summary>
[Flags]
public enum TableContents
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Dense points, one row a point.</summary>
    Points = 1,

    /// <summary>Sparse points, one row a point.</summary>
    SparsePoints = 2,

    /// <summary>Labels, one for each point.</summary>
    Labels = 4,

    /// <summary>A map, one row of coordinates a point.</summary>
    Map = 8,
}

/// <summary>
/// A format of files: what it is called, by what names it is known, what it can hold. <see cref="All"/> is the list of them.
/// </summary>
/// <remarks>Each may be gzipped. Immutable, safe to share between threads.</remarks>
public sealed partial class TableFormat
{
    private const TableContents Dense = TableContents.Points | TableContents.Labels | TableContents.Map;
    private readonly string _description;

    private TableFormat(
        string name, string[] endings, TableContents reads, TableContents writes = TableContents.None, string? description = null)
    {
        (Name, Endings, Reads, Writes) = (name, endings, reads, writes);
        _description = description ?? endings[0];
    }

    /// <summary>Comma-separated values.</summary>
    public static TableFormat Csv { get; } = new("csv", [".csv"], Dense, TableContents.Map);

    /// <summary>Tab-separated values.</summary>
    public static TableFormat Tsv { get; } = new("tsv", [".tsv", ".tab"], Dense, TableContents.Map);

    /// <summary>Lines of text: each is a label; as a table they are tab-separated values.</summary>
    public static TableFormat Text { get; } = new("txt", [".txt"], Dense, description: ".txt (tab-separated)");

    /// <summary>A NumPy array.</summary>
    public static TableFormat Npy { get; } = new("npy", [".npy"], Dense, TableContents.Map);

    /// <summary>The format of the MNIST files: a big-endian array. Names such as <c>train-images-idx3-ubyte</c> are known too.</summary>
    public static TableFormat Idx { get; } = new("idx", [".idx"], Dense, description: "IDX (as in train-images-idx3-ubyte)");

    /// <summary>A zip archive of NumPy arrays: dense points, or a sparse matrix as scipy writes it; perhaps with labels.</summary>
    public static TableFormat Npz { get; } = new(
        "npz",
        [".npz"],
        Dense | TableContents.SparsePoints,
        description: ".npz (of NumPy, or of scipy in CSR form)");

    /// <summary>Matrix Market: a sparse matrix as text.</summary>
    public static TableFormat MatrixMarket { get; } = new("mtx", [".mtx"], TableContents.SparsePoints, description: ".mtx (Matrix Market)");

    /// <summary>All formats.</summary>
    public static IReadOnlyList<TableFormat> All { get; } = [Csv, Tsv, Text, Npy, Idx, Npz, MatrixMarket];

    /// <summary>A short name, for instance <c>csv</c>.</summary>
    public string Name { get; }

    /// <summary>How names of files end, with the point, the usual one first.</summary>
    public IReadOnlyList<string> Endings { get; }

    /// <summary>What can be read from it.</summary>
    public TableContents Reads { get; }

    /// <summary>What can be written to it.</summary>
    public TableContents Writes { get; }

    /// <summary>Whether it holds sparse matrices alone. Of an .npz only the content can tell.</summary>
    internal bool IsSparse => Reads.HasFlag(TableContents.SparsePoints) && !Reads.HasFlag(TableContents.Points);

    /// <summary>Whether it is an array, as against text.</summary>
    internal bool IsArray => this == Npy || this == Idx;

    /// <summary>What stands between two cells of text.</summary>
    internal char Separator => this == Csv ? ',' : '\t';

    /// <summary>The format that the name of a file says, whether the file exists or not; an ending .gz is ignored.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Null where the name does not say.</returns>
    public static TableFormat? FromName(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string name = Path.GetFileName(path);
        name = IsGzipName(name) ? name[..^3] : name;
        string ending = Path.GetExtension(name);
        return All.FirstOrDefault(format => format.Endings.Contains(ending, StringComparer.OrdinalIgnoreCase))
            ?? (IdxName().IsMatch(name) ? Idx : null);
    }

    /// <summary>The formats that something can be read from, for messages and help.</summary>
    /// <param name="contents">What is to be read; of several, any.</param>
    /// <returns>For instance <c>.csv, .tsv and .npy, each also gzipped</c>.</returns>
    public static string DescribeReadable(TableContents contents) =>
        $"{List(All.Where(format => (format.Reads & contents) != 0), "and")}, each also gzipped";

    /// <summary>The formats that something can be written to, for messages and help.</summary>
    /// <param name="contents">What is to be written.</param>
    /// <returns>For instance <c>.csv, .tsv or .npy, each also with .gz</c>.</returns>
    public static string DescribeWritable(TableContents contents) =>
        $"{List(All.Where(format => format.Writes.HasFlag(contents)), "or")}, each also with .gz";

    /// <summary>The <see cref="Name"/>.</summary>
    public override string ToString() => Name;

    /// <summary>Whether a name ends in .gz.</summary>
    internal static bool IsGzipName(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static string List(IEnumerable<TableFormat> formats, string conjunction)
    {
        string[] names = [.. formats.Select(format => format._description)];
        return $"{string.Join(", ", names[..^1])} {conjunction} {names[^1]}";
    }

    [GeneratedRegex(@"[.-]idx\d*(-\w+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IdxName();
}
