using BhTsne.Data;
using BhTsne.Cli.Reporting;
using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>Where the results go.</summary>
/// <param name="Map">The coordinates, or null.</param>
/// <param name="Plots">Pictures.</param>
/// <param name="Report">How it was made, or null.</param>
internal sealed record OutputFiles(string? Map, IReadOnlyList<string> Plots, string? Report)
{
    private static readonly string[] _mapExtensions = [".csv", ".tsv", ".npy"];
    private static readonly string[] _plotExtensions = [".html", ".svg"];
    private static readonly string[] _reportExtensions = [".json"];

    /// <summary>All files with what they are and which endings they may have.</summary>
    public IEnumerable<(string Option, string Path, string[] Extensions)> All =>
    [
        .. Map is null ? [] : new[] { ("--output", Map, _mapExtensions) },
        .. Plots.Select(plot => ("--plot", plot, _plotExtensions)),
        .. Report is null ? [] : new[] { ("--report", Report, _reportExtensions) },
    ];

    /// <summary>Finds out before the work starts whether everything can be written after it.</summary>
    /// <param name="inputs">Files that must not be overwritten.</param>
    /// <exception cref="ToolException">Something could not be written; all faults are named.</exception>
    public void Check(IReadOnlyList<string> inputs)
    {
        HashSet<string> taken = [.. inputs.Select(RealPath)];
        List<string> faults = [];
        foreach ((string option, string path, string[] extensions) in All)
        {
            string? fault = Fault(path, extensions) ?? (taken.Add(RealPath(path)) ? null : "the file is already an input or another output");
            if (fault is not null)
            {
                faults.Add($"{option}: {path}: {fault}");
            }
        }

        if (faults.Count > 0)
        {
            throw new ToolException(ExitCode.WrongCommandLine, faults);
        }
    }

    /// <summary>Writes all of them, each whole or not at all; one that fails does not keep the others from being written.</summary>
    /// <returns>A line for each that could not be written.</returns>
    public IReadOnlyList<string> Write(Embedding embedding, IReadOnlyList<string>? labels, PlotOptions plot, RunReport report)
    {
        List<string> faults = [];
        foreach ((_, string path, string[] extensions) in All)
        {
            try
            {
                if (extensions == _mapExtensions)
                {
                    EmbeddingWriter.Write(path, embedding, labels);
                }
                else
                {
                    AtomicFile.Write(path, stream => Fill(stream, path));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                faults.Add($"{path}: {string.Join(' ', Failures.Lines(exception.Message))}");
            }
        }

        return faults;

        void Fill(Stream stream, string path)
        {
            if (HasExtension(path, _reportExtensions))
            {
                report.Write(stream);
            }
            else if (HasExtension(path, [".svg"]))
            {
                SvgPlot.Write(stream, embedding, labels, plot);
            }
            else
            {
                HtmlPlot.Write(stream, embedding, labels, plot);
            }
        }
    }

    private static string? Fault(string path, string[] extensions)
    {
        if (!HasExtension(path, extensions))
        {
            return $"the name must end in {string.Join(" or ", extensions)}";
        }

        if (Directory.Exists(path))
        {
            return "this is a folder";
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            return $"there is no folder {folder}";
        }

        try
        {
            // Only writing tells whether one may write: permissions, read-only media and quotas have too many forms to ask for.
            string probe = Path.Combine(folder, $".{Path.GetRandomFileName()}");
            using FileStream stream = new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"the folder cannot be written to ({exception.Message})";
        }
    }

    /// <summary>The file that would be read or replaced: the target, where the path is a symbolic link.</summary>
    private static string RealPath(string path) =>
        File.Exists(path) ? Path.GetFullPath(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path) : Path.GetFullPath(path);

    private static bool HasExtension(string path, string[] extensions) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
