using BhTsne.Data;
using BhTsne.Neighbors;
using BhTsne.Numerics;
using BhTsne.Quality;
using BhTsne.Scheduling;

namespace BhTsne;

public static partial class MapQuality
{
    /// <summary>
    /// Compares a map with its points: which neighbours it keeps, whether far is far and near is near, and how labels lie in it.
    /// </summary>
    /// <param name="points">N x D, those that the map was made of; at least 4.</param>
    /// <param name="map">N x d, in the same order. It may be made by any program.</param>
    /// <param name="labels">One for each point, of at least two kinds; null for none.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Receives the completed share, 0 to 1, on the calling thread.</param>
    /// <param name="cancellation">Cancels within a block of work.</param>
    /// <returns>
    /// The measures. Up to 10,000 points those over points are exact; above, 2,000 query points drawn at random are compared with all
    /// points, and each measure has a 95 % interval. The same seed gives the same bits on any number of threads.
    /// </returns>
    /// <exception cref="TsneOptionsException">An option is out of its range or does not fit the number of points.</exception>
    /// <exception cref="ArgumentException">
    /// Points, map and labels are of different length, there are fewer than 4 points, a label is null, or all labels are the same.
    /// </exception>
    /// <exception cref="TsneInputException">
    /// A row of zeros has no cosine, a custom distance function failed, or the points have more values than one array can hold.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static MapEvaluation Evaluate(
        PointMatrix points,
        Embedding map,
        IReadOnlyList<string>? labels = null,
        EvaluationOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(map);
        int count = points.Rows;
        if (map.Points != count)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The map has {map.Points} points, but there are {count} input points; ")
                + "give the points that the map was made of, in the same order.",
                nameof(map));
        }

        if (count < EvaluationRules.FewestPoints)
        {
            throw new ArgumentException(
                $"There are {count} points; a map of fewer than {EvaluationRules.FewestPoints} cannot be measured.", nameof(points));
        }

        if (!Panels.Fit(count, points.Columns))
        {
            throw new TsneInputException(
                $"{Panels.TooMany(count, points.Columns)}; measure a part of the rows, or compare the map with the points after PCA.");
        }

        options ??= new EvaluationOptions();
        (int[] neighbors, int sample) = EvaluationRules.Resolve(options, count);
        LabelIndex? index = labels is null ? null : LabelIndex.Create(labels, count);
        PointMatrix places = PointMatrix.From(map.Memory, count, map.Dimensions);
        using WorkerTeam team = new(options.Threads, cancellation);
        int[] queries = PointSample.Draw(count, sample, options.Seed, RandomStream.EvaluationQueries);
        NeighborhoodMeasures measures = new(
            PointSpace.Create(points, options.Metric), PointSpace.Create(places, Metric.Euclidean), count, neighbors);
        NeighborhoodQuality[] neighborhoods = measures.Measure(queries, team, SharedProgress.Part(progress, 0, 0.8));
        DistanceOrder order = new(
            PairDistance.Create(points, options.Metric, team), PairDistance.Create(places, Metric.Euclidean, team), count);
        MapEvaluation evaluation = new()
        {
            Points = count,
            Queries = queries.Length,
            Neighborhoods = neighborhoods,
            RankCorrelation = order.RankCorrelation(options.Pairs, options.Seed, team),
            TripletAgreement = order.TripletAgreement(options.Triplets, options.Seed, team),
        };
        progress?.Report(0.85);
        if (index is not null)
        {
            evaluation = evaluation with
            {
                LabelAccuracy = Accuracy(places, index, options.LabelNeighbors, team, SharedProgress.Part(progress, 0.85, 0.95)),
                Silhouette = new SilhouetteMeasure(places, index).Measure(queries, team, SharedProgress.Part(progress, 0.95, 1)),
            };
        }

        progress?.Report(1);
        return evaluation;
    }

    private static Estimate Accuracy(PointMatrix map, LabelIndex labels, int neighbors, WorkerTeam team, IProgress<double>? progress)
    {
        int k = Math.Min(neighbors, map.Rows - 1);
        NeighborChoice choice = NeighborSearches.Choose(NeighborMethod.Auto, map.Rows, map.Columns, Metric.Euclidean);
        ChunkedRows rows = NeighborSearches.Create(choice).FindNeighbors(map, Metric.Euclidean, k, team, progress);
        return LabelAccuracy.Measure(labels, rows, team);
    }
}
