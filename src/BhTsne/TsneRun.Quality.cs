using System.Diagnostics;
using BhTsne.Data;
using BhTsne.Optimization;
using BhTsne.Quality;

namespace BhTsne;

/// <content>What the map of a run is worth.</content>
public sealed partial class TsneRun
{
    private NeighborSample? _sample;
    private int? _equalPoints;
    private int[][]? _trueNeighbors;
    private int[][]? _nearest;
    private bool _isOwnSearch;
    private double _trueNeighborSeconds;

    /// <summary>
    /// Whether the true neighbours of up to 1,000 points are found beside those of the search, for <see cref="Certify"/>. Set it before the
    /// first stage. Where it is off, a certificate finds them among the points that <see cref="KeepsPoints"/> has kept.
    /// </summary>
    public bool Certifies { get; set; }

    /// <summary>
    /// Whether the run keeps the 30 nearest neighbours of each point, 4 bytes each, for <see cref="Diagnose"/> and
    /// <see cref="NearestNeighbors"/>. Set it before the first stage. Where it is off, or the run was resumed, they are searched again
    /// among the points that <see cref="KeepsPoints"/> has kept, or are those of the largest entries of P.
    /// </summary>
    public bool KeepsNeighbors { get; set; }

    /// <summary>
    /// The errors of the gradient that were measured on the way, with each θ; none without <see cref="TsneOptions.GradientError"/>. Those
    /// before a run was resumed are not known.
    /// </summary>
    public IReadOnlyList<GradientErrorSample> GradientErrors => _descent?.GradientErrors ?? [];

    /// <summary>Measures how far to trust the map as it is. It changes nothing: the run can go on to the same bits.</summary>
    /// <returns>The certificate.</returns>
    /// <remarks>
    /// It takes one pass at <see cref="TsneOptions.Theta"/>, the sums over all pairs of up to 1,000 points, and the true neighbours of
    /// up to 1,000 points among all, in the input and in the map.
    /// </remarks>
    /// <param name="cancellation">Cancels within a block of work. Neighbours by a distance of the caller's own can take long.</param>
    /// <exception cref="InvalidOperationException">The descent has not begun.</exception>
    /// <exception cref="OperationCanceledException">It was canceled; nothing has changed.</exception>
    /// <exception cref="DescentDivergedException">All kernel weights underflow to 0, or a position is not finite.</exception>
    public TsneCertificate Certify(CancellationToken cancellation = default)
    {
        long started = Stopwatch.GetTimestamp();
        double fall = Improvement(Result.KlDivergence) ?? double.NaN;
        NeighborSample sample = _sample ??= NeighborSample.Draw(_affinities!, Plan.Options.Seed);
        TsneCertificate certificate = _stages.Measure((plan, team) => Begun().Measure(view =>
        {
            double theta = view.ControlledTheta > 0 ? view.ControlledTheta : plan.Options.Theta;
            SampledSums sums = SampledSums.Of(view, theta, plan.Phases[^1].Exaggeration, SampledSums.Size, plan.Options.Seed);
            _trueNeighbors ??= _isOwnSearch && _kept is { } kept
                ? NeighborCheck.TrueNeighbors(sample, kept, plan.Options.Metric, team)
                : null;
            NeighborCheck neighbors = new(sample, _trueNeighbors, Begun().Snapshot(), team);
            PositionTrail.Snapshot? before = view.Trail.At(view.Iteration, TsneDefaults.CostInterval);
            (int components, int largest) = ConnectedComponents.Of(view.Affinities);
            return new TsneCertificate
            {
                KlDivergence = sums.Cost,
                GradientError = sums.GradientError,
                RepulsionError = sums.RepulsionError,
                Theta = theta,
                GradientSamples = sums.Samples,
                GradientNorm = sums.GradientNorm,
                CostImprovement = double.IsFinite(fall) ? fall : null,
                MovedPoints = before is null || before.Iteration == view.Iteration ? null : neighbors.Moved(view, before),
                MovedOverIterations = before is null ? 0 : view.Iteration - before.Iteration,
                NeighborsKept = neighbors.Kept(),
                NeighborRecall = neighbors.Recall(),
                Components = components,
                LargestComponent = largest,
                Duplicates = _duplicates?.Equal ?? _equalPoints,
                Seconds = 0,
                Remarks = [],
            };
        }), cancellation);
        IReadOnlyList<CertificateFinding> findings = CertificateRemarks.Of(certificate, Plan);
        return certificate with
        {
            Seconds = _trueNeighborSeconds + Stopwatch.GetElapsedTime(started).TotalSeconds,
            Findings = findings,
            Remarks = [.. findings.Select(finding => $"{finding.Message}; {finding.Advice}")],
        };
    }

