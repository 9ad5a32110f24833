using BhTsne.Scheduling;

namespace BhTsne.Attraction;

/// <summary>What the cost needs of P alone.</summary>
internal static class PLogP
{
    private const int RowsPerBlock = 4096;

    /// <summary>Σ p and Σ p ln p, where 0 ln 0 = 0.</summary>
    public static (double SumOfP, double SumOfPLogP) Sums(SparseMatrix matrix, WorkerTeam team)
    {
        int blocks = (matrix.Rows + RowsPerBlock - 1) / RowsPerBlock;
        double[] sums = new double[2 * blocks];
        team.Run(
            blocks,
            (block, _) =>
            {
                int first = (int)matrix.RowOffsets[block * RowsPerBlock];
                int last = (int)matrix.RowOffsets[Math.Min((block + 1) * RowsPerBlock, matrix.Rows)];
                double sum = 0, sumOfLogs = 0;
                foreach (float p in matrix.Values[first..last])
                {
                    sum += p;
                    sumOfLogs += p > 0 ? p * Math.Log(p) : 0;
                }

                sums[2 * block] = sum;
                sums[(2 * block) + 1] = sumOfLogs;
            });
        double total = 0, totalOfLogs = 0;
        for (int block = 0; block < blocks; block++)
        {
            total += sums[2 * block];
            totalOfLogs += sums[(2 * block) + 1];
        }

        return (total, totalOfLogs);
    }
}
