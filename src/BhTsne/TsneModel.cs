using System.Diagnostics;
using BhTsne.Data;
using BhTsne.Models;
using BhTsne.Neighbors;
using BhTsne.Planning;
using BhTsne.Scheduling;

namespace BhTsne;

/// <summary>A finished map that takes new points, and that can be saved and loaded.</summary>
/// <remarks>
/// Made by <see cref="TsneRun.ToModel"/>. Immutable, safe to use from several threads at once. It keeps the points after the reduction, N x
/// K, and the map; the first call of <see cref="Transform"/> packs the points and builds the tree over the map, and later calls use both.
/// </remarks>
public sealed partial class TsneModel
{
    private readonly ModelContent _content;
    private readonly ReferenceSearch _search;
    private readonly Lock _lock = new();
    private (double Theta, IPlacement Placement)? _placement;
    private Embedding? _embedding;

    internal TsneModel(ModelContent content) =>
        (_content, _search) = (content, new ReferenceSearch(content.Points, content.Options.Metric));

    /// <summary>The version of the engine that made the map.</summary>
    public string EngineVersion => _content.EngineVersion;

    /// <summary>How the map was made.</summary>
    public TsneOptions Options => _content.Options;

    /// <summary>The number of points of the map, N; equal points that were merged count once each.</summary>
    public int Points => Embedding.Points;

    /// <summary>The number of dimensions of a point before the reduction, D.</summary>
    public int Dimensions => _content.Dimensions;

    /// <summary>What new points must be: <see cref="TsneInputKind.Points"/>, or <see cref="TsneInputKind.SparsePoints"/>.</summary>
    public TsneInputKind InputKind => _content.IsSparse ? TsneInputKind.SparsePoints : TsneInputKind.Points;

    /// <summary>The map, N x d, in the order of the input that it was made of.</summary>
    public Embedding Embedding => _embedding ??= _content.Expanded();

    /// <summary>
    /// The distance (not squared, after the reduction) from a point of the map to its nearest other one that 99 % of them do not exceed.
    /// </summary>
    public double TypicalDistance => _content.TypicalDistance;

    /// <summary>
    /// The names of the D columns; null where they are not known. New points have the same columns in the same order. Set by <see
    /// cref="WithColumnNames"/>.
    /// </summary>
    public IReadOnlyList<string>? ColumnNames => _content.ColumnNames;

    /// <summary>
    /// An id for each point of the map, in the order of <see cref="Embedding"/>; null where there are none. Set by <see cref="WithIds"/>.
    /// </summary>
    public IReadOnlyList<string>? Ids => _content.Ids;

    /// <summary>
    /// How new points are standardized before anything else; null where they are taken as they are. Set by
    /// <see cref="WithStandardization"/>.
    /// </summary>
    public Standardization? Standardization => _content.Standardization;

    /// <summary>
    /// The mean of each of the D columns over the points of the map, before the reduction and before <see cref="Standardization"/>, for
    /// instance in place of missing values of new points; null for sparse points.
    /// </summary>
    public IReadOnlyList<double>? ColumnMeans =>
        _content.Standardization is { } standardization ? standardization.Means
        : _content.Reduction.Pca is { } pca ? [.. pca.Mean]
        : _content.IsSparse ? null
        : MeansOf(_content.Points, _content.Weights);

    /// <summary>The content, for code that makes another model of it.</summary>
    internal ModelContent Content => _content;

