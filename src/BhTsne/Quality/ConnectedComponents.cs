namespace BhTsne.Quality;

/// <summary>The connected components of a symmetric graph. An entry that is 0 is no edge.</summary>
/// <remarks>
/// As Afforest (Sutton, Ben-Nun and Barak 2018): two neighbours of each point are enough to join nearly all of a component that covers most
/// points; the rows of its points need not be read, because an edge out of it is in the row of its other end too.
/// </remarks>
internal static class ConnectedComponents
{
    private const int FirstEdges = 2;

    /// <summary>Counts them.</summary>
    /// <param name="graph">Symmetric: where (i, j) is stored, (j, i) is.</param>
    /// <returns>Their number, and the points of the largest.</returns>
    public static (int Count, int Largest) Of(SparseMatrix graph)
    {
        int[] parents = new int[graph.Rows];
        for (int point = 0; point < parents.Length; point++)
        {
            parents[point] = point;
        }

        for (int edge = 0; edge < FirstEdges; edge++)
        {
            for (int point = 0; point < parents.Length; point++)
            {
                ReadOnlySpan<int> row = graph.ColumnsOf(point);
                if (edge < row.Length && graph.ValuesOf(point)[edge] != 0)
                {
                    Join(parents, point, row[edge]);
                }
            }
        }

        int most = LargestRoot(parents, out _);
        for (int point = 0; point < parents.Length; point++)
        {
            if (Root(parents, point) == Root(parents, most))
            {
                continue;
            }

            ReadOnlySpan<int> columns = graph.ColumnsOf(point);
            ReadOnlySpan<float> values = graph.ValuesOf(point);
            for (int entry = 0; entry < columns.Length; entry++)
            {
                if (values[entry] != 0)
                {
                    Join(parents, point, columns[entry]);
                }
            }
        }

        int count = 0;
        for (int point = 0; point < parents.Length; point++)
        {
            count += parents[point] == point ? 1 : 0;
        }

        LargestRoot(parents, out int largest);
        return (count, largest);
    }

    private static int LargestRoot(int[] parents, out int points)
    {
        int[] sizes = new int[parents.Length];
        int largest = 0;
        for (int point = 0; point < parents.Length; point++)
        {
            int root = Root(parents, point);
            largest = ++sizes[root] > sizes[largest] ? root : largest;
        }

        points = sizes[largest];
        return largest;
    }

    private static int Root(int[] parents, int point)
    {
        while (parents[point] != point)
        {
            point = parents[point] = parents[parents[point]];
        }

        return point;
    }

    private static void Join(int[] parents, int a, int b)
    {
        (a, b) = (Root(parents, a), Root(parents, b));

        // The smaller number is the root, so that the result does not depend on which edge comes first.
        parents[Math.Max(a, b)] = Math.Min(a, b);
    }
}
