using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Oracles;

/// <summary>A random sparse matrix told by a few numbers.</summary>
/// <param name="Rows">N.</param>
/// <param name="Columns">D.</param>
/// <param name="Density">The share of entries that are there.</param>
/// <param name="Decay">Column j is about Decay^j in size, so that the singular values fall.</param>
/// <param name="Seed">The seed of all.</param>
internal sealed record SparseCloud(int Rows, int Columns, double Density, double Decay, int Seed)
{
    /// <summary>Matrices of a range of shapes, some of them without a single entry.</summary>
    public static Gen<SparseCloud> Of((int Least, int Most) rows, (int Least, int Most) columns, double decay) =>
        from n in Gen.Choose(rows.Least, rows.Most)
        from d in Gen.Choose(columns.Least, columns.Most)
        from density in Gen.Elements(0.02, 0.2, 0.6, 1.0)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new SparseCloud(n, d, density, decay, seed);

    /// <summary>All values, single precision.</summary>
    public float[,] ToDense()
    {
        Random random = new(Seed);
        float[,] values = new float[Rows, Columns];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                values[i, j] = random.NextDouble() < Density ? (float)(Math.Pow(Decay, j) * PcaClouds.Gaussian(random)) : 0;
            }
        }

        return values;
    }

    /// <summary>Only what is not zero.</summary>
    public static SparseMatrix Sparse(float[,] values)
    {
        List<long> offsets = [0];
        List<int> columns = [];
        List<float> entries = [];
        for (int i = 0; i < values.GetLength(0); i++)
        {
            for (int j = 0; j < values.GetLength(1); j++)
            {
                if (values[i, j] != 0)
                {
                    columns.Add(j);
                    entries.Add(values[i, j]);
                }
            }

            offsets.Add(columns.Count);
        }

        return new SparseMatrix(offsets.ToArray(), columns.ToArray(), entries.ToArray(), values.GetLength(1));
    }
}
