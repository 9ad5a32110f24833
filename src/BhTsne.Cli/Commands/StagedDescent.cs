using BhTsne.Cli.Reporting;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>Carries out a run in pieces, with snapshots and checkpoints between them. The map has the bits of a run in one piece.</summary>
/// <param name="request">Says when.</param>
/// <param name="resumed">The state at which the run was resumed; null for a new one.</param>
/// <param name="facts">Has the labels and ids of the points, and the rows of the input that they are.</param>
/// <param name="error">Receives warnings.</param>
internal sealed class StagedDescent(
    EmbedRequest request, SavedState? resumed, RunFacts facts, TextWriter error)
{
    private readonly CheckpointWriter? _checkpoint = request.Checkpoints.Save is { } file
        ? new CheckpointWriter(file, request.Checkpoints.IsOneFile ? resumed : null, error)
        : null;

    private readonly SnapshotWriter? _snapshots = request.Snapshots is { } folder
        ? new SnapshotWriter(folder, facts.Labels, [.. PointIds.Columns(facts.Ids, facts.Table?.Rows)], request.IsAnimated, error)
        : null;

    private readonly List<string> _faults = [];

    /// <summary>What could not be written, a line for each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Where the run is saved as it is; null where it is not.</summary>
    public string? SavedTo { get; private set; }

    /// <summary>Carries out what is left.</summary>
    /// <param name="run">The run.</param>
    /// <param name="interrupt">Ends it early; its last state is saved.</param>
    /// <exception cref="TsneCanceledException">It was ended early.</exception>
    /// <exception cref="OperationCanceledException">It was ended before the descent.</exception>
    public void Optimize(TsneRun run, CancellationToken interrupt)
    {
        run.Prepare(interrupt);
        _snapshots?.Write(run);

        // A kill in the first iterations must not cost the search for neighbours.
        _checkpoint?.SaveInBackground(run);
        try
        {
            while (!run.IsFinished)
            {
                run.Optimize(Next(run) - run.Iteration, interrupt);

                // In this order: a run that is resumed goes on behind its checkpoint, and must have the snapshots before it.
                _snapshots?.Write(run);
                if (run.Iteration % request.Checkpoints.Every == 0 && !run.IsFinished)
                {
                    _checkpoint?.SaveInBackground(run);
                }
            }
        }
        catch (TsneCanceledException)
        {
            End(run);
            throw;
        }

        End(run);
    }

    /// <summary>The frames of an animation, and what to tell about snapshots.</summary>
    public (IReadOnlyList<MapFrame> Frames, IReadOnlyList<string> Notes) Frames(TsneResult result)
    {
        if (_snapshots is null)
        {
            return ([], []);
        }

        IReadOnlyList<MapFrame> frames = _snapshots.Frames(result, resumed?.Iteration ?? 0, out IReadOnlyList<int> missing);
        IReadOnlyList<int> above = request.Snapshots!.Times.ListedAbove(result.Iterations);
        int there = request.Snapshots.Times.UpTo(result.Iterations).Count() - missing.Count;
        string[] notes =
        [
            $"{there} {(there == 1 ? "snapshot is" : "snapshots are")} in {Path.GetFullPath(request.Snapshots.Path)}",
            .. missing.Count == 0 ? [] : new[] { $"{Sentence(missing)} not in {request.Snapshots.Path}" + AnimationNote },
            .. above.Count == 0 ? [] : new[] { $"{Sentence(above)} not taken: the run ended after {result.Iterations} iterations" },
        ];
        return (request.IsAnimated ? frames : [], notes);

        static string Sentence(IReadOnlyList<int> iterations) =>
            $"{SnapshotWriter.Named(iterations)} {(iterations.Count == 1 ? "is" : "are")}";
    }

    private string AnimationNote => request.IsAnimated ? " as maps of these points, and not in the animation" : " as maps of these points";

    private int Next(TsneRun run)
    {
        int every = request.Checkpoints.Every;
        long save = _checkpoint is null ? int.MaxValue : ((long)(run.Iteration / every) + 1) * every;
        long snapshot = request.Snapshots?.Times.After(run.Iteration) ?? int.MaxValue;
        return (int)Math.Min(Math.Min(save, snapshot), run.Plan.Options.Iterations);
    }

    private void End(TsneRun run)
    {
        _checkpoint?.SaveLast(run);
        string?[] faults = [_checkpoint?.Fault(run), _snapshots?.Fault];
        _faults.AddRange(faults.OfType<string>());
        SavedTo = _checkpoint is not null && faults[0] is null ? request.Checkpoints.Save : null;
    }
}
