using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>A problem, who works on it, and who is told.</summary>
/// <param name="Problem">What to find.</param>
/// <param name="Team">Who works.</param>
/// <param name="Progress">Told the share that is done, always on the calling thread.</param>
/// <param name="Cancellation">Asks to stop.</param>
internal sealed record NeighborWork(NeighborProblem Problem, WorkerTeam Team, IProgress<double>? Progress, CancellationToken Cancellation)
{
    private long _answered;

    /// <summary>Counts answered queries; the calling thread, worker 0, passes the news on.</summary>
    public void Advance(int queries, int worker)
    {
        long answered = Interlocked.Add(ref _answered, queries);
        if (worker == 0)
        {
            Progress?.Report(Math.Min(1, (double)answered / Math.Max(1, Problem.Queries.Length)));
        }
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
            },
            Cancellation);
    }
}
