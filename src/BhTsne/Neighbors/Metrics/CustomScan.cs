namespace BhTsne.Neighbors;

/// <summary>Adds candidates of one query, by a custom function, to a list.</summary>
/// <param name="place">The place of the query among all.</param>
/// <param name="distance">The function.</param>
/// <param name="list">Receives the candidates.</param>
internal delegate void CustomCandidates(int place, CustomDistance distance, NearestList list);

/// <summary>The search by a custom function: one query at a time, because nothing is known of the function but its values.</summary>
internal static class CustomScan
{
    private const int QueriesPerBlock = 8;

    /// <summary>Answers queries.</summary>
    /// <param name="work">The problem and the worker threads.</param>
    /// <param name="queries">The points.</param>
    /// <param name="candidates">Finds the candidates of a query.</param>
    public static void Run(NeighborWork work, int[] queries, CustomCandidates candidates)
    {
        NeighborProblem problem = work.Problem;
        CustomDistance distance = new(problem.Points, problem.Metric);
        NearestList?[] lists = new NearestList[work.Team.Threads];
        work.Team.Run(
            (queries.Length + QueriesPerBlock - 1) / QueriesPerBlock,
            (block, worker) =>
            {
                NearestList list = lists[worker] ??= new NearestList(problem.Neighbors, problem.References.Length);
                int start = block * QueriesPerBlock, end = Math.Min(queries.Length, start + QueriesPerBlock);
                for (int place = start; place < end; place++)
                {
                    list.Clear();
                    candidates(place, distance, list);
                    problem.Answer(queries[place], list.Sorted());
                }

                work.Advance(end - start, worker);
            });
    }
}
