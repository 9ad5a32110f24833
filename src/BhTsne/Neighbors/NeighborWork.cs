using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>A problem, who works on it, and who is told.</summary>
/// <param name="problem">What to find.</param>
/// <param name="team">Who works.</param>
/// <param name="progress">Told the share that is done, always on the calling thread.</param>
internal sealed class NeighborWork(NeighborProblem problem, WorkerTeam team, IProgress<double>? progress)
{
    private long _answered;

    /// <summary>What to find.</summary>
    public NeighborProblem Problem => problem;

    /// <summary>Who works.</summary>
    public WorkerTeam Team => team;

    /// <summary>Asks to stop.</summary>
    public CancellationToken Cancellation => team.Cancellation;

    /// <summary>Counts answered queries; the calling thread, worker 0, passes the news on.</summary>
    public void Advance(int queries, int worker)
    {
        long answered = Interlocked.Add(ref _answered, queries);
        if (worker == 0)
        {
            progress?.Report(Math.Min(1, (double)answered / Math.Max(1, Problem.Queries.Length)));
        }
    }

    /// <summary>Tells that all is done.</summary>
    /// <returns>Neighbours and distances of all points, which belong to the caller.</returns>
    public ChunkedRows Complete()
    {
        progress?.Report(1);
        return Problem.Rows;
    }

    /// <summary>Fills all panels in parallel.</summary>
    public void Fill(Panels panels)
    {
        const int Block = 64;
        float[][] scratch = new float[Team.Threads][];
        Team.Run(
            (panels.Count + Block - 1) / Block,
            (block, worker) =>
            {
                float[] row = scratch[worker] ??= new float[panels.Points.Stride];
                for (int panel = block * Block; panel < Math.Min(panels.Count, (block + 1) * Block); panel++)
                {
                    panels.Fill(panel, row);
                }
            });
    }
}
