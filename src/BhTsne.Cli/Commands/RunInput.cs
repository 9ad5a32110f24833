using System.Diagnostics;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Reads all files of a run.</summary>
/// <param name="request">Names them.</param>
/// <param name="interrupt">Stops reading.</param>
internal sealed class RunInput(EmbedRequest request, CancellationToken interrupt)
{
    private const string Circle = "there are too many symbolic links, or they form a circle";

    /// <summary>How long <see cref="Read"/> took.</summary>
    public double Seconds { get; private set; }

    /// <summary>Refuses files that are not there, all at once.</summary>
    /// <exception cref="ToolException">There is one.</exception>
    public void RequireFiles() => RequireFiles(request.InputFiles);

    /// <summary>Refuses files that are not there, all at once.</summary>
    /// <exception cref="ToolException">There is one.</exception>
    public static void RequireFiles(IReadOnlyList<string> files)
    {
        string[] faults =
        [
            .. files.Where(Directory.Exists).Select(path => $"{path}: this is a folder, not a file"),
            .. files.Where(path => !Path.Exists(path)).Select(path => $"{path}: {LinkFault(path) ?? "there is no such file"}"),
            .. files.Where(Path.Exists).Select(path => (path, Fault: LinkFault(path))).Where(link => link.Fault is not null)
                .Select(link => $"{link.path}: {link.Fault}"),
        ];
        if (faults.Length > 0)
        {
            throw new ToolException(ExitCode.BadInput, faults);
        }
    }

    /// <summary>What is wrong with a link, which may exist though nothing is behind it; null where that is not so.</summary>
    private static string? LinkFault(string path)
    {
        // What is behind a link to a pipe has no name that could be looked for.
        if (path.Length == 0 || AtomicFile.IsWrittenThrough(path) || Directory.Exists(path))
        {
            return null;
        }

        try
        {
            FileSystemInfo? target = File.ResolveLinkTarget(Path.GetFullPath(path), returnFinalTarget: true);
            return target is null || target.Exists ? null
                : target.LinkTarget is not null ? Circle
                : $"it is a link to {target.FullName}, which is not there";
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
        catch (IOException)
        {
            return Circle;
        }
    }

    /// <summary>Reads the input, with the labels that a plot shows.</summary>
    /// <exception cref="ToolException">A file cannot be read, or two do not fit each other.</exception>
    public InputData Read()
    {
        long started = Stopwatch.GetTimestamp();
        PerPoint given = new(ReadWeights(), ReadStart())
        {
            Table = string.Join(", ", request.Points.Names),
            RequiresDistinctIds = request.RequiresDistinctIds,
            EarlierMap = request.StartFromFile is { } map ? new EarlierMap(map, request.Options.OutputDimensions, interrupt) : null,
            ReadPinned = request.PinFile is { } pin ? points => RowListReader.Read(pin, points, interrupt) : null,
        };
        InputData data = Failures.Reading(() => request.Points.Read(given, interrupt));
        data = data.WithLabels(request.LabelFiles, request.LabelNames, interrupt);
        Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return data;
    }

    /// <summary>Reads one label for each point.</summary>
    /// <param name="labelFiles">Where they are, stacked in order.</param>
    /// <param name="rows">The rows of the input that remain; labels of all rows that were read lose the others, too.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="ToolException">A file cannot be read, or there are more or fewer.</exception>
    public static IReadOnlyList<string> ReadLabels(IReadOnlyList<string> labelFiles, KeptRows rows, CancellationToken cancellation)
    {
        string[] read = [.. labelFiles.SelectMany(file => Failures.Reading(() => LabelReader.Read(file, cancellation)))];
        IReadOnlyList<string> labels = rows.Cut(read);
        if (labels.Count == rows.Count)
        {
            return labels;
        }

        string files = string.Join(", ", labelFiles);
        throw new ToolException(
            ExitCode.BadInput, [$"{files}: {read.Length} labels do not fit {rows.Read} points; there must be one for each"]);
    }

    private ReadOnlyMemory<float>? ReadWeights()
    {
        if (request.WeightFile is not { } file)
        {
            return null;
        }

        PointMatrix table = Failures.Reading(() => TableReader.Read(file, request.Cells, interrupt)).Points;
        return table.Columns == 1
            ? table.Memory
            : throw new ToolException(
                ExitCode.BadInput, [$"{file}: there are {table.Columns} columns; weights are one number in each row"]);
    }

    private Embedding? ReadStart() =>
        request.StartFile is { } file ? Failures.Reading(() => EmbeddingReader.Read(file, interrupt)) : null;
}
