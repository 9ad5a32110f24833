using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>One file, device, pipe or standard output that a run writes.</summary>
/// <param name="Path">As the user named it.</param>
/// <param name="Kind">What goes into it.</param>
internal sealed record OutputFile(string Path, OutputKind Kind)
{
    /// <summary>The option that names it.</summary>
    public string Option { get; init; } = Kind switch
    {
        OutputKind.Map => "--output",
        OutputKind.Plot => "--plot",
        OutputKind.Model => "--model",
        OutputKind.Checkpoint => "--checkpoint",
        _ => "--report",
    };

    /// <summary>The format of a map; null for what the name says, and .csv where it is a stream that has no such name.</summary>
    public TableFormat? Format { get; init; }

    /// <summary>Whether it is the standard output.</summary>
    public bool IsStandardOutput => StandardStream.IsOutput(Path);

    /// <summary>What messages call it.</summary>
    public string Name => IsStandardOutput ? StandardStream.Output : Path;

    /// <summary>The same for all names of one file, device or pipe.</summary>
    public string Identity => IsStandardOutput ? StandardStream.Output : AtomicFile.IdentityOf(Path);

    /// <summary>Whether a plot is an SVG picture.</summary>
    public bool IsSvg => HasEnding(".svg");

    /// <summary>Whether a plot is a PNG picture.</summary>
    public bool IsPng => HasEnding(".png");

    /// <summary>Whether a plot is an HTML page: where it is no picture.</summary>
    public bool IsPage => Kind == OutputKind.Plot && !IsSvg && !IsPng;

    /// <summary>The format in which a map is written.</summary>
    public TableFormat MapFormat => Format ?? (EmbeddingWriter.CanWrite(Path) ? TableFormat.FromName(Path)! : TableFormat.Csv);

    /// <summary>
    /// What keeps it from being written, as far as can be known in advance; null for nothing. Devices and pipes are not opened.
    /// </summary>
    public string? Fault() =>
        Path.Length == 0 ? "the name is empty" : NameFault() ?? (IsStandardOutput ? null : AtomicFile.FindFault(Path));

    /// <summary>What keeps files from being written into a folder; null for nothing.</summary>
    public static string? FolderFault(string folder) =>
        Directory.Exists(folder)
            ? AtomicFile.FindFault(System.IO.Path.Combine(folder, System.IO.Path.GetRandomFileName()))
            : $"there is no folder {folder}";

    private string? NameFault() => Kind switch
    {
        OutputKind.Checkpoint when IsStandardOutput || AtomicFile.IsWrittenThrough(Path) =>
            "a checkpoint must be a file, not a device or a pipe, because it is written again and again",
        OutputKind.Checkpoint => null,
        _ when IsStandardOutput => null,
        OutputKind.Map when Format is null && !EmbeddingWriter.CanWrite(Path) =>
            Unnamed($"{TableFormat.DescribeWritable(TableContents.Map)}, or --output-format must say the format"),
        OutputKind.Plot when IsPage && !HasEnding(".html") => Unnamed(".html, .png or .svg"),
        OutputKind.Model when !HasEnding(".bhtsne") => Unnamed(".bhtsne"),
        OutputKind.Report when !HasEnding(".json") => Unnamed(".json"),
        _ => null,
    };

    // Devices and pipes such as /dev/fd/63 have the names that the system gives them.
    private string? Unnamed(string endings) => AtomicFile.IsWrittenThrough(Path) ? null : $"the name must end in {endings}";

    private bool HasEnding(string ending) => Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What an output holds.</summary>
internal enum OutputKind
{
    /// <summary>The coordinates.</summary>
    Map,

    /// <summary>A picture.</summary>
    Plot,

    /// <summary>How the map was made.</summary>
    Report,

    /// <summary>The map as a model that takes new points.</summary>
    Model,

    /// <summary>The run as it is, from which it can go on; it is written while the run goes on.</summary>
    Checkpoint,
}
