using BhTsne.Models;
using BhTsne.Scheduling;

namespace BhTsne;

/// <content>Adding points to a map.</content>
public sealed partial class TsneModel
{
    /// <summary>
    /// Adds points to the map: they start where <see cref="Transform"/> places them, and then all points act on each other for a number of
    /// iterations, by P of all of them.
    /// </summary>
    /// <param name="points">M x D, dense or sparse as the points of the map were; without weights, a start or pinned rows.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Receives where it is, on the calling thread.</param>
    /// <param name="cancellation">Cancels within a block of work or an iteration.</param>
    /// <returns>
    /// A model of N + M points: those of this model, then the new ones. It has the reduction and the options of this model; this model
    /// stays as it is. It has no <see cref="Ids"/>: set those of all points by <see cref="WithIds"/>.
    /// </returns>
    /// <exception cref="ArgumentException">The points are of another kind or number of dimensions.</exception>
    /// <exception cref="TsneOptionsException">An option is out of its range.</exception>
    /// <exception cref="TsneInputException">A row of zeros has no cosine, or a custom distance function failed.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public TsneModel Extend(
        TsneInput points,
        ExtendOptions? options = null,
        IProgress<TsneProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= new ExtendOptions();
        TransformResult placed = Transform(points, new TransformOptions { Threads = options.Threads }, progress, cancellation);
        int old = _content.Points.Rows, all = checked(old + points.Points), dimensions = _content.Map.Dimensions;
        TsneInput input = new(Joined(Standardized(points), options.Threads, cancellation))
        {
            Start = new Embedding([.. _content.Map.Values, .. placed.Embedding.Values], dimensions),
            Weights = _content.Weights is { } weights ? (float[])[.. weights.Values, .. Enumerable.Repeat(1f, points.Points)] : null,
            Pinned = options.HoldMap ? Enumerable.Range(0, old).ToArray() : null,
        };
        using TsneRun run = Tsne.Start(
            input,
            Options with
            {
                PcaComponents = 0,
                MergeDuplicates = false,
                Iterations = options.Iterations,
                Threads = options.Threads,
            },
            progress);
        run.HashesInput = false;
        run.Prepare(cancellation);
        run.Optimize(
            new TsnePhase
            {
                Iterations = options.Iterations,
                Exaggeration = Options.LateExaggeration,
                Momentum = TsneDefaults.ClassicMomentum,
            },
            cancellation);
        ModelContent content = run.ToModel()._content;
        return new TsneModel(_content with
        {
            EngineVersion = content.EngineVersion,
            Ids = null,
            Points = content.Points,
            Weights = content.Weights,
            Map = content.Map,
            Places = _content.Places is { } places ? [.. places, .. Enumerable.Range(old, all - old)] : null,
            TypicalDistance = content.TypicalDistance,
        });
    }

    /// <summary>The points of the map and new ones after the reduction.</summary>
    private PointMatrix Joined(TsneInput points, int threads, CancellationToken cancellation)
    {
        using WorkerTeam team = new(threads, cancellation);
        PointMatrix added = Reduce(points, team, null), own = _content.Points;
        if (((long)own.Rows + added.Rows) * own.Columns > Array.MaxLength)
        {
            throw new ArgumentException($"{own.Rows} and {added.Rows} points do not fit into one array.", nameof(points));
        }

        float[] values = GC.AllocateUninitializedArray<float>((own.Rows + added.Rows) * own.Columns);
        own.CopyTo(values);
        added.CopyTo(values.AsSpan(own.Rows * own.Columns));
        return PointMatrix.Adopt(values, own.Rows + added.Rows, own.Columns);
    }
}