    /// <summary>
    /// Places new points in the map, which stays as it is: one conditional row each over its nearest points of the map, a start at the
    /// weighted median of their places or at one of the three nearest, whichever costs least, and a descent of the cost of the map's own
    /// objective (docs/algorithm.md, "New points").
    /// </summary>
    /// <param name="points">M x D, dense or sparse as the points of the map were; without weights, a start or pinned rows.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Receives where it is, on the calling thread.</param>
    /// <param name="cancellation">Cancels within a block of work.</param>
    /// <returns>
    /// The places. New points do not act on each other: alone, in a batch, in any order and on any number of threads a point gets the same
    /// bits. A point at distance 0 from a point of the map gets its place (not with <see cref="Metric.InnerProduct"/>).
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The points are of another kind or number of dimensions, or more than coordinates is given.
    /// </exception>
    /// <exception cref="TsneOptionsException">An option is out of its range or does not fit the map.</exception>
    /// <exception cref="TsneInputException">
    /// A row of zeros has no cosine, a custom distance function failed, or the points or the numbers of the model are too large for single
    /// precision.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public TransformResult Transform(
        TsneInput points,
        TransformOptions? options = null,
        IProgress<TsneProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        options ??= new TransformOptions();
        RequireFit(points);
        (double perplexity, int neighbors) = TransformRules.Resolve(options, _content.Points.Rows);
        long started = Stopwatch.GetTimestamp();
        using WorkerTeam team = new(options.Threads, cancellation);
        points = Standardized(points);
        PointMatrix reduced = Reduce(points, team, progress);
        StageClock clock = new(progress, TsneStage.Neighbors, () => "among the points of the map", options.Iterations);
        ChunkedRows rows = _search.Find(reduced, neighbors, team, clock);
        clock.Finish();
        clock = new(progress, TsneStage.Optimization, () => "new points", options.Iterations);
        PlacementSettings settings = PlacementFactory.Settings(Options, options, perplexity);
        float[] places = Placement(options.Theta, team).Place(rows, settings, team, clock);
        clock.Finish();
        RequirePlaces(places);
        float[] distances = new float[rows.Rows], scores = new float[rows.Rows];
        float[]? residuals = _content.Reduction.Residuals(points, reduced, Options.Metric, team);
        for (int point = 0; point < distances.Length; point++)
        {
            distances[point] = rows.ValuesOf(point)[0];
            float residual = residuals is null ? 0 : Models.TypicalDistance.Score(residuals[point], _content.TypicalResidual);
            scores[point] = Math.Max(Models.TypicalDistance.Score(distances[point], TypicalDistance), residual);
        }

        return new TransformResult
        {
            Embedding = new Embedding(places, _content.Map.Dimensions),
            NearestDistances = distances,
            DistanceScores = scores,
            FarPoints = [.. Enumerable.Range(0, scores.Length).Where(point => scores[point] > TransformResult.FarScore)],
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
    }

    /// <summary>
    /// Saves the model to a file, completely or not at all: a file that was there before stays until the new one is on disk.
    /// </summary>
    /// <param name="path">The file; docs/formats.md describes it.</param>
    /// <exception cref="IOException">The folder does not exist, or writing failed.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write there.</exception>
    public void Save(string path) => AtomicFile.Write(path, Save);

