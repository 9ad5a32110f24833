using System.Diagnostics;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Reads all files of a run.</summary>
/// <param name="request">Names them.</param>
/// <param name="interrupt">Stops reading.</param>
internal sealed class RunInput(EmbedRequest request, CancellationToken interrupt)
{
    /// <summary>How long <see cref="Read"/> took.</summary>
    public double Seconds { get; private set; }

    /// <summary>Refuses files that are not there, all at once.</summary>
    /// <exception cref="ToolException">There is one.</exception>
    public void RequireFiles()
    {
        string[] faults =
        [
            .. request.InputFiles.Where(Directory.Exists).Select(path => $"{path}: this is a folder, not a file"),
            .. request.InputFiles.Where(path => !Path.Exists(path)).Select(path => $"{path}: there is no such file"),
        ];
        if (faults.Length > 0)
        {
            throw new ToolException(ExitCode.BadInput, faults);
        }
    }

    /// <summary>Reads the input, with the labels that a plot shows.</summary>
    /// <exception cref="ToolException">A file cannot be read, or two do not fit each other.</exception>
    public InputData Read()
    {
        long started = Stopwatch.GetTimestamp();
        PerPoint given = new(ReadWeights(), ReadStart());
        InputData data = Failures.Reading(() => request.Points.Read(given, interrupt));
        if (request.LabelFiles.Count > 0)
        {
            data = data with { Labels = ReadLabels(data.Input.Points) };
        }

        Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return data;
    }

    private string[] ReadLabels(int points)
    {
        string[] labels = [.. request.LabelFiles.SelectMany(file => Failures.Reading(() => LabelReader.Read(file, interrupt)))];
        if (labels.Length == points)
        {
            return labels;
        }

        string files = string.Join(", ", request.LabelFiles);
        throw new ToolException(
            ExitCode.BadInput, [$"{files}: {labels.Length} labels do not fit {points} points; there must be one for each"]);
    }

    private ReadOnlyMemory<float>? ReadWeights()
    {
        if (request.WeightFile is not { } file)
        {
            return null;
        }

        PointMatrix table = Failures.Reading(() => TableReader.Read(file, null, interrupt)).Points;
        return table.Columns == 1
            ? table.Memory
            : throw new ToolException(
                ExitCode.BadInput, [$"{file}: there are {table.Columns} columns; weights are one number in each row"]);
    }

    private Embedding? ReadStart() =>
        request.StartFile is { } file ? Failures.Reading(() => EmbeddingReader.Read(file, interrupt)) : null;
}
