using System.Globalization;
using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>The folder of snapshots and of the map after them.</summary>
internal sealed class SnapshotFolder
{
    private const string Prefix = "snapshot-";

    private readonly string _ending;
    private bool _isNew;

    private SnapshotFolder(string path, SnapshotTimes times, TableFormat format) =>
        (Path, Times, Format, _ending) = (path, times, format, format.Endings[0]);

    /// <summary>As the user named it.</summary>
    public string Path { get; }

    /// <summary>When snapshots are taken.</summary>
    public SnapshotTimes Times { get; }

    /// <summary>The format of all files.</summary>
    public TableFormat Format { get; }

    /// <summary>The file of the map at the end.</summary>
    public string Map => System.IO.Path.Combine(Path, $"map{_ending}");

    /// <summary>The folder that -o names.</summary>
    /// <param name="path">As the user named it.</param>
    /// <param name="times">When snapshots are taken.</param>
    /// <param name="format">Null for .npy.</param>
    /// <exception cref="ToolException">It is no folder, and cannot be made one.</exception>
    public static SnapshotFolder At(string path, SnapshotTimes times, TableFormat? format)
    {
        bool isNamedAsFolder = path.Length > 0 && System.IO.Path.EndsInDirectorySeparator(path);
        if (path.Length == 0 || (!isNamedAsFolder && !Directory.Exists(path)))
        {
            throw Fault(
                path, $"with {StagedRows.Snapshots.Name} this must be a folder: one that exists, or a name that ends in / and is made");
        }

        return new SnapshotFolder(path, times, format ?? TableFormat.Npy);
    }

    /// <summary>The file of a snapshot.</summary>
    public string FileOf(int iteration) =>
        System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{iteration:D6}{_ending}"));

    /// <summary>Whether a file is that of a snapshot of this run.</summary>
    public bool IsSnapshot(string path)
    {
        string name = System.IO.Path.GetFileName(path);
        return name.StartsWith(Prefix, StringComparison.Ordinal)
            && name.EndsWith(_ending, StringComparison.Ordinal)
            && int.TryParse(name[Prefix.Length..^_ending.Length], NumberStyles.None, CultureInfo.InvariantCulture, out int iteration)
            && Times.Contains(iteration)
            && AtomicFile.IdentityOf(path) == AtomicFile.IdentityOf(FileOf(iteration));
    }

    /// <summary>Makes the folder where it does not exist: other outputs may be in it.</summary>
    /// <exception cref="ToolException">It cannot be made.</exception>
    public void Create()
    {
        if (Directory.Exists(Path))
        {
            return;
        }

        string folder = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path));
        if (AtomicFile.FindFault(folder) is { } fault)
        {
            throw Fault(Path, fault);
        }

        try
        {
            Directory.CreateDirectory(folder);
            _isNew = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Fault(Path, File.Exists(folder) ? "a file has this name" : exception.Message);
        }
    }

    /// <summary>Removes the folder again where it was made for a run that has written nothing into it.</summary>
    public void RemoveIfUnused()
    {
        if (_isNew && Directory.Exists(Path) && !Directory.EnumerateFileSystemEntries(Path).Any())
        {
            Directory.Delete(Path);
        }
    }

    private static ToolException Fault(string path, string fault) =>
        new(ExitCode.WrongCommandLine, [$"{FileRows.Output.Name}: {path}: {fault}"]);
}
