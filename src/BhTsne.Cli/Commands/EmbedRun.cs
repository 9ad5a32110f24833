using System.Diagnostics;
using BhTsne.Cli.Progress;
using BhTsne.Cli.Reporting;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Reads, makes the map, writes, and says so.</summary>
/// <param name="request">What to do.</param>
/// <param name="terminal">Where to speak.</param>
/// <param name="interrupt">Stops the run; a map that has begun is written as far as it has come.</param>
internal sealed class EmbedRun(EmbedRequest request, Terminal terminal, CancellationToken interrupt)
{
    private readonly RunProgress _progress = RunProgress.For(terminal, request.Quiet);

    /// <summary>Does it.</summary>
    /// <returns><see cref="ExitCode.Success"/>, <see cref="ExitCode.Interrupted"/>, or <see cref="ExitCode.Failure"/> where a result could not be written.</returns>
    /// <exception cref="ToolException">The options or the input are at fault.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the descent.</exception>
    public int Execute()
    {
        // Everything that can be known to be wrong is said before the work begins.
        request.Outputs.Check(request.InputFiles);
        RequireInputs();

        _progress.Say($"reading {string.Join(", ", request.Points.Names)}");
        long started = Stopwatch.GetTimestamp();
        MapInput input = Failures.Reading(() => request.Points.Read(interrupt));
        IReadOnlyList<string>? labels = ReadLabels(input);
        TsneOptions options = request.Options with
        {
            Affinities = request.UniformOverAll && input.NeighborCount is { } all ? AffinityKind.Uniform(all) : request.Options.Affinities,
        };
        double readSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        _progress.Say(input.Description);
        TsneInput made = input.Make(ReadWeights(input), ReadStart());

        TsneResult result = Fit(made, options);
        RunReport report = RunReport.Of(request, input, options, result, readSeconds, _progress.Details);
        (OutputFiles written, IReadOnlyList<string> faults) =
            request.Outputs.Write(terminal, result.Embedding, labels, RunSummary.Plot(request, report), report);
        if (!request.Quiet)
        {
            RunSummary.Write(terminal.Out, report, written);
        }

        Failures.Write(terminal.Error, faults);
        return faults.Count > 0 ? ExitCode.Failure : Finish(result, options, written);
    }

    private void RequireInputs()
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

    private TsneResult Fit(TsneInput input, TsneOptions options)
    {
        try
        {
            return _progress.Track(() => Tsne.Fit(input, options, _progress, interrupt));
        }
        catch (TsneCanceledException stopped)
        {
            return stopped.Result;
        }
        catch (DescentDivergedException exception) when (request.StartFile is not null)
        {
            throw new ToolException(ExitCode.BadInput, [$"{request.StartFile}: {exception.Message}"], exception);
        }
        catch (ArgumentException exception)
        {
            // The options fit (they were checked), so it is the points: for instance a row of zeros, which has no cosine.
            string files = string.Join(", ", request.Points.Names);
            string hint = request.Points.Kind == InputKind.Distances ? ", by --perplexity or --neighbor-count" : "";
            throw new ToolException(ExitCode.BadInput, [.. Failures.Lines(exception.Message).Select(line => $"{files}: {line.TrimEnd('.')}{hint}.")], exception);
        }
    }

    private int Finish(TsneResult result, TsneOptions options, OutputFiles written)
    {
        if (result.StopReason != StopReason.Canceled)
        {
            return ExitCode.Success;
        }

        string[] kept =
        [
            .. Named("the map so far is in", written.All.Where(file => file.Kind != OutputKind.Report)),
            .. Named("the report is in", written.All.Where(file => file.Kind == OutputKind.Report)),
        ];
        Failures.Write(terminal.Error, [string.Join("; ", [$"interrupted after {result.Iterations} of {options.Iterations} iterations", .. kept])]);
        return ExitCode.Interrupted;
    }

    private static string[] Named(string what, IEnumerable<OutputFile> files) =>
        files.Any() ? [$"{what} {string.Join(", ", files.Select(file => file.Name))}"] : [];

    private IReadOnlyList<string>? ReadLabels(MapInput input)
    {
        if (request.LabelFiles.Count == 0)
        {
            return input.Labels;
        }

        string[] labels = [.. request.LabelFiles.SelectMany(file => Failures.Reading(() => LabelReader.Read(file, interrupt)))];
        return labels.Length == input.Points
            ? labels
            : throw new ToolException(
                ExitCode.BadInput,
                [$"{string.Join(", ", request.LabelFiles)}: {labels.Length} labels do not fit {input.Points} points; there must be one for each"]);
    }

    private ReadOnlyMemory<float>? ReadWeights(MapInput input)
    {
        if (request.WeightFile is not { } file)
        {
            return input.Weights?.ToArray();
        }

        PointMatrix table = Failures.Reading(() => TableReader.Read(file, null, interrupt)).Points;
        return table.Columns == 1
            ? table.Memory
            : throw new ToolException(ExitCode.BadInput, [$"{file}: there are {table.Columns} columns; weights are one number a row"]);
    }

    private Embedding? ReadStart() =>
        request.StartFile is null ? null : Failures.Reading(() => EmbeddingReader.Read(request.StartFile, interrupt));
}
