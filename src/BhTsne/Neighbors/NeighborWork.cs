using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>A problem, the threads that solve it, and its progress.</summary>
/// <param name="problem">What to find.</param>
/// <param name="team">The worker threads.</param>
/// <param name="progress">Receives the completed share, 0 to 1, always on the calling thread.</param>
internal sealed class NeighborWork(NeighborProblem problem, WorkerTeam team, IProgress<double>? progress)
{
    private long _answered;

    /// <summary>What to find.</summary>
    public NeighborProblem Problem => problem;

    /// <summary>The worker threads.</summary>
    public WorkerTeam Team => team;

    /// <summary>Cancels the work.</summary>
    public CancellationToken Cancellation => team.Cancellation;

    /// <summary>Counts answered queries. The calling thread, worker 0, reports the progress.</summary>
    public void Advance(int queries, int worker)
    {
        long answered = Interlocked.Add(ref _answered, queries);
        if (worker == 0)
        {
            progress?.Report(Math.Min(1, (double)answered / Math.Max(1, Problem.Queries.Length)));
        }
    }

    /// <summary>Reports that all is done.</summary>
    /// <returns>The graph.</returns>
    public ChunkedRows Complete()
    {
        progress?.Report(1);
        return Problem.Rows;
    }
}
