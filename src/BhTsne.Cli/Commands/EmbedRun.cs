using BhTsne.Cli.Options;
using BhTsne.Cli.Progress;
using BhTsne.Cli.Reporting;

namespace BhTsne.Cli.Commands;

/// <summary>Reads, plans, makes the map, writes, and prints what was done.</summary>
/// <param name="request">What to do.</param>
/// <param name="terminal">Where to print.</param>
/// <param name="interrupt">Stops the run; a map that has begun is written as far as it has come.</param>
internal sealed class EmbedRun(EmbedRequest request, Terminal terminal, CancellationToken interrupt)
{
    private readonly RunProgress _progress = RunProgress.For(terminal, request.IsQuiet);

    /// <summary>Does it.</summary>
    /// <returns>
    /// <see cref="ExitCode.Success"/>, <see cref="ExitCode.Interrupted"/>, or <see cref="ExitCode.Failure"/> where a result could not be
    /// written.
    /// </returns>
    /// <exception cref="ToolException">The options or the input are at fault.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the optimization.</exception>
    public int Execute()
    {
        // Faults that can be known before the files are read are reported before they are read. The kind of a pipe is in its first
        // bytes, so that outputs are checked first: a pipe that is also an output would be waited for.
        request.Outputs.Check(request.InputFiles);
        OptionFaults.Require(request.Options.FindFaults(request.Points.Kind));
        RunInput files = new(request, interrupt);
        files.RequireFiles();

        _progress.Say($"reading {string.Join(", ", request.Points.Names)}");
        (TsneRun run, RunFacts facts) = Begin(files);
        using (run)
        {
            if (request.IsDryRun)
            {
                return Finish(facts, PlanTable.Write);
            }

            _progress.MayEndEarly = facts.MayEndEarly;
            facts = facts with { Result = Optimize(run), Details = _progress.Details, PeakBytes = ProcessMemory.Peak };
            if (request.Outputs.HaveModel)
            {
                facts = facts with { Model = run.ToModel().WithColumnNames(facts.ColumnNames) };
            }

            return Finish(facts, RunSummary.Write);
        }
    }

    /// <summary>Reads and plans. The input belongs to the run alone, which releases what it no longer needs.</summary>
    private (TsneRun Run, RunFacts Facts) Begin(RunInput files)
    {
        InputData data = files.Read();
        _progress.Say(data.Description);
        if (data.Match is { } match)
        {
            _progress.Say(match.Description);
        }

        TsneOptions options = request.IsUniformOverAll && data.NeighborsPerPoint is { } all
            ? request.Options with { Affinities = AffinityKind.Uniform(all) }
            : request.Options;
        TsnePlan plan = Tsne.Plan(data.Input, options);
        OptionFaults.Require(plan.Faults, request.FileOf);
        double? weights = data.Input.Weights is { } each ? each.ToArray().Sum(weight => (double)weight) : null;
        RunFacts facts = new()
        {
            Request = request,
            Plan = plan,
            Labels = data.Labels,
            Ids = data.Ids,
            ColumnNames = data.Table?.ColumnNames,
            Match = data.Match,
            Pinned = data.Input.Pinned?.Length ?? 0,
            SumOfWeights = weights,
            ReadSeconds = files.Seconds,
            ReadBytes = ProcessMemory.Current,
            ReadPeakBytes = ProcessMemory.Peak,
            PeakBytes = ProcessMemory.Peak,
        };
        TsneRun run = Tsne.Start(plan, data.Input, _progress);
        (run.KeepsPoints, run.HashesInput) = (request.Outputs.HaveModel, false);
        return (run, facts);
    }

    private TsneResult Optimize(TsneRun run)
    {
        try
        {
            return _progress.Track(() =>
            {
                run.Optimize(interrupt);
                return run.Result;
            });
        }
        catch (TsneCanceledException stopped)
        {
            return stopped.Result;
        }
        catch (DescentDivergedException exception) when ((request.StartFile ?? request.StartFromFile) is { } start)
        {
            throw new ToolException(ExitCode.BadInput, [$"{start}: {exception.Message}"], exception);
        }
        catch (TsneInputException exception)
        {
            string files = string.Join(", ", request.Points.Names);
            bool isTooFew = request.Points.Kind == TsneInputKind.Distances;
            string advice = isTooFew ? " --perplexity and --neighbor-count set how many are kept." : "";
            string[] lines = [.. Failures.Lines(exception.Message).Select(line => $"{files}: {line}{advice}")];
            throw new ToolException(ExitCode.BadInput, lines, exception);
        }
    }

    private int Finish(RunFacts facts, Action<TextWriter, RunFacts, OutputFiles> print)
    {
        (OutputFiles written, IReadOnlyList<string> faults) = request.Written.Write(terminal, OutputContents.Of(facts));
        if (!request.IsQuiet)
        {
            print(terminal.Out, facts, written);
        }

        Failures.Write(terminal.Error, faults);
        if (faults.Count > 0)
        {
            return ExitCode.Failure;
        }

        if (facts.Result?.StopReason != StopReason.Canceled)
        {
            return ExitCode.Success;
        }

        string[] kept =
        [
            $"interrupted after {facts.Result.Iterations} of {(facts.MayEndEarly ? "at most " : "")}{facts.Options.Iterations} iterations",
            .. Named("the map so far is in", written.All.Where(file => file.Kind != OutputKind.Report)),
            .. Named("the report is in", written.All.Where(file => file.Kind == OutputKind.Report)),
        ];
        Failures.Write(terminal.Error, [string.Join("; ", kept)]);
        return ExitCode.Interrupted;
    }

    private static string[] Named(string what, IEnumerable<OutputFile> files) =>
        files.Any() ? [$"{what} {string.Join(", ", files.Select(file => file.Name))}"] : [];
}
