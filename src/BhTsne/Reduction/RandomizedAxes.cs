using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Reduction;

/// <summary>
/// Principal axes by randomised subspace iteration (Halko, Martinsson and Tropp 2011, algorithm 4.4, on the scatter matrix S = XᵀX): a
/// random basis W is replaced by an orthonormal basis of SW a few times, and the axes are read off within its span. S is never formed: each
/// pass reads the points once for both products of Xᵀ(XW). For points of many thousand dimensions, N D L multiply-adds twice a pass.
/// </summary>
/// <remarks>
/// What is missed of the k-th axis shrinks by λ_{L+1}/λ_k a pass: leading variances are exact to single precision, and the last of a flat
/// spectrum are a little low.
/// </remarks>
internal static class RandomizedAxes
{
    /// <summary>Columns beyond K, at least: the iteration converges at the pace of the first eigenvalue that is left out.</summary>
    private const int Oversampling = 16;

    /// <summary>Products with S before the one that the axes are read from (scikit-learn iterates 4 to 7 times).</summary>
    private const int Iterations = 7;

    /// <summary>Points whose XW is kept at a time.</summary>
    private const int SlabRows = 2048;

    /// <summary>How many columns are iterated for K components of D dimensions.</summary>
    public static int SubspaceSize(int components, int dimensions) =>
        (int)Math.Min(PanelLayout.Count(components + Oversampling) * (long)PanelLayout.Width, dimensions);

    /// <summary>Finds the first axes.</summary>
    /// <param name="points">The points.</param>
    /// <param name="components">K, 1 to D.</param>
    /// <param name="seed">Of the random basis.</param>
    /// <param name="team">The worker threads.</param>
    /// <returns>K orthonormal rows of D loadings, and the sum of squares of the scaled points along each.</returns>
    public static (double[] Axes, double[] Squares) Find(
        CentredPoints points, int components, ulong seed, WorkerTeam team)
    {
        int dimensions = points.Columns, stride = DoubleLanes.RoundUp(dimensions), count = SubspaceSize(components, dimensions);
        CounterRandom random = new(seed, RandomStream.RandomizedPca);
        double[] basis = new double[count * stride];
        team.Run(count, (column, _) =>
        {
            for (int row = 0; row < dimensions; row++)
            {
                basis[(column * stride) + row] = random.Gaussian(((long)column * dimensions) + row);
            }
        });

        basis = HouseholderQr.Orthonormalize(basis, dimensions, stride, count, team);
        for (int i = 0; i < Iterations; i++)
        {
            double[] image = ScatterTimes(points, basis, stride, count, team);
            basis = HouseholderQr.Orthonormalize(image, dimensions, stride, count, team);
        }

        return RayleighRitz(basis, ScatterTimes(points, basis, stride, count, team), dimensions, stride, count, components, team);
    }

    /// <summary>SW = Xᵀ(XW), the points centred exactly: the rest that packing left is taken off in double.</summary>
    private static double[] ScatterTimes(
        CentredPoints points, double[] basis, int stride, int count, WorkerTeam team)
    {
        int dimensions = points.Columns, panels = PanelLayout.Count(count), panelSize = SlabRows * PanelLayout.Width;
        float[] packed = PointProducts.Pack(basis, dimensions, stride, count), slab = new float[panels * panelSize];
        double[] result = new double[basis.Length];
        double[][] scratch = new double[team.Threads][];
        for (int firstRow = 0; firstRow < points.Rows; firstRow += SlabRows)
        {
            int slabStart = firstRow, rows = Math.Min(SlabRows, points.Rows - firstRow);
            team.Run(
                PanelLayout.Count(rows),
                (block, worker) =>
                {
                    double[] sums = scratch[worker] ??= new double[panels * PanelLayout.Width * PanelLayout.Width];
                    int first = block * PanelLayout.Width;
                    PointProducts.Times(points, slabStart + first, packed, sums);
                    for (int panel = 0; panel < panels; panel++)
                    {
                        // A panel's four tiles are its 32 rows, one after the other: the layout of a packed panel.
                        int from = panel * PanelLayout.Width * PanelLayout.Width, to = (panel * panelSize) + (first * PanelLayout.Width);
                        for (int i = 0; i < PanelLayout.Width * PanelLayout.Width; i++)
                        {
                            slab[to + i] = (float)sums[from + i];
                        }
                    }
                });
            PointProducts.AddTransposeTimes(points, slabStart, rows, slab, panelSize, result, stride, count, team);
        }

        // Σ(x - rest)(x - rest)ᵀ = Σxxᵀ - N rest restᵀ, because the mean of the packed x is the rest.
        for (int column = 0; column < count; column++)
        {
            double along = 0;
            for (int row = 0; row < dimensions; row++)
            {
                along += points.Rest[row] * basis[(column * stride) + row];
            }

            for (int row = 0; row < dimensions; row++)
            {
                result[(column * stride) + row] -= points.Rows * along * points.Rest[row];
            }
        }

        return result;
    }

    /// <summary>The best axes within the span of an orthonormal basis W: eigenvectors of WᵀSW, turned back by W.</summary>
    private static (double[] Axes, double[] Squares) RayleighRitz(
        double[] basis, double[] image, int dimensions, int stride, int count, int components, WorkerTeam team)
    {
        int smallStride = DoubleLanes.RoundUp(count);
        double[] small = new double[count * smallStride];
        team.Run(count, (row, _) =>
        {
            for (int column = 0; column <= row; column++)
            {
                double entry = DoubleLanes.Dot(basis, row * stride, image, column * stride, stride);
                small[(row * smallStride) + column] = entry;
                small[(column * smallStride) + row] = entry;
            }
        });
        SymmetricEigen eigen = SymmetricEigen.Largest(small, count, smallStride, components, team);
        double[] axes = new double[components * stride];
        team.Run(components, (axis, _) =>
        {
            for (int column = 0; column < count; column++)
            {
                DoubleLanes.AddScaled(eigen.Vectors[(axis * count) + column], basis, column * stride, axes, axis * stride, stride);
            }
        });
        return (Columns.Compact(axes, dimensions, stride, components), eigen.Values);
    }
}
