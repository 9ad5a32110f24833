using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Reduction;

/// <summary>Packs a panel: 32 columns of a matrix over a run of its rows, depth-major.</summary>
/// <param name="firstRow">The first row.</param>
/// <param name="rows">How many rows.</param>
/// <param name="panel">Which 32 columns.</param>
/// <param name="target">Gets rows * 32 values.</param>
internal delegate void PanelPacker(int firstRow, int rows, int panel, Span<float> target);

/// <summary>
/// MᵀM of a tall matrix M that is packed a slab of rows at a time: the covariance of points (rows are points) or their Gram matrix (rows
/// are dimensions). Pairs of panels go to any thread; each adds the slabs in order, so the sums never depend on the thread count.
/// </summary>
internal static class SymmetricProduct
{
    /// <summary>Rows of a slab: long enough to hide the two loops that a slab costs, short enough for the shared cache.</summary>
    private const int SlabRows = 2048;

    private const int PackRows = 64;

    /// <summary>Computes the product.</summary>
    /// <param name="rows">Rows of M.</param>
    /// <param name="columns">Columns of M.</param>
    /// <param name="pack">Packs M.</param>
    /// <param name="team">The worker threads.</param>
    /// <returns>Both triangles; rows of <see cref="Stride"/> values, zero beyond the columns.</returns>
    public static double[] Compute(int rows, int columns, PanelPacker pack, WorkerTeam team)
    {
        int panels = PanelLayout.Count(columns), stride = Stride(columns);
        int slabRows = Math.Min(SlabRows, rows), panelSize = slabRows * PanelLayout.Width;
        float[] slab = GC.AllocateUninitializedArray<float>(panels * panelSize);
        double[] product = new double[(long)stride * stride];
        (int Left, int Right)[] pairs =
        [
            .. from left in Enumerable.Range(0, panels)
               from right in Enumerable.Range(left, panels - left)
               select (left, right),
        ];
        for (int firstRow = 0; firstRow < rows; firstRow += SlabRows)
        {
            int slabStart = firstRow, depth = Math.Min(SlabRows, rows - firstRow);
            team.Run(
                (depth + PackRows - 1) / PackRows,
                (block, _) =>
                {
                    int first = block * PackRows, count = Math.Min(PackRows, depth - first);
                    for (int panel = 0; panel < panels; panel++)
                    {
                        int offset = (panel * panelSize) + (first * PanelLayout.Width);
                        pack(slabStart + first, count, panel, slab.AsSpan(offset, count * PanelLayout.Width));
                    }
                });
            team.Run(
                pairs.Length,
                (pair, _) => AddPair(slab, panelSize, depth, pairs[pair].Left, pairs[pair].Right, product, stride));
        }

        Mirror(product, stride);
        return product;
    }

    /// <summary>The length of the product's rows: the columns rounded up to whole panels.</summary>
    public static int Stride(int columns) => PanelLayout.Count(columns) * PanelLayout.Width;

    private static void AddPair(float[] slab, int panelSize, int depth, int left, int right, double[] product, int stride)
    {
        Span<double> tile = stackalloc double[PanelProduct.TileSize];
        for (int column = 0; column < PanelLayout.Width; column += PanelProduct.TileRows)
        {
            tile.Clear();
            PanelProduct.Add(slab, left * panelSize, column, slab, right * panelSize, depth, tile);
            for (int i = 0; i < PanelProduct.TileRows; i++)
            {
                int row = (left * PanelLayout.Width) + column + i;
                Span<double> target = product.AsSpan((row * stride) + (right * PanelLayout.Width), PanelLayout.Width);
                for (int j = 0; j < target.Length; j++)
                {
                    target[j] += tile[(i * PanelLayout.Width) + j];
                }
            }
        }
    }

    private static void Mirror(double[] product, int stride)
    {
        for (int row = 0; row < stride; row++)
        {
            for (int column = 0; column < row; column++)
            {
                product[(row * stride) + column] = product[(column * stride) + row];
            }
        }
    }
}
