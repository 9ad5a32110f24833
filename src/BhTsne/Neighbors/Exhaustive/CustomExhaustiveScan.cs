namespace BhTsne.Neighbors;

/// <summary>The comparison of all pairs by a custom function.</summary>
internal static class CustomExhaustiveScan
{
    private const int CallsPerCancellationCheck = 1024;

    /// <summary>Answers all queries.</summary>
    public static void Run(NeighborWork work)
    {
        int[] queries = work.Problem.Queries;
        CustomScan.Run(work, queries, (place, distance, list) => Scan(work, distance, queries[place], list));
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
