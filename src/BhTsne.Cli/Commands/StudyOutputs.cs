using BhTsne.Cli.Options;

namespace BhTsne.Cli.Commands;

/// <summary>What would keep the files of a study from being written, found before any work.</summary>
internal static class StudyOutputs
{
    /// <summary>Refuses a place that cannot be written.</summary>
    /// <exception cref="ToolException">There is one; all are named.</exception>
    public static void Check(StudyRequest request)
    {
        HashSet<string> taken = [.. request.InputFiles.Where(file => file.Length > 0).Select(AtomicFile.IdentityOf)];
        string[] faults =
        [
            .. Lines(StudyRows.Output.Name, request.Output, OutputFault(request) ?? Taken(request.Output, taken)),
            .. request.Plot is { } plot ? Lines(StudyRows.Plot.Name, plot, PlotFault(plot) ?? Taken(plot, taken)) : [],
            .. request.Maps is { } maps ? Lines(StudyRows.Maps.Name, maps, PlotFault(maps) ?? Taken(maps, taken)) : [],
            .. request.Cache is { } cache ? Lines(StudyRows.Cache.Name, cache, CacheFault(cache)) : [],
        ];
        if (faults.Length > 0)
        {
            throw new ToolException(ExitCode.WrongCommandLine, faults);
        }
    }

    private static string[] Lines(string option, string path, string? fault) => fault is null ? [] : [$"{option}: {path}: {fault}"];

    private static string? OutputFault(StudyRequest request)
    {
        string path = request.Output;
        return path.Length == 0 ? "the name is empty"
            : StandardStream.IsOutput(path) || AtomicFile.IsWrittenThrough(path)
                ? "the rows must go to a file, not to a device or a pipe, because a study may go on with it"
            : !path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? "the name must end in .csv"
            : AtomicFile.FindFault(path) is { } fault ? fault
            : !request.Resumes && File.Exists(path)
                ? $"the file exists; add {StudyRows.Resume.Name} to go on with it, delete it, or name another one"
            : null;
    }

    private static string? PlotFault(string path) => path.Length == 0 ? "the name is empty"
        : !path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? "the name must end in .html"
        : AtomicFile.FindFault(path);

    private static string? CacheFault(string folder) => folder.Length == 0 ? "the name is empty" : StudyCache.FindFault(folder);

    private static string? Taken(string path, HashSet<string> taken) =>
        taken.Add(AtomicFile.IdentityOf(path)) ? null : "the file is already an input or another output";
}