    /// <summary>Saves the model to a stream.</summary>
    /// <param name="stream">The stream; it need not be able to seek and stays open.</param>
    /// <exception cref="IOException">Writing failed.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ModelFile.Write(stream, _content);
    }

    /// <summary>Loads a model from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="metric">The metric that the map was made with, where it is the caller's own; otherwise null.</param>
    /// <returns>The model: it gives the same answers, bit for bit, on every processor.</returns>
    /// <exception cref="TsneFileException">
    /// It is no model, of a newer version, cut short or changed; the message and <see cref="TsneFileException.Section"/> say where.
    /// </exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    public static TsneModel Load(string path, Metric? metric = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);

        // Opened once: a file that is replaced meanwhile is read to its end as it was.
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
        return new TsneModel(ModelFile.Read(stream, path, metric));
    }

    /// <summary>Loads a model from a stream, from where it stands to its end.</summary>
    /// <param name="stream">The stream; it need not be able to seek and stays open.</param>
    /// <param name="metric">The metric that the map was made with, where it is the caller's own; otherwise null.</param>
    /// <returns>The model.</returns>
    /// <exception cref="TsneFileException">As of a file.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static TsneModel Load(Stream stream, Metric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new TsneModel(ModelFile.Read(stream, null, metric));
    }

    /// <summary>This model with names for its columns, which are saved with it.</summary>
    /// <param name="names">A name for each of the D columns; null for none. They are copied.</param>
    /// <returns>A model that shares all else with this one, which stays as it is.</returns>
    /// <exception cref="ArgumentException">They are not as many as the columns.</exception>
    public TsneModel WithColumnNames(IReadOnlyList<string>? names) => names is null || names.Count == Dimensions
        ? new TsneModel(_content with { ColumnNames = names is null ? null : [.. names] })
        : throw new ArgumentException($"There are {names.Count} names for {Dimensions} columns.", nameof(names));

    /// <summary>This model with ids for its points, which are saved with it.</summary>
    /// <param name="ids">One for each of the points of <see cref="Embedding"/>; null for none. They are copied.</param>
    /// <returns>A model that shares all else with this one, which stays as it is.</returns>
    /// <exception cref="ArgumentException">They are not as many as the points.</exception>
    public TsneModel WithIds(IReadOnlyList<string>? ids) => ids is null || ids.Count == _content.OriginalPoints
        ? new TsneModel(_content with { Ids = ids is null ? null : [.. ids] })
        : throw new ArgumentException($"There are {ids.Count} ids for {_content.OriginalPoints} points.", nameof(ids));

    /// <summary>
    /// This model for points that were standardized before the map was made: it standardizes new points alike, and is saved with the means
    /// and deviations.
    /// </summary>
    /// <param name="standardization">What the points of the map were standardized with; null for points as they are.</param>
    /// <returns>A model that shares all else with this one, which stays as it is.</returns>
    /// <exception cref="ArgumentException">It has another number of dimensions, or the points of the map are sparse.</exception>
    public TsneModel WithStandardization(Standardization? standardization)
    {
        if (standardization is not null && _content.IsSparse)
        {
            throw new ArgumentException("Sparse points are not standardized.", nameof(standardization));
        }

        return standardization is null || standardization.Dimensions == Dimensions
            ? new TsneModel(_content with { Standardization = standardization })
            : throw new ArgumentException(
                $"It standardizes {standardization.Dimensions} dimensions, but the points have {Dimensions}.", nameof(standardization));
    }

    /// <summary>New points as those of the map were before the reduction.</summary>
    internal TsneInput Standardized(TsneInput points) =>
        _content.Standardization is { } standardization ? new TsneInput(standardization.Apply(points.Dense!)) : points;

    /// <summary>Refuses what are no points for this model.</summary>
    internal void RequireFit(TsneInput points)
    {
        if (points.Kind != InputKind)
        {
            throw new ArgumentException(
                $"The map was made of {Words(InputKind)}, but the new input is {Words(points.Kind)}; give {Words(InputKind)}.",
                nameof(points));
        }

        if (points.Dimensions != Dimensions)
        {
            throw new ArgumentException(
                $"The map was made of points of {Dimensions} dimensions, but the new points have {points.Dimensions}.", nameof(points));
        }

        if (points.Weights is not null || points.Start is not null || points.Pinned is not null)
        {
            throw new ArgumentException("New points have no weights, no start and no pinned rows; leave them out.", nameof(points));
        }
    }

    /// <summary>Reduces points as those of the map were.</summary>
    internal PointMatrix Reduce(TsneInput points, WorkerTeam team, IProgress<TsneProgress>? progress)
    {
        StageClock clock = new(progress, TsneStage.Reduction, () => "as the points of the map", 0);
        PointMatrix reduced = _content.Reduction.Transform(points, team);
        clock.Finish();
        return reduced;
    }

    private void RequirePlaces(ReadOnlySpan<float> places)
    {
        int bad = places.IndexOfAnyNonFinite();
        if (bad >= 0)
        {
            throw new TsneInputException(
                $"Row {bad / _content.Map.Dimensions} has no place: distances in the map are too large for single precision; "
                + "use a model whose map is smaller.");
        }
    }

    private static IReadOnlyList<double> MeansOf(PointMatrix points, PointWeights? weights) =>
        (weights is null ? BhTsne.Standardization.Of(points) : BhTsne.Standardization.Of(points, weights.Values)).Means;

    private static string Words(TsneInputKind kind) => kind switch
    {
        TsneInputKind.Points => "dense points",
        TsneInputKind.SparsePoints => "sparse points",
        _ => $"{kind}".ToLowerInvariant(),
    };

    private IPlacement Placement(double? given, WorkerTeam team)
    {
        double theta = given ?? (Options.Repulsion == RepulsionMethod.Exact ? 0 : Options.Theta);
        lock (_lock)
        {
            if (_placement is not { } made || made.Theta != theta)
            {
                _placement = made = (theta, PlacementFactory.Create(_content.Map, _content.Weights, Options, theta, team));
            }

            return made.Placement;
        }
    }
}
