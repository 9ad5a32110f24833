using BhTsne.Data;

namespace BhTsne.Studies;

/// <summary>Parts of a neighbour graph.</summary>
internal static class GraphRows
{
    /// <summary>The first k neighbours of every point: the graph that a search for k would have found.</summary>
    /// <param name="graph">With k or more neighbours of each point.</param>
    /// <param name="count">k.</param>
    public static NeighborGraph First(NeighborGraph graph, int count)
    {
        if (count >= graph.NeighborsPerPoint)
        {
            return graph;
        }

        ChunkedRows rows = ChunkedRows.Allocate(graph.Points, count);
        for (int point = 0; point < graph.Points; point++)
        {
            graph.NeighborsOf(point)[..count].CopyTo(rows.IndicesOf(point));
            graph.DistancesOf(point)[..count].CopyTo(rows.ValuesOf(point));
        }

        return NeighborGraph.Adopt(rows);
    }
}
