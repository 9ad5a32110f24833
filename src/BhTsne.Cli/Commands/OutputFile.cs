using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>One file that a run writes.</summary>
/// <param name="Path">As the user named it.</param>
/// <param name="Kind">What goes into it.</param>
internal sealed record OutputFile(string Path, OutputKind Kind)
{
    /// <summary>The option that names it.</summary>
    public string Option { get; init; } = Kind switch
    {
        OutputKind.Map => "--output",
        OutputKind.Plot => "--plot",
        _ => "--report",
    };

    /// <summary>Whether its name ends in .svg.</summary>
    public bool IsSvg => HasEnding(".svg");

    /// <summary>What keeps it from being written, as far as can be known in advance; null for nothing.</summary>
    public string? Fault() => NameFault() ?? PlaceFault();

    /// <summary>What keeps files from being written into a folder; null for nothing.</summary>
    public static string? FolderFault(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return $"there is no folder {folder}";
        }

        try
        {
            // Only writing tells whether one may write: permissions, read-only media and quotas have too many forms to ask for.
            string probe = System.IO.Path.Combine(folder, $".{System.IO.Path.GetRandomFileName()}");
            using FileStream stream = new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"the folder cannot be written to ({exception.Message})";
        }
    }

    /// <summary>The file that would be read or replaced: the target, where the path is a symbolic link.</summary>
    public static string RealPath(string path) => new FileInfo(path).LinkTarget is null
        ? System.IO.Path.GetFullPath(path)
        : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    private string? NameFault() => Kind switch
    {
        _ when Path.Length == 0 => "the name is empty",
        OutputKind.Map when !EmbeddingWriter.CanWrite(Path) => "the name must end in .csv, .tsv or .npy, or one of these and .gz",
        OutputKind.Plot when !IsSvg && !HasEnding(".html") => "the name must end in .html or .svg",
        OutputKind.Report when !HasEnding(".json") => "the name must end in .json",
        _ => null,
    };

    private string? PlaceFault() =>
        Directory.Exists(Path) ? "this is a folder" : FolderFault(System.IO.Path.GetDirectoryName(RealPath(Path))!);

    private bool HasEnding(string ending) => Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a file holds.</summary>
internal enum OutputKind
{
    /// <summary>The coordinates.</summary>
    Map,

    /// <summary>A picture.</summary>
    Plot,

    /// <summary>How the map was made.</summary>
    Report,
}
