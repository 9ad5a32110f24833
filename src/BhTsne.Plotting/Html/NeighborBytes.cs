namespace BhTsne.Plotting.Html;

/// <summary>
/// Neighbours as the bytes of a block. A neighbour is coded by how many points of a curve over the map lie between it and its point, which
/// for most neighbours is little, because the map keeps them near.
/// </summary>
internal static class NeighborBytes
{
    private const int Planes = 4;

    /// <summary>
    /// For each neighbour of a row, from the nearest to the farthest, the rows of the points along the curve: 0 for no neighbour, otherwise
    /// 1 + 2 d or −2 d for the neighbour d places ahead or −d behind on the curve. Four planes: the lowest byte of all, the next, and so
    /// on.
    /// </summary>
    /// <param name="neighbors">The neighbours.</param>
    /// <param name="order">The points in the order of the curve.</param>
    public static byte[] Of(PointNeighbors neighbors, int[] order)
    {
        ReadOnlySpan<int> indices = neighbors.Indices.Span;
        int[] ranks = new int[order.Length];
        for (int rank = 0; rank < order.Length; rank++)
        {
            ranks[order[rank]] = rank;
        }

        byte[] bytes = new byte[Planes * indices.Length];
        for (int n = 0; n < neighbors.PerPoint; n++)
        {
            for (int rank = 0; rank < order.Length; rank++)
            {
                int neighbor = indices[(order[rank] * neighbors.PerPoint) + n];
                long ahead = neighbor < 0 ? 0 : ranks[neighbor] - rank;
                long code = ahead > 0 ? (2 * ahead) + 1 : -2 * ahead;
                for (int plane = 0; plane < Planes; plane++)
                {
                    bytes[(((plane * neighbors.PerPoint) + n) * order.Length) + rank] = (byte)(code >> (8 * plane));
                }
            }
        }

        return bytes;
    }
}
