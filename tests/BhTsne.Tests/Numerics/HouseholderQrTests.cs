using BhTsne.Numerics;
using BhTsne.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Numerics;

public class HouseholderQrTests
{
    private static readonly IBlockRunner Serial = new SerialRunner();

    [Fact]
    public void Columns_become_orthonormal_and_keep_their_span()
    {
        Gen<(int Rows, int Count, int Zeros, int Seed)> gen =
            from rows in Gen.Choose(1, 50)
            from count in Gen.Choose(1, rows)
            from zeros in Gen.Choose(0, 4)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (rows, count, zeros, seed);
        Check.ForAll(Arb.From(gen), x => AssertOrthonormalizes(x.Rows, x.Count, x.Zeros, x.Seed));
    }

    private static void AssertOrthonormalizes(int rows, int count, int degenerate, int seed)
    {
        Random random = new(seed);
        int stride = DoubleLanes.RoundUp(rows);
        double[] columns = new double[count * stride];
        for (int column = 0; column < count; column++)
        {
            // Some columns are zero, and some repeat the first.
            bool zero = column < degenerate && seed % 2 == 0, repeats = column > 0 && column <= degenerate && seed % 2 == 1;
            for (int row = 0; row < rows; row++)
            {
                columns[(column * stride) + row] = zero ? 0 : repeats ? columns[row] : PcaClouds.Gaussian(random);
            }
        }

        double[] q = HouseholderQr.Orthonormalize([.. columns], rows, stride, count, Serial);
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                Assert.Equal(a == b ? 1 : 0, Dot(q, a, q, b), 1e-13);
            }

            // Column a is a combination of the first a + 1 columns of Q: nothing is left of it without them.
            double[] rest = columns[(a * stride)..((a + 1) * stride)];
            for (int b = 0; b <= a; b++)
            {
                double overlap = Dot(columns, a, q, b);
                for (int row = 0; row < rows; row++)
                {
                    rest[row] -= overlap * q[(b * stride) + row];
                }
            }

            Assert.All(rest, value => Assert.Equal(0, value, 1e-12));
        }

        double Dot(double[] left, int a, double[] right, int b)
        {
            double sum = 0;
            for (int row = 0; row < rows; row++)
            {
                sum += left[(a * stride) + row] * right[(b * stride) + row];
            }

            return sum;
        }
    }

    private sealed class SerialRunner : IBlockRunner
    {
        public void Run(int blocks, Action<int, int> body)
        {
            for (int block = 0; block < blocks; block++)
            {
                body(block, 0);
            }
        }
    }
}
