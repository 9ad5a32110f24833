using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Properties;

/// <summary>A random P described by a few numbers: symmetric, sparse, zero on the diagonal, its entries summing to 1.</summary>
/// <param name="Points">N.</param>
/// <param name="Density">The share of pairs that have an entry.</param>
/// <param name="Seed">The seed of pairs and values.</param>
/// <param name="EmptyRows">Whether some points have no entry at all; otherwise each has at least one.</param>
internal sealed record SparseAffinities(int Points, double Density, int Seed, bool EmptyRows = false)
{
    /// <summary>Random P of a range of sizes, from nearly empty to dense.</summary>
    /// <param name="least">The smallest N, at least 2.</param>
    /// <param name="most">The largest N.</param>
    /// <param name="mayHaveEmptyRows">Whether some P have points without entries.</param>
    public static Arbitrary<SparseAffinities> Of(int least, int most, bool mayHaveEmptyRows = true)
    {
        Gen<SparseAffinities> all =
            from n in Gen.Choose(least, most)
            from density in Gen.Elements(0.0, 0.1, 0.5, 1.0)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            from emptyRows in Gen.Elements(false, false, mayHaveEmptyRows)
            select new SparseAffinities(n, density, seed, emptyRows);
        return Arb.From(all, p => [.. p.EmptyRows ? new[] { p with { EmptyRows = false } } : [], .. Fewer(p, least)]);
    }

    /// <summary>P in double precision, N x N.</summary>
    public double[,] ToDense()
    {
        Random random = new(Seed);

        // Points 0 and 1 keep theirs, so that P has an entry.
        bool[] isEmpty = [.. Enumerable.Range(0, Points).Select(i => EmptyRows && i > 1 && random.Next(3) == 0)];
        double[,] p = new double[Points, Points];
        double sum = 0;
        for (int i = 0; i < Points; i++)
        {
            for (int j = 0; j < i; j++)
            {
                // The chain 0-1-2-.. leaves no other point without a neighbour.
                if (!isEmpty[i] && !isEmpty[j] && (j == i - 1 || random.NextDouble() < Density))
                {
                    p[i, j] = p[j, i] = Math.Exp(-5 * random.NextDouble());
                    sum += 2 * p[i, j];
                }
            }
        }

        foreach (ref double entry in Oracles.Dense.Flat(p))
        {
            entry /= sum;
        }

        return p;
    }

    /// <summary>P as the engine takes it, rounded to single precision.</summary>
    public AffinityMatrix ToAffinities()
    {
        double[,] p = ToDense();
        List<long> offsets = [0];
        List<int> columns = [];
        List<float> values = [];
        for (int i = 0; i < Points; i++)
        {
            for (int j = 0; j < Points; j++)
            {
                if (p[i, j] > 0)
                {
                    columns.Add(j);
                    values.Add((float)p[i, j]);
                }
            }

            offsets.Add(columns.Count);
        }

        return new AffinityMatrix(new SparseMatrix(offsets.ToArray(), columns.ToArray(), values.ToArray(), Points));
    }

    private static IEnumerable<SparseAffinities> Fewer(SparseAffinities p, int least) =>
        p.Points > least ? [p with { Points = least }, p with { Points = p.Points - 1 }] : [];
}
