using BhTsne.Cli.Options;
using BhTsne.Cli.Progress;
using BhTsne.Cli.Reporting;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>Reads, plans, makes the map, writes, and prints what was done.</summary>
/// <param name="request">What to do.</param>
/// <param name="terminal">Where to print.</param>
/// <param name="interrupt">Stops the run; a map that has begun is written as far as it has come.</param>
internal sealed class EmbedRun(EmbedRequest request, Terminal terminal, CancellationToken interrupt)
{
    private bool _isCutShort;
    private string? _lacks;
    private RunPage? _page;
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
        request.Snapshots?.Create();
        try
        {
            return Make();
        }
        finally
        {
            request.Snapshots?.RemoveIfUnused();
            _page?.Dispose();
        }
    }

    private int Make()
    {
        // Faults that can be known before the files are read are reported before they are read. The kind of a pipe is in its first
        // bytes, so that outputs are checked first: a pipe that is also an output would be waited for.
        request.CheckOutputs();
        OptionFaults.Require(request.Options.FindFaults(request.Points.Kind));
        RunInput files = new(request, interrupt);
        files.RequireFiles();

        SayWhatIsRepeated();
        _progress.Say($"reading {string.Join(", ", request.Points.Names)}");
        string? source = request.Checkpoints.Source;
        (TsneRun run, RunFacts facts) = Begin(files, source);
        using (run)
        {
            SayWhereItBegins(run, facts, source);
            StagedDescent descent = new(request, source is null ? null : SavedState.Of(run), facts, terminal.Error);
            if (request.IsDryRun)
            {
                return Finish(facts, descent, PlanTable.Write);
            }

            _progress.MayEndEarly = facts.MayEndEarly;
            _progress.Forecast = new TimeForecast(
                RunShape.Of(facts.Plan, request.IsCertified, run.Iteration),
                new WorkingTime(TimeProvider.System, () => _progress.TimePaused()),
                () => Environment.CpuUsage.TotalTime.TotalSeconds);
            TsneResult result = Optimize(run, descent);
            (IReadOnlyList<MapFrame> frames, IReadOnlyList<string> notes) = descent.Frames(result);
            facts = facts with { Result = result, Frames = frames, Details = _progress.Details, PeakBytes = ProcessMemory.Peak };
            facts = facts with { IsStoppedOnPage = _page?.HasStopped == true };
            facts = Measured(run, facts);
            facts = facts with { Page = WithNeighbors(run, facts) };
            if (request.Outputs.HaveModel)
            {
                facts = facts with
                {
                    Model = run.ToModel()
                        .WithColumnNames(facts.ColumnNames).WithIds(facts.Ids?.Values).WithStandardization(facts.Standardization),
                };
            }

            string[] saved = descent.SavedTo is { } file ? [$"the checkpoint is {Path.GetFullPath(file)}"] : [];
            facts = facts with { Notes = [.. notes, .. saved] };
            int exitCode = Finish(facts, descent, RunSummary.Write);
            _page?.Show(facts, waits: terminal.Interactive && !request.IsQuiet);
            return exitCode;
        }
    }

    /// <summary>Reads and plans. The input belongs to the run alone, which releases what it no longer needs.</summary>
    private (TsneRun Run, RunFacts Facts) Begin(RunInput files, string? source)
    {
        InputData data = files.Read();
        _progress.SayAll(data.Lines);
        if (data.Match is { } match)
        {
            _progress.Say(match.Description);
        }

        TsneOptions options = request.IsUniformOverAll && data.NeighborsPerPoint is { } all
            ? request.Options with { Affinities = AffinityKind.Uniform(all) }
            : request.Options;
        options = request.StartFromFile is null ? options : Continued(options, data.Input);
        TsnePlan plan = Tsne.Plan(data.Input, options);
        OptionFaults.Require(plan.Faults, request.FileOf);
        if (!request.IsDryRun)
        {
            MemoryCheck.Require(plan);
        }

        if (request.IsWatched)
        {
            _page = RunPage.Open(request, plan, data, terminal, _progress, interrupt);
            _progress.TimePaused = () => _page.TimePaused;
        }

        TsneRun run = RunStart.Open(request, source, plan, data.Input, (IProgress<TsneProgress>?)_page ?? _progress);
        var hashes = InputHashes.For(request.InputFiles.Except(request.Checkpoints.Inputs), request.Outputs, request.Config);
        double? weights = data.Input.Weights is { } each ? each.ToArray().Sum(weight => (double)weight) : null;
        bool isMapped = data.TableFacts?.MappedBytes > 0;
        RunFacts facts = new()
        {
            Request = request,
            Plan = plan,
            Labels = data.Labels,
            LabelName = data.LabelColumn?.Name,
            Ids = data.Ids,
            ColumnNames = data.Table?.ColumnNames,
            ConstantColumns = request.Points.IsSample ? [] : ConstantColumns.Of(data.Table),
            Table = data.TableFacts,
            Standardization = data.Standardization,
            Match = data.Match,
            Page = PageContent.Of(request, data, interrupt),
            Pinned = data.Input.Pinned?.Length ?? 0,
            SumOfWeights = weights,
            InputHashes = hashes,
            ResumedAt = source is null ? null : run.Iteration,
            ReadSeconds = files.Seconds,
            ReadBytes = isMapped ? ProcessMemory.Own : ProcessMemory.Current,
            ReadPeakBytes = isMapped ? ProcessMemory.Own : ProcessMemory.Peak,
            PeakBytes = ProcessMemory.Peak,
        };
        return (run, facts);
    }

    /// <summary>
    /// What is not given is chosen so that an earlier map moves little: with the rates of a new map it would move more than twice as far,
    /// for a cost that is 1 % lower (docs/performance.md, "From an earlier map").
    /// </summary>
    private static TsneOptions Continued(TsneOptions options, TsneInput input)
    {
        const double Momentum = 0.9;
        double all = input.Weights is { } weights ? weights.ToArray().Sum(weight => (double)weight) : input.Points;
        return options with
        {
            LearningRate = options.LearningRate ?? (all / options.LateExaggeration),
            Momentum = options.Momentum ?? Momentum,
        };
    }

    private void SayWhatIsRepeated()
    {
        if (request.Config is { Version: not null } report)
        {
            string left = report.LeftOut.Count == 0 ? "" : $"; not {string.Join(", ", report.LeftOut)}, which are given anew";
            _progress.Say($"input and options of the run in {report.Path}{left}");
            if (request.AsksForScores && !request.IsDiagnosed)
            {
                _progress.Say($"the points are not scored as {TrustRows.Diagnostics.Name} of that run says: no output can show the scores");
            }
        }
    }

    private void SayWhereItBegins(TsneRun run, RunFacts facts, string? source)
    {
        string planned = $"{(facts.MayEndEarly ? "at most " : "")}{facts.Options.Iterations} iterations";
        if (source is not null)
        {
            _progress.Say(run.IsFinished
                ? $"{source}: this run has ended, after {run.Iteration} iterations; its outputs are written again"
                : $"{source}: going on after {run.Iteration} of {planned}");
        }

        if (request.Checkpoints is { Save: { } file, IsOneFile: false } && File.Exists(file))
        {
            string advice = source is null ? $"; {StagedRows.Resume.Name} {file} would have gone on with the run in it" : "";
            _progress.Say($"{file} is replaced{advice}");
        }
    }

    /// <summary>Adds the certificate and the scores of the points; not after Ctrl-C, which ends the tool soon.</summary>
    private RunFacts Measured(TsneRun run, RunFacts facts)
    {
        facts = facts with { GradientErrors = run.GradientErrors };
        try
        {
            if (request.IsCertified && !facts.IsInterrupted)
            {
                _progress.Say("measuring how far to trust the map");
                facts = facts with { Certificate = run.Certify(interrupt) };
            }

            if (request.IsDiagnosed && !facts.IsInterrupted)
            {
                _progress.Say("scoring the points");
                facts = facts with { Diagnostics = PointDiagnostics.Of(run, interrupt) };
            }
        }
        catch (OperationCanceledException)
        {
            // The map is whole; it is written without what was being measured.
            _isCutShort = true;
        }
        catch (Exception exception) when (Failures.IsLackOfMemory(exception))
        {
            _lacks = "there is not enough memory to measure the map, which is written without";
        }

        return facts;
    }

    /// <summary>
    /// The content of the page with the neighbours of the points, unless they would have to be searched again after Ctrl-C.
    /// </summary>
    private PageContent WithNeighbors(TsneRun run, RunFacts facts)
    {
        int count = Math.Min(request.PageNeighborsFor(facts.Plan.Points), facts.Plan.Points - 1);
        try
        {
            return facts.Page.WithNeighbors(run, count, run.KeepsNeighbors && facts.ResumedAt is null ? CancellationToken.None : interrupt);
        }
        catch (OperationCanceledException)
        {
            return facts.Page;
        }
    }

    private TsneResult Optimize(TsneRun run, StagedDescent descent)
    {
        try
        {
            return WithoutPauses(_progress.Track(() =>
            {
                descent.Optimize(run, _page?.Stop ?? interrupt);
                return run.Result;
            }));
        }
        catch (TsneCanceledException stopped)
        {
            return WithoutPauses(stopped.Result);
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
            throw new ToolException(ExitCode.BadInput, [$"{files}: {exception.Message}{advice}"], exception);
        }
    }

    /// <summary>The clock of the run counts pauses as part of the descent.</summary>
    private TsneResult WithoutPauses(TsneResult result)
    {
        double worked = result.Seconds.Optimization - _progress.TimePaused().TotalSeconds;
        return result with { Seconds = result.Seconds with { Optimization = Math.Max(0, worked) } };
    }

    private int Finish(RunFacts facts, StagedDescent descent, Action<TextWriter, RunFacts, OutputFiles> print)
    {
        (OutputFiles written, IReadOnlyList<string> faults) = request.Written.Write(terminal, OutputContents.Of(facts));
        faults = [.. faults, .. descent.Faults];
        if (!request.IsQuiet)
        {
            print(terminal.Out, facts, written);
        }

        Failures.Write(terminal.Error, faults);
        if (faults.Count > 0)
        {
            return ExitCode.Failure;
        }

        string[] left =
        [
            .. request.IsCertified && facts.Certificate is null ? ["the certificate"] : Array.Empty<string>(),
            .. request.IsDiagnosed && facts.Diagnostics is null ? [$"the scores of {TrustRows.Diagnostics.Name}"] : Array.Empty<string>(),
        ];
        if (_lacks is not null)
        {
            Failures.Write(terminal.Error, [$"{_lacks} {string.Join(" and ", left)}"]);
            return ExitCode.Failure;
        }

        if (_isCutShort)
        {
            Failures.Write(terminal.Error, [$"interrupted after the map was made; without {string.Join(" and ", left)}"]);
            return ExitCode.Interrupted;
        }

        if (!facts.IsInterrupted)
        {
            return ExitCode.Success;
        }

        string[] kept =
        [
            $"interrupted after {facts.Result!.Iterations} of {(facts.MayEndEarly ? "at most " : "")}{facts.Options.Iterations} iterations",
            .. Named("the map so far is in", written.All.Where(file => file.Kind != OutputKind.Report)),
            .. Named("the report is in", written.All.Where(file => file.Kind == OutputKind.Report)),
            .. request.IsDiagnosed ? [$"the scores of {TrustRows.Diagnostics.Name} are left out"] : Array.Empty<string>(),
            .. descent.SavedTo is { } saved ? [$"{StagedRows.Resume.Name} {saved} goes on from there"] : Array.Empty<string>(),
        ];
        Failures.Write(terminal.Error, [string.Join("; ", kept)]);
        return ExitCode.Interrupted;
    }

    private static string[] Named(string what, IEnumerable<OutputFile> files) =>
        files.Any() ? [$"{what} {string.Join(", ", files.Select(file => file.Name))}"] : [];
}
