using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>All outputs of a run.</summary>
/// <param name="All">In the order in which they are written: the map first, because it takes the longest to make again.</param>
internal sealed record OutputFiles(IReadOnlyList<OutputFile> All)
{
    /// <summary>Whether one goes to the standard output, so that nothing else may be printed there.</summary>
    public bool UseStandardOutput => All.Any(file => file.IsStandardOutput);

    /// <summary>The reports alone: all that is written where no map is made.</summary>
    public OutputFiles Reports => new([.. All.Where(file => file.Kind == OutputKind.Report)]);

    /// <summary>The file of the report; null where there is none, or where it goes to a device or a pipe.</summary>
    public string? ReportFile =>
        All.FirstOrDefault(file => file.Kind == OutputKind.Report) is { IsStandardOutput: false, Path.Length: > 0 } file
        && !AtomicFile.IsWrittenThrough(file.Path) ? file.Path : null;

    /// <summary>Whether a model is among them.</summary>
    public bool HaveModel => All.Any(file => file.Kind == OutputKind.Model);

    /// <summary>The outputs that a command line names.</summary>
    /// <param name="map">The map, or null.</param>
    /// <param name="plots">The pictures.</param>
    /// <param name="report">The report, or null.</param>
    /// <param name="format">The format of the map; null for what its name says.</param>
    /// <param name="model">The model, or null.</param>
    public static OutputFiles Of(
        string? map, IEnumerable<string> plots, string? report, TableFormat? format = null, string? model = null) => new(
    [
        .. map is null ? [] : new[] { new OutputFile(map, OutputKind.Map) { Format = format } },
        .. model is null ? [] : new[] { new OutputFile(model, OutputKind.Model) },
        .. plots.Select(plot => new OutputFile(plot, OutputKind.Plot)),
        .. report is null ? [] : new[] { new OutputFile(report, OutputKind.Report) },
    ]);

    /// <summary>
    /// Where the map goes when no output is named: points.csv.gz in any folder becomes points.map.csv in the current one.
    /// </summary>
    /// <param name="input">
    /// The first INPUT. The standard input, devices and pipes have no name of their own and count as <c>points</c>.
    /// </param>
    /// <param name="format">The format of the map; null for .csv.</param>
    public static string DefaultMap(string input, TableFormat? format)
    {
        bool isUnnamed = input == StandardStream.Dash || (input.Length > 0 && AtomicFile.IsWrittenThrough(input));
        string name = isUnnamed ? "points" : Path.GetFileName(input);
        name = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return $"{Path.GetFileNameWithoutExtension(name)}.map{(format ?? TableFormat.Csv).Endings[0]}";
    }

    /// <summary>Finds out before the work starts whether everything can be written after it.</summary>
    /// <param name="inputs">Files that must not be overwritten.</param>
    /// <exception cref="ToolException">Something could not be written; all faults are named.</exception>
    public void Check(IEnumerable<string> inputs)
    {
        HashSet<string> taken = [.. inputs.Where(input => input.Length > 0).Select(AtomicFile.IdentityOf)];
        List<string> faults = [];
        foreach (OutputFile file in All)
        {
            string? fault = file.Fault() ?? (taken.Add(file.Identity) ? null
                : file.IsStandardOutput ? "only one output can go to the standard output"
                : "the file is already an input or another output");
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

    /// <summary>Writes all of them, files each whole or not at all; one that fails does not keep the others from being written.</summary>
    /// <param name="terminal">Has the standard output.</param>
    /// <param name="contents">What goes into them. There is a map where a map or a picture is written.</param>
    /// <returns>The outputs that were written, and a line for each that could not be.</returns>
    public (OutputFiles Written, IReadOnlyList<string> Faults) Write(Terminal terminal, OutputContents contents)
    {
        Embedding map = contents.Map!;
        List<OutputFile> written = [];
        List<string> faults = [];
        foreach (OutputFile file in All)
        {
            try
            {
                WriteOne(file);
                written.Add(file);
            }
            catch (IOException exception) when (Failures.IsClosedPipe(exception))
            {
                // The reader has had what it wanted, as with "| head".
                written.Add(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                string fault = exception.Message;
                faults.Add(fault.StartsWith($"{file.Path}: ", StringComparison.Ordinal) ? fault : $"{file.Name}: {fault}");
            }
            catch (Exception exception) when (Failures.IsLackOfMemory(exception))
            {
                // A picture may need more than the map, which must not be lost with it.
                faults.Add($"{file.Name}: there is not enough memory to write it");
            }
        }

        return (new OutputFiles(written), faults);

        void WriteOne(OutputFile file)
        {
            if (file.Kind == OutputKind.Map && !file.IsStandardOutput)
            {
                EmbeddingWriter.Write(file.Path, map, contents.Labels, contents.Columns, file.MapFormat);
            }
            else if (file.IsStandardOutput)
            {
                using Stream stream = terminal.OpenOutput();
                using BufferedStream buffered = new(stream, 1 << 16);
                WriteTo(buffered, file);
                buffered.Flush();
            }
            else
            {
                AtomicFile.Write(file.Path, stream => WriteTo(stream, file));
            }
        }

        void WriteTo(Stream stream, OutputFile file)
        {
            switch (file.Kind)
            {
                case OutputKind.Map:
                    EmbeddingWriter.Write(stream, file.MapFormat, map, contents.Labels, contents.Columns);
                    break;
                case OutputKind.Plot when file.IsSvg:
                    SvgPlot.Write(stream, map, contents.Labels, contents.Plot);
                    break;
                case OutputKind.Plot when file.IsPng:
                    PngPlot.Write(stream, map, contents.Labels, contents.Plot);
                    break;
                case OutputKind.Plot when contents.Frames.Count > 0:
                    HtmlPlot.Write(stream, contents.Frames, contents.Labels, contents.Plot);
                    break;
                case OutputKind.Plot:
                    HtmlPlot.Write(stream, map, contents.Labels, contents.Plot);
                    break;
                case OutputKind.Model:
                    contents.Model!.Save(stream);
                    break;
                default:
                    contents.Report(stream);
                    break;
            }
        }
    }
}
