using System.Diagnostics;
using BhTsne.Cli.Options;
using BhTsne.Cli.Progress;
using BhTsne.Cli.Reporting;

namespace BhTsne.Cli.Commands;

/// <summary>Reads a model and new points, places them, writes, and prints what was done.</summary>
/// <param name="request">What to do.</param>
/// <param name="terminal">Where to print.</param>
/// <param name="interrupt">Stops it; then nothing is written.</param>
internal sealed class TransformRun(TransformRequest request, Terminal terminal, CancellationToken interrupt)
{
    private readonly RunProgress _progress = RunProgress.For(terminal, request.IsQuiet);

    /// <summary>Does it.</summary>
    /// <returns><see cref="ExitCode.Success"/>, or <see cref="ExitCode.Failure"/> where a result could not be written.</returns>
    /// <exception cref="ToolException">The options or the input are at fault, or it was stopped.</exception>
    public int Execute()
    {
        request.Outputs.Check(request.InputFiles);
        RunInput.RequireFiles(request.InputFiles);
        try
        {
            return Finish(Place(Read()));
        }
        catch (OperationCanceledException exception)
        {
            throw new ToolException(ExitCode.Interrupted, ["interrupted; nothing was written"], exception);
        }
    }

    private string Files => string.Join(", ", request.Points.Names);

    private (TransformFacts Facts, TsneInput Input) Read()
    {
        long started = Stopwatch.GetTimestamp();
        _progress.Say($"reading {request.Model}");
        TsneModel model = Failures.Reading(() => TsneModel.Load(request.Model));
        _progress.Say(FormattableString.Invariant($"a map of {model.Points:N0} points of {model.Dimensions:N0} dimensions"));
        _progress.Say($"reading {Files}");
        PerPoint given = new(null, null)
        {
            Table = Files,
            ValueForMissing = NewPoints.ValuesForMissing(model),
            FeatureNames = model.ColumnNames,
        };
        InputData data = Failures.Reading(() => request.Points.Read(given, interrupt));
        TableFacts? table = data.TableFacts is { } read ? read with { MeanOf = "the means of their columns in the map" } : null;
        _progress.SayAll([data.Description, .. table?.Lines ?? []]);
        NewPoints points = Failures.Reading(() => NewPoints.For(model, request.Model, data, Files));
        if (points.LeftOut.Count > 0)
        {
            string names = string.Join(", ", points.LeftOut.Select(name => $"'{name}'"));
            _progress.Say($"columns left out, which the map does not have: {names}");
        }

        InputData labels = data.WithLabels(request.LabelFiles, request.LabelNames, interrupt);
        TransformFacts facts = new()
        {
            Request = request,
            Model = model,
            Points = points.Input.Points,
            LeftOut = points.LeftOut,
            Table = table,
            InputHashes = InputHashes.For(request.InputFiles, request.Outputs, request.Config),
            Ids = data.Ids,
            Labels = labels.Labels,
            LabelName = labels.LabelColumn?.Name,
            ReadSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
        return (facts, points.Input);
    }

    private TransformFacts Place((TransformFacts Facts, TsneInput Input) read)
    {
        MemoryCheck.RequireFor(read.Facts.Model, read.Input, request.Options);
        try
        {
            TransformResult result = _progress.Track(
                () => read.Facts.Model.Transform(read.Input, request.Options, _progress, interrupt));
            return read.Facts with { Result = result, PeakBytes = ProcessMemory.Peak };
        }
        catch (TsneOptionsException exception)
        {
            OptionFaults.Require(exception.Faults);
            throw;
        }
        catch (TsneInputException exception)
        {
            throw new ToolException(ExitCode.BadInput, [$"{Files}, placed by {request.Model}: {exception.Message}"], exception);
        }
    }

    private int Finish(TransformFacts facts)
    {
        (OutputFiles written, IReadOnlyList<string> faults) = request.Outputs.Write(terminal, facts.Contents);
        if (!request.IsQuiet)
        {
            TransformSummary.Write(terminal.Out, facts, written);
        }

        Failures.Write(terminal.Error, faults);
        return faults.Count > 0 ? ExitCode.Failure : ExitCode.Success;
    }
}
