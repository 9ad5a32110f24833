using BhTsne.Scheduling;
using BhTsne.Studies;

namespace BhTsne;

/// <summary>
/// Accuracy against speed: measures time and error of gradients on the way of a run, and time, cost and quality of whole runs over a grid
/// of options. Neighbours and P are made once for all of them.
/// </summary>
/// <remarks>
/// <see cref="StudyFile"/> keeps the rows, <see cref="StudyCache"/> what they are made of, and <see cref="StudyAdvice"/> reads them. A
/// study that was interrupted goes on where <see cref="Done"/> has what it measured. For one thread at a time; its input is not changed.
/// </remarks>
public sealed partial class TsneStudy
{
    private readonly TsneInput _input;
    private readonly StudyGrid _grid;
    private readonly TsneOptions _options;
    private readonly IReadOnlyList<string>? _labels;

    /// <summary>Plans a study. No work is done yet.</summary>
    /// <param name="input">Dense or sparse points, without weights, a start or pinned rows.</param>
    /// <param name="grid">What is compared; null for the defaults.</param>
    /// <param name="options">All that the grid does not name; null for the defaults.</param>
    /// <param name="labels">One for each point, to measure how they lie in the maps; null for none.</param>
    /// <exception cref="TsneOptionsException">A value does not fit; all faults are named.</exception>
    public TsneStudy(TsneInput input, StudyGrid? grid = null, TsneOptions? options = null, IReadOnlyList<string>? labels = null)
    {
        IReadOnlyList<TsneFault> faults = FindFaults(input, grid, options, labels);
        if (faults.Count > 0)
        {
            throw new TsneOptionsException(faults);
        }

        (_input, _grid, _options, _labels) = (input, grid ?? new StudyGrid(), options ?? new TsneOptions(), labels);
        if (_grid.Perplexities.Count > 0)
        {
            // Stages that do not depend on the perplexity are planned with one that the input has neighbours for.
            _options = _options with { Perplexity = _grid.Perplexities[0] };
        }
    }

    /// <summary>Where neighbours, P and maps are kept; null to make them anew in each study.</summary>
    public StudyCache? Cache { get; init; }

    /// <summary>Rows that were measured before: they are not measured again.</summary>
    public IReadOnlyCollection<StudyRow> Done { get; init; } = [];

    /// <summary>Receives each row as soon as it is measured, on the calling thread.</summary>
    public Action<StudyRow>? RowMeasured { get; init; }

    /// <summary>
    /// Receives the map of each whole run with its row, on the calling thread; also those of rows that were measured before, where the
    /// cache has the map.
    /// </summary>
    public Action<StudyRow, Embedding>? MapMade { get; init; }

    /// <summary>Receives where the study is, on the calling thread.</summary>
    public IProgress<StudyProgress>? Progress { get; init; }

    /// <summary>Finds what is wrong before any work: values out of range, and values that do not fit the input.</summary>
    /// <param name="input">Dense or sparse points.</param>
    /// <param name="grid">What is compared; null for the defaults.</param>
    /// <param name="options">All that the grid does not name; null for the defaults.</param>
    /// <param name="labels">One for each point; null for none.</param>
    /// <returns>The faults: of the grid by the names of its lists, of labels by "Labels", of all else as <see cref="Tsne.Plan"/>.</returns>
    public static IReadOnlyList<TsneFault> FindFaults(
        TsneInput input, StudyGrid? grid = null, TsneOptions? options = null, IReadOnlyList<string>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return StudyInputRules.Find(input, grid ?? new StudyGrid(), options ?? new TsneOptions(), labels);
    }

