using System.Diagnostics;
using BhTsne.Cli.Options;
using BhTsne.Cli.Progress;
using BhTsne.Cli.Reporting;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Reads points and their map, measures, writes, and prints the measures.</summary>
/// <param name="request">What to do.</param>
/// <param name="terminal">Where to print.</param>
/// <param name="interrupt">Stops it; then nothing is written.</param>
internal sealed class EvaluateRun(EvaluateRequest request, Terminal terminal, CancellationToken interrupt)
{
    /// <summary>With fewer neighbours per unit of perplexity the rows of P are cut off.</summary>
    private const double NeighborsPerPerplexity = 3;

    private const int FewestPoints = 4;

    private readonly RunProgress _progress = RunProgress.For(terminal, request.IsQuiet);

    /// <summary>Does it.</summary>
    /// <returns><see cref="ExitCode.Success"/>, or <see cref="ExitCode.Failure"/> where the report could not be written.</returns>
    /// <exception cref="ToolException">The options or the input are at fault, or it was stopped.</exception>
    public int Execute()
    {
        request.Outputs.Check(request.InputFiles);
        RunInput.RequireFiles(request.InputFiles);
        try
        {
            return Finish(Measure(Read()));
        }
        catch (OperationCanceledException exception)
        {
            throw new ToolException(ExitCode.Interrupted, ["interrupted; nothing was written"], exception);
        }
    }

    private string Files => string.Join(", ", request.Points.Names);

    private EvaluationFacts Read()
    {
        long started = Stopwatch.GetTimestamp();
        _progress.Say($"reading {Files}");
        if (request.Points.Kind == TsneInputKind.SparsePoints)
        {
            throw Bad(
                $"{Files}: sparse points cannot be compared with a map; give them as a dense table, for instance reduced to 50 columns");
        }

        InputData data = Failures.Reading(() => request.Points.Read(new PerPoint(null, null) { Table = Files }, interrupt));
        _progress.SayAll(data.Lines);
        _progress.Say($"reading {request.Map}");
        Embedding map = data.Rows.Cut(Failures.Reading(() => EmbeddingReader.Read(request.Map, interrupt)));
        PointMatrix points = data.Table!.Points;
        if (map.Points != points.Rows)
        {
            throw Bad(
                $"{request.Map}: {map.Points} points of the map do not fit {points.Rows} points in {Files}; there must be one for each");
        }

        if (points.Rows < FewestPoints)
        {
            throw Bad($"{Files}: there are {points.Rows} points; a map of fewer than {FewestPoints} cannot be measured");
        }

        (IReadOnlyList<string>? labels, string? from) = Labels(data);
        return new EvaluationFacts
        {
            Request = request,
            Points = points,
            Table = data.TableFacts!,
            InputHashes = InputHashes.For(request.InputFiles, request.Outputs, request.Config),
            Map = map,
            Labels = labels,
            LabelSource = from,
            ReadSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
    }

    /// <summary>
    /// The labels, and the files that they are from. Labels in the map that no option asks for may be unusable, and are then left out.
    /// </summary>
    private (IReadOnlyList<string>? Labels, string? From) Labels(InputData data)
    {
        if (request.LabelFiles.Count > 0)
        {
            string files = string.Join(", ", request.LabelFiles);
            return (SeveralOf(RunInput.ReadLabels(request.LabelFiles, data.Rows, interrupt), files), files);
        }

        if (data.Labels is { } own)
        {
            return (SeveralOf(own, Files), Files);
        }

        IReadOnlyList<string>? beside = Failures.Reading(() => LabelReader.ReadFromMap(request.Map, interrupt));
        if (beside is not null && beside.Distinct().Count() < 2)
        {
            _progress.Say($"{request.Map}: its column of labels has one label alone, and is left out");
            beside = null;
        }

        return (beside is null ? null : data.Rows.Cut(beside), beside is null ? null : request.Map);
    }

    private static IReadOnlyList<string> SeveralOf(IReadOnlyList<string> labels, string files) => labels.Distinct().Count() > 1
        ? labels
        : throw Bad($"{files}: all points have the label '{labels[0]}'; give at least two labels, or none");

    private EvaluationFacts Measure(EvaluationFacts facts)
    {
        double perplexity = request.Perplexity
            ?? Math.Min(TsneDefaults.Perplexity, (facts.Points.Rows - 1) / NeighborsPerPerplexity);
        TsnePlan? similarities = request.HasKl ? Tsne.Plan(new TsneInput(facts.Points), Similarities(perplexity)) : null;
        MemoryCheck.RequireFor(facts.Points, request.Options, similarities);
        try
        {
            long started = Stopwatch.GetTimestamp();
            MapEvaluation evaluation = _progress.TrackShare(
                "measuring the map",
                share => MapQuality.Evaluate(facts.Points, facts.Map, facts.Labels, request.Options, share, interrupt));
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            started = Stopwatch.GetTimestamp();
            if (request.HasKl)
            {
                _progress.Say("computing the KL divergence");
                evaluation = evaluation with { KlDivergence = KlDivergence(facts.Points, facts.Map, perplexity) };
            }

            return facts with
            {
                Evaluation = evaluation,
                Perplexity = request.HasKl ? perplexity : null,
                EvaluationSeconds = seconds,
                KlSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
                PeakBytes = ProcessMemory.Peak,
            };
        }
        catch (TsneOptionsException exception)
        {
            string[] lines = [.. exception.Faults.Select(fault => $"{EvaluateRows.NameOf(fault.Option)}: {fault.Message}")];
            throw new ToolException(ExitCode.WrongCommandLine, lines, exception);
        }
        catch (TsneInputException exception)
        {
            throw new ToolException(ExitCode.BadInput, [$"{Files}: {exception.Message}"], exception);
        }
    }

    /// <summary>How P is made for the KL divergence.</summary>
    private TsneOptions Similarities(double perplexity) => new()
    {
        Perplexity = perplexity,
        Metric = request.Options.Metric,
        Seed = request.Options.Seed,
        Threads = request.Options.Threads,
    };

    /// <summary>The cost of the map by the P that the engine makes by default: of the reduced points, with one perplexity.</summary>
    private Estimate KlDivergence(PointMatrix points, Embedding map, double perplexity)
    {
        TsneOptions options = Similarities(perplexity);
        NeighborGraph graph = Tsne.FindNeighbors(Tsne.Reduce(points, options, interrupt), options, interrupt);
        return MapQuality.KlDivergence(Tsne.ComputeAffinities(graph, options, interrupt), map, options);
    }

    private int Finish(EvaluationFacts facts)
    {
        OutputContents contents = new()
        {
            Map = facts.Map,
            Plot = new(),
            Report = stream => EvaluationReport.Write(stream, facts),
        };
        (OutputFiles written, IReadOnlyList<string> faults) = request.Outputs.Write(terminal, contents);
        if (!request.IsQuiet)
        {
            EvaluationSummary.Write(terminal.Out, facts, written);
        }

        Failures.Write(terminal.Error, faults);
        return faults.Count > 0 ? ExitCode.Failure : ExitCode.Success;
    }

    private static ToolException Bad(string fault) => new(ExitCode.BadInput, [fault]);
}
