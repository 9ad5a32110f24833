namespace BhTsne.Neighbors;

/// <summary>The search over all pairs for a user's distance function.</summary>
internal static class CustomScan
{
    private const int QueriesPerBlock = 8;
    private const int CallsPerCancellationCheck = 1024;

    /// <summary>Answers all queries.</summary>
    public static void Run(NeighborWork work)
    {
        NeighborProblem problem = work.Problem;
        CustomDistance distance = new(problem.Points, problem.Metric);
        NearestList?[] lists = new NearestList[work.Team.Threads];
        work.Team.Run(
            (problem.Queries.Length + QueriesPerBlock - 1) / QueriesPerBlock,
            (block, worker) =>
            {
                NearestList list = lists[worker] ??= new NearestList(problem.Neighbors, problem.References.Length);
                int end = Math.Min(problem.Queries.Length, (block + 1) * QueriesPerBlock);
                for (int i = block * QueriesPerBlock; i < end; i++)
                {
                    int query = problem.Queries[i];
                    list.Clear();
                    Scan(work, distance, query, list);
                    problem.Answer(query, list.Sorted());
                }

                work.Advance(end - (block * QueriesPerBlock), worker);
            });
    }

    private static void Scan(NeighborWork work, CustomDistance distance, int query, NearestList list)
    {
        for (int i = 0; i < work.Problem.References.Length; i++)
        {
            if (i % CallsPerCancellationCheck == 0)
            {
                work.Cancellation.ThrowIfCancellationRequested();
            }

            int reference = work.Problem.References[i];
            if (reference != query)
            {
                list.Add(distance.Between(query, reference), reference);
            }
        }
    }
}