    /// <summary>Measures how far to trust the place of every point. It changes nothing: the run can go on to the same bits.</summary>
    /// <param name="cancellation">Cancels within a block of work.</param>
    /// <returns>The scores, in the order of the input.</returns>
    /// <exception cref="InvalidOperationException">The descent has not begun.</exception>
    /// <exception cref="OperationCanceledException">It was canceled; nothing has changed.</exception>
    /// <exception cref="DescentDivergedException">All kernel weights underflow to 0, or a position is not finite.</exception>
    public TsneDiagnostics Diagnose(CancellationToken cancellation = default)
    {
        // A map without a cost has no scores either.
        _ = Result;
        int[][] nearest = Nearest(cancellation);
        TsneDiagnostics scores = _stages.Measure(
            (plan, team) =>
            {
                Embedding map = Begun().Snapshot();
                return Begun().Measure(
                    view => Diagnostics.Of(view, map, nearest, plan.Options.Theta, plan.Phases[^1].Exaggeration, team));
            },
            cancellation);
        return _duplicates is { } merged ? Diagnostics.Expand(scores, merged.Places) : scores;
    }

    /// <summary>
    /// The nearest neighbours of each point in the input, as far as the run knows them: those of its search or graph where
    /// <see cref="KeepsNeighbors"/> is on, otherwise as that property says.
    /// </summary>
    /// <param name="count">How many of each point, 1 to 30.</param>
    /// <param name="cancellation">Cancels within a block of work.</param>
    /// <returns>
    /// N × <paramref name="count"/> points, counted from 0, row after row, the nearest first. A row of fewer neighbours ends in −1.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    /// <exception cref="InvalidOperationException">The descent has not begun.</exception>
    /// <exception cref="OperationCanceledException">It was canceled; nothing has changed.</exception>
    public int[] NearestNeighbors(int count, CancellationToken cancellation = default)
    {
        if (count is < 1 or > Diagnostics.MostNeighbors)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"The count must be 1 to {Diagnostics.MostNeighbors}.");
        }

        _ = Begun();
        int[][] nearest = Nearest(cancellation);
        return _duplicates is { } merged ? NeighborRows.OfOriginals(nearest, merged.Places, count) : NeighborRows.Of(nearest, count);
    }

    /// <summary>Of each different point its nearest, at most 30.</summary>
    private int[][] Nearest(CancellationToken cancellation)
    {
        PointMatrix? points = _nearest is null ? _kept ?? ReducedAgain() : null;
        return _nearest ??= _stages.Measure(
            (plan, team) => points is not null
                ? FirstOf(Diagnostics.Nearest(points, plan.Options, team))
                : Diagnostics.Lists(
                    _affinities!.Points, point => NeighborSample.Largest(_affinities, point, Diagnostics.MostNeighbors)),
            cancellation);
    }

    /// <summary>Keeps what a certificate and diagnostics need of the rows of a search or a graph.</summary>
    /// <param name="rows">Of each point its neighbours.</param>
    /// <param name="points">The points that were searched; null where the neighbours were given.</param>
    private void KeepSample(ChunkedRows rows, PointMatrix? points)
    {
        NeighborSample sample = _sample = NeighborSample.Draw(rows, Plan.Options.Seed);
        _isOwnSearch = points is not null;
        long started = Stopwatch.GetTimestamp();
        _trueNeighbors = points is not null && Certifies
            ? _stages.Measure((plan, team) => NeighborCheck.TrueNeighbors(sample, points, plan.Options.Metric, team))
            : null;
        _trueNeighborSeconds = _trueNeighbors is null ? 0 : Stopwatch.GetElapsedTime(started).TotalSeconds;
        int equal = 0;
        for (int point = 0; point < rows.Rows; point++)
        {
            equal += rows.LengthOf(point) > 0 && rows.ValuesOf(point)[0] == 0 ? 1 : 0;
        }

        _equalPoints = equal;
        _nearest = KeepsNeighbors ? FirstOf(rows) : null;
    }

    private static int[][] FirstOf(ChunkedRows rows) =>
        Diagnostics.Lists(rows.Rows, point => [.. rows.IndicesOf(point)[..Math.Min(Diagnostics.MostNeighbors, rows.LengthOf(point))]]);
}
