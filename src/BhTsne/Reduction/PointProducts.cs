using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Reduction;

/// <summary>Products of centred points with a few columns, L of them: N x D by D x L, and D x N by N x L.</summary>
internal static class PointProducts
{
    /// <summary>Rounds columns to single precision and packs them into panels (<see cref="PanelLayout"/>).</summary>
    /// <param name="columns">count columns of stride values, one after the other.</param>
    /// <param name="rows">How many values of each column count.</param>
    /// <param name="stride">Where the next column starts.</param>
    /// <param name="count">L.</param>
    /// <returns>Panel after panel; columns that do not exist are zero.</returns>
    public static float[] Pack(double[] columns, int rows, int stride, int count)
    {
        int panelSize = rows * PanelLayout.Width;
        float[] panels = new float[PanelLayout.Count(count) * panelSize];
        for (int column = 0; column < count; column++)
        {
            (int panel, int lane) = Math.DivRem(column, PanelLayout.Width);
            PanelLayout.SetVector(panels.AsSpan(panel * panelSize, panelSize), lane, columns.AsSpan(column * stride, rows));
        }

        return panels;
    }

    /// <summary>32 points times the columns, without the correction for <see cref="CentredPoints.Rest"/>.</summary>
    /// <param name="points">The points.</param>
    /// <param name="firstRow">The first of the 32; those beyond the last give zeros.</param>
    /// <param name="panels">D rows of L columns, packed.</param>
    /// <param name="sums">Gets tiles of 8 points by 32 columns: tile (panel, eight) at (panel * 4 + eight) * 256.</param>
    public static void Times(CentredPoints points, int firstRow, float[] panels, Span<double> sums)
    {
        int depth = points.Columns, panelSize = depth * PanelLayout.Width, count = panels.Length / panelSize;
        Span<float> packed = stackalloc float[PanelProduct.ChunkDepth * PanelLayout.Width];
        sums.Clear();
        for (int column = 0; column < depth; column += PanelProduct.ChunkDepth)
        {
            int chunk = Math.Min(PanelProduct.ChunkDepth, depth - column);
            points.PackPoints(firstRow, column, chunk, packed);
            for (int panel = 0; panel < count; panel++)
            {
                int offset = (panel * panelSize) + (column * PanelLayout.Width);
                AddTiles(packed, panels, offset, chunk, sums[(panel * 4 * PanelProduct.TileSize)..]);
            }
        }
    }

    /// <summary>Adds the product of the transposed points over a run of rows with columns, for each of D dimensions.</summary>
    /// <param name="points">The points.</param>
    /// <param name="firstRow">The first row of the run.</param>
    /// <param name="rows">Rows of the run.</param>
    /// <param name="panels">The run's rows of L columns, packed; a panel starts every panelSize values.</param>
    /// <param name="panelSize">The length of a panel.</param>
    /// <param name="result">L columns of stride values, added to.</param>
    /// <param name="stride">At least D.</param>
    /// <param name="count">L.</param>
    /// <param name="team">The worker threads: 32 dimensions at a time.</param>
    public static void AddTransposeTimes(
        CentredPoints points,
        int firstRow,
        int rows,
        float[] panels,
        int panelSize,
        double[] result,
        int stride,
        int count,
        WorkerTeam team) => team.Run(
            PanelLayout.Count(points.Columns),
            (block, _) =>
            {
                Span<float> packed = stackalloc float[PanelProduct.ChunkDepth * PanelLayout.Width];
                double[] sums = new double[PanelLayout.Count(count) * 4 * PanelProduct.TileSize];
                for (int row = 0; row < rows; row += PanelProduct.ChunkDepth)
                {
                    int chunk = Math.Min(PanelProduct.ChunkDepth, rows - row);
                    points.PackColumns(firstRow + row, chunk, block, packed);
                    for (int panel = 0; panel < PanelLayout.Count(count); panel++)
                    {
                        int offset = (panel * panelSize) + (row * PanelLayout.Width);
                        AddTiles(packed, panels, offset, chunk, sums.AsSpan(panel * 4 * PanelProduct.TileSize));
                    }
                }

                int dimensions = Math.Min(PanelLayout.Width, points.Columns - (block * PanelLayout.Width));
                for (int column = 0; column < count; column++)
                {
                    for (int dimension = 0; dimension < dimensions; dimension++)
                    {
                        result[(column * stride) + (block * PanelLayout.Width) + dimension] += sums[TileIndex(dimension, column)];
                    }
                }
            });

    /// <summary>Where the sum of a row of the left panel (0 to 31) and a column of the right matrix lies among the tiles.</summary>
    public static int TileIndex(int row, int column) =>
        ((column / PanelLayout.Width) * 4 * PanelProduct.TileSize) + (row * PanelLayout.Width) + (column % PanelLayout.Width);

    private static void AddTiles(ReadOnlySpan<float> left, float[] right, int rightOffset, int depth, Span<double> sums)
    {
        for (int eight = 0; eight < 4; eight++)
        {
            Span<double> tile = sums.Slice(eight * PanelProduct.TileSize, PanelProduct.TileSize);
            PanelProduct.Add(left, 0, eight * PanelProduct.TileRows, right, rightOffset, depth, tile);
        }
    }
}
