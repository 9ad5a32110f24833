using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Reduction;

/// <summary>
/// Orthonormalises the columns of a tall matrix by the Cholesky factor of their Gram matrix, twice (Yamamoto, Nakatsukasa, Yanagisawa and
/// Fukaya 2015): two passes over the rows instead of one for every pair of columns, as Householder's reflections need.
/// </summary>
/// <remarks>
/// The columns are taken in order, as by Gram and Schmidt. One that depends on those before it is replaced by a random one.
/// </remarks>
internal static class CholeskyQr
{
    private const int Passes = 2;

    /// <summary>
    /// A column counts as dependent when less than this share of its square is its own: the single-precision values of a column carry
    /// noise of some 4e-15, and the second pass corrects what the first leaves, which is the double's rounding by this.
    /// </summary>
    private const double DependentShare = 1e-10;

    /// <summary>Makes orthonormal columns (to single precision) that span the same space, where the columns are independent.</summary>
    /// <param name="columns">Rows x L, L at most the rows.</param>
    /// <param name="random">Where columns that replace others come from.</param>
    /// <param name="drawn">How many of <paramref name="random"/>'s numbers have been used; counted up.</param>
    /// <param name="team">The worker threads.</param>
    public static TallMatrix Orthonormalize(
        TallMatrix columns, CounterRandom random, ref long drawn, WorkerTeam team)
    {
        int count = columns.Columns, replaced = 0;
        for (int pass = 0; pass < Passes || replaced > 0; pass++)
        {
            double[] gram = TallProducts.Gram(columns, team);
            bool[] dependent = Factor(gram, count, TallProducts.Stride(count));
            columns = TallProducts.Times(columns, Inverse(gram, dependent, count, TallProducts.Stride(count)), count, team);
            replaced = 0;
            for (int column = 0; column < count; column++)
            {
                if (dependent[column])
                {
                    Draw(columns, column, random, drawn, team);
                    drawn += columns.Rows;
                    replaced++;
                }
            }
        }

        return columns;
    }

    /// <summary>Fills a column with Gaussian numbers, about a unit vector.</summary>
    public static void Draw(TallMatrix columns, int column, CounterRandom random, long first, WorkerTeam team)
    {
        const int BlockRows = 4096;
        double scale = 1 / Math.Sqrt(columns.Rows);
        team.Run(
            (columns.Rows + BlockRows - 1) / BlockRows,
            (block, _) =>
            {
                int end = Math.Min((block + 1) * BlockRows, columns.Rows);
                for (int row = block * BlockRows; row < end; row++)
                {
                    columns[row, column] = (float)(scale * random.Gaussian(first + row));
                }
            });
    }

    /// <summary>Overwrites the upper triangle of G with R, G = RᵀR; rows and columns of dependent columns are left out.</summary>
    private static bool[] Factor(double[] gram, int count, int stride)
    {
        bool[] dependent = new bool[count];
        for (int k = 0; k < count; k++)
        {
            double square = gram[(k * stride) + k], own = square;
            for (int j = 0; j < k; j++)
            {
                double sum = gram[(j * stride) + k];
                for (int i = 0; i < j; i++)
                {
                    sum -= gram[(i * stride) + j] * gram[(i * stride) + k];
                }

                double entry = dependent[j] ? 0 : sum / gram[(j * stride) + j];
                gram[(j * stride) + k] = entry;
                own -= entry * entry;
            }

            dependent[k] = own <= DependentShare * square;
            gram[(k * stride) + k] = dependent[k] ? 1 : Math.Sqrt(own);
        }

        return dependent;
    }

    /// <summary>R⁻¹, with zero columns for those that are dependent.</summary>
    private static double[] Inverse(double[] factor, bool[] dependent, int count, int stride)
    {
        double[] inverse = new double[count * stride];
        for (int column = 0; column < count; column++)
        {
            if (dependent[column])
            {
                continue;
            }

            inverse[(column * stride) + column] = 1 / factor[(column * stride) + column];
            for (int row = column - 1; row >= 0; row--)
            {
                double sum = 0;
                for (int k = row + 1; k <= column; k++)
                {
                    sum -= factor[(row * stride) + k] * inverse[(k * stride) + column];
                }

                inverse[(row * stride) + column] = dependent[row] ? 0 : sum / factor[(row * stride) + row];
            }
        }

        return inverse;
    }
}