    /// <summary>
    /// Measures ways to compute the repulsion at one map: time and error of the exact sum, of the published Barnes-Hut and of this engine
    /// at each θ of the grid.
    /// </summary>
    /// <param name="affinities">P, of points without weights.</param>
    /// <param name="map">N points, in the order of P.</param>
    /// <param name="grid">θ and repetitions; null for the defaults.</param>
    /// <param name="options">Objective, degrees of freedom, seed of the sample and threads; null for the defaults.</param>
    /// <param name="cancellation">Cancels within a block of work.</param>
    /// <returns>One row for each way, whose <see cref="StudyRow.Stage"/> is null.</returns>
    /// <exception cref="TsneOptionsException">A value of the grid or an option is out of its range.</exception>
    /// <exception cref="ArgumentException">The map has not as many points as P, or P is of points with weights.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static IReadOnlyList<StudyRow> MeasureGradients(
        AffinityMatrix affinities,
        Embedding map,
        StudyGrid? grid = null,
        TsneOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(affinities);
        ArgumentNullException.ThrowIfNull(map);
        (grid, options) = (grid ?? new StudyGrid(), options ?? new TsneOptions());
        TsneFault[] faults = [.. options.FindFaults(TsneInputKind.Affinities), .. grid.FindFaults(options)];
        if (faults.Length > 0)
        {
            throw new TsneOptionsException(faults);
        }

        if (affinities.Weights is not null)
        {
            throw new ArgumentException("P is of points with weights, which a study does not take.", nameof(affinities));
        }

        if (map.Points != affinities.Points)
        {
            throw new ArgumentException($"The map has {map.Points} points, but P has {affinities.Points}.", nameof(map));
        }

        using WorkerTeam team = new(options.Threads, cancellation);
        return
        [
            .. from setting in grid.GradientRuns(options)
               let tasks = GradientTask.Of(grid.GradientThetas(options)).ToArray()
               from result in Measurement(affinities, team, grid, options, tasks, null)
                   .Measure(map, setting.Objective, setting.DegreesOfFreedom)
               select Row(setting with { Perplexity = null }, null, 0, result),
        ];
    }

    /// <summary>
    /// The gradient part: a run for each objective, and at some of its maps time and error of the exact sum, of the published Barnes-Hut
    /// and of this engine at each θ. Errors are against sums in double precision over all points, at a sample of up to 1,000 of them.
    /// </summary>
    /// <param name="cancellation">Cancels within a block of work; the rows that were measured have been passed on.</param>
    /// <returns>The rows that were measured now.</returns>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    /// <exception cref="TsneInputException">The data are at fault in a way that only a run can find.</exception>
    public IReadOnlyList<StudyRow> MeasureGradients(CancellationToken cancellation = default)
    {
        List<StudyRow> rows = [];
        StudySetting[] runs = [.. _grid.GradientRuns(_options)];
        for (int run = 0; run < runs.Length; run++)
        {
            _place = new(StudyPart.Gradient, run, runs.Length, $"{runs[run]}");
            MeasureGradients(runs[run], rows, cancellation);
        }

        return rows;
    }

    /// <summary>The outcome part: a whole run for each point of the grid, its time, its cost and the measures of its map.</summary>
    /// <param name="cancellation">Cancels within a block of work; the rows that were measured have been passed on.</param>
    /// <returns>The rows that were measured now.</returns>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    /// <exception cref="TsneInputException">The data are at fault in a way that only a run can find.</exception>
    /// <exception cref="DescentDivergedException">All kernel weights of a run underflow to 0.</exception>
    public IReadOnlyList<StudyRow> MeasureOutcomes(CancellationToken cancellation = default)
    {
        List<StudyRow> rows = [];
        StudySetting[] runs = [.. _grid.Outcomes(_options)];
        for (int run = 0; run < runs.Length; run++)
        {
            _place = new(StudyPart.Outcome, run, runs.Length, $"{runs[run]}");
            if (DoneRow(StudyPart.Outcome, runs[run], null, MethodOf(_options)) is { } done)
            {
                ShowKeptMap(done, runs[run]);
                continue;
            }

            StudyRow row = RunWhole(runs[run], cancellation, out Embedding map);
            Take(row, rows);
            MapMade?.Invoke(row, map);
        }

        return rows;
    }

    private static StudyMethod MethodOf(TsneOptions options) =>
        options.Repulsion == RepulsionMethod.Exact ? StudyMethod.Exact : StudyMethod.Engine;

    private StudyRow? DoneRow(StudyPart part, StudySetting setting, double? stage, StudyMethod method) =>
        Done.FirstOrDefault(row => row.Key == (part, setting, stage, method));

    private void Take(StudyRow row, List<StudyRow> rows)
    {
        rows.Add(row);
        RowMeasured?.Invoke(row);
    }
}
