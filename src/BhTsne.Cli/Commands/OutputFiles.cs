using BhTsne.Cli.Reporting;
using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>All files that a run writes.</summary>
/// <param name="All">In the order in which they are written: the map first, it is the dearest.</param>
internal sealed record OutputFiles(IReadOnlyList<OutputFile> All)
{
    /// <summary>The reports alone: all that is written where no map is made.</summary>
    public OutputFiles Reports => new([.. All.Where(file => file.Kind == OutputKind.Report)]);

    /// <summary>The files that a command line names.</summary>
    public static OutputFiles Of(string? map, IEnumerable<string> plots, string? report) => new(
    [
        .. map is null ? [] : new[] { new OutputFile(map, OutputKind.Map) },
        .. plots.Select(plot => new OutputFile(plot, OutputKind.Plot)),
        .. report is null ? [] : new[] { new OutputFile(report, OutputKind.Report) },
    ]);

    /// <summary>Finds out before the work starts whether everything can be written after it.</summary>
    /// <param name="inputs">Files that must not be overwritten.</param>
    /// <exception cref="ToolException">Something could not be written; all faults are named.</exception>
    public void Check(IEnumerable<string> inputs)
    {
        HashSet<string> taken = [.. inputs.Where(input => input.Length > 0).Select(OutputFile.RealPath)];
        List<string> faults = [];
        foreach (OutputFile file in All)
        {
            string? fault = file.Fault() ?? (taken.Add(OutputFile.RealPath(file.Path)) ? null : "the file is already an input or another output");
            if (fault is not null)
            {
                faults.Add($"{file.Option}: {file.Path}: {fault}");
            }
        }

        if (faults.Count > 0)
        {
            throw new ToolException(ExitCode.WrongCommandLine, faults);
        }
    }

    /// <summary>Writes all of them, each whole or not at all; one that fails does not keep the others from being written.</summary>
    /// <returns>The files that were written, and a line for each that could not be.</returns>
    public (OutputFiles Written, IReadOnlyList<string> Faults) Write(RunFacts facts)
    {
        Embedding? map = facts.Result?.Embedding;
        List<OutputFile> written = [];
        List<string> faults = [];
        foreach (OutputFile file in All)
        {
            try
            {
                WriteOne(file);
                written.Add(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                faults.Add($"{file.Path}: {string.Join(' ', Failures.Lines(exception.Message))}");
            }
        }

        return (new OutputFiles(written), faults);

        void WriteOne(OutputFile file)
        {
            switch (file.Kind)
            {
                case OutputKind.Map:
                    EmbeddingWriter.Write(file.Path, map!, facts.Labels);
                    break;
                case OutputKind.Plot when file.IsSvg:
                    AtomicFile.Write(file.Path, stream => SvgPlot.Write(stream, map!, facts.Labels, RunSummary.Plot(facts)));
                    break;
                case OutputKind.Plot:
                    AtomicFile.Write(file.Path, stream => HtmlPlot.Write(stream, map!, facts.Labels, RunSummary.Plot(facts)));
                    break;
                default:
                    AtomicFile.Write(file.Path, RunReport.Of(facts).Write);
                    break;
            }
        }
    }
}
