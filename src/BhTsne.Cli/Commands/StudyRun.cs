using BhTsne.Cli.Options;
using BhTsne.Cli.Progress;
using BhTsne.Cli.Reporting;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>Reads points, measures, writes each row as it comes, and prints what the rows say.</summary>
/// <param name="request">What to do.</param>
/// <param name="terminal">Where to print.</param>
/// <param name="interrupt">Stops it; the rows that were measured are in the file.</param>
internal sealed class StudyRun(StudyRequest request, Terminal terminal, CancellationToken interrupt)
{
    private readonly RunProgress _progress = RunProgress.For(terminal with { Interactive = false }, request.IsQuiet);
    private readonly List<StudyMap> _maps = [];

    private string InputNames => string.Join(", ", request.Points.Names);

    /// <summary>Does it.</summary>
    /// <returns><see cref="ExitCode.Success"/>, or <see cref="ExitCode.Failure"/> where the page could not be written.</returns>
    /// <exception cref="ToolException">The options or the input are at fault, or it was stopped.</exception>
    public int Execute()
    {
        StudyOutputs.Check(request);
        RunInput.RequireFiles(request.InputFiles);
        Require([.. request.Options.FindFaults(), .. request.Grid.FindFaults(request.Options)]);
        InputData data = Read();
        (TsneInput input, IReadOnlyList<string>? labels) = (data.Input, data.Labels);
        Require(TsneStudy.FindFaults(input, request.Grid, request.Options, labels));
        MemoryCheck.RequireLargest(Plans(input));
        IReadOnlyList<StudyRow> rows = Measure(input, labels);
        return Finish(new StudyFacts(request, input.Points, rows, _maps, labels) { LabelName = data.LabelColumn?.Name, Ids = data.Ids });
    }

    private void Require(IReadOnlyList<TsneFault> faults)
    {
        TsneFault[] aboutLabels = [.. faults.Where(fault => fault.Option == "Labels")];
        if (aboutLabels.Length > 0)
        {
            string file = request.LabelFiles.Count > 0 ? string.Join(", ", request.LabelFiles) : InputNames;
            throw new ToolException(ExitCode.BadInput, [.. aboutLabels.Select(fault => $"{file}: {fault.Message}")]);
        }

        OptionFaults.Require(faults, option => option == nameof(TsneInput.Points) ? InputNames : null, StudyCommand.Page.Rows);
    }

    /// <summary>The plans of all runs that differ in the memory that they need.</summary>
    private IEnumerable<TsnePlan> Plans(TsneInput input) =>
        from perplexity in request.Grid.Perplexities.DefaultIfEmpty(request.Options.Perplexity)
        from objective in request.Grid.Objectives.DefaultIfEmpty(request.Options.Objective)
        from schedule in request.Grid.Schedules.DefaultIfEmpty(request.Options.Schedule)
        select Tsne.Plan(input, request.Options with { Perplexity = perplexity, Objective = objective, Schedule = schedule });

    private InputData Read()
    {
        _progress.Say($"reading {InputNames}");
        InputData data = Failures.Reading(() => request.Points.Read(new PerPoint(null, null) { Table = InputNames }, interrupt));
        _progress.SayAll(data.Lines);
        return data.WithLabels(request.LabelFiles, null, interrupt);
    }

    private IReadOnlyList<StudyRow> Measure(TsneInput input, IReadOnlyList<string>? labels)
    {
        IReadOnlyDictionary<string, string> identity = new TsneStudy(input, request.Grid, request.Options, labels).Identity;
        using StudyFile file = Failures.Reading(() => Open(identity));
        if (file.Rows.Count > 0)
        {
            _progress.Say(FormattableString.Invariant($"{file.Rows.Count:N0} rows are in {request.Output} already"));
        }

        TsneStudy study = new(input, request.Grid, request.Options, labels)
        {
            Cache = request.Cache is null ? null : new StudyCache(request.Cache) { Note = _progress.Say },
            Done = [.. file.Rows],
            RowMeasured = file.Add,
            MapMade = (row, map) => _maps.Add(new StudyMap(row, map)),
            Progress = new StudyLines(_progress),
        };
        try
        {
            if (request.MeasuresGradients)
            {
                study.MeasureGradients(interrupt);
            }

            if (request.MeasuresOutcomes)
            {
                study.MeasureOutcomes(interrupt);
            }
        }
        catch (OperationCanceledException exception)
        {
            string line = FormattableString.Invariant($"interrupted; {file.Rows.Count:N0} rows are in {request.Output}, ")
                + $"and the same command with {StudyRows.Resume.Name} goes on";
            throw new ToolException(ExitCode.Interrupted, [line], exception);
        }
        catch (TsneInputException exception)
        {
            throw new ToolException(ExitCode.BadInput, [$"{InputNames}: {exception.Message}"], exception);
        }

        return [.. file.Rows];
    }

    private StudyFile Open(IReadOnlyDictionary<string, string> identity) => request.Resumes
        ? StudyFile.Resume(request.Output, identity)
        : StudyFile.Create(request.Output, identity);

    private int Finish(StudyFacts facts)
    {
        List<string> faults = [], pages = [];
        if (request.Plot is { } plot)
        {
            WritePage(plot, stream => HtmlCharts.Write(stream, StudyPage.Of(facts)));
        }

        if (request.Maps is { } maps && facts.Maps.Count > 0)
        {
            WritePage(maps, stream => HtmlPlot.Write(stream, StudyMaps.Frames(facts.Maps), facts.Labels, StudyMaps.Plot(facts)));
        }

        if (!request.IsQuiet)
        {
            StudySummary.Write(terminal.Out, facts, pages);
        }

        Failures.Write(terminal.Error, faults);
        return faults.Count > 0 ? ExitCode.Failure : ExitCode.Success;

        void WritePage(string page, Action<Stream> write)
        {
            try
            {
                AtomicFile.Write(page, write);
                pages.Add(page);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                faults.Add(exception.Message);
            }
        }
    }
}
