using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.Properties;

/// <summary>What a cloud looks like.</summary>
internal enum CloudShape
{
    /// <summary>Uniform in a cube.</summary>
    Uniform,

    /// <summary>A few tight clusters, far apart for their size.</summary>
    Clusters,

    /// <summary>About half of the points are exact copies of others.</summary>
    Duplicates,

    /// <summary>All on one line that is parallel to no axis.</summary>
    Collinear,

    /// <summary>On a grid of few steps: many equal distances.</summary>
    Lattice,

    /// <summary>All the same point.</summary>
    Coincident,

    /// <summary>Uniform in a box, a hundred times shorter along each axis than along the one before.</summary>
    Anisotropic,

    /// <summary>One point far out; all others in a ten-thousandth of its distance.</summary>
    Outlier,
}

/// <summary>A cloud described by a few numbers: they print, they shrink, and the same numbers make the same points.</summary>
/// <param name="Shape">What it looks like.</param>
/// <param name="Points">N.</param>
/// <param name="Dimensions">D.</param>
/// <param name="Spread">Coordinates lie within ± this.</param>
/// <param name="Seed">The seed of the coordinates.</param>
internal sealed record PointCloud(CloudShape Shape, int Points, int Dimensions, double Spread, int Seed)
{
    /// <summary>The coordinates, N x D row after row, each exactly representable in single precision.</summary>
    public float[] Values()
    {
        Random random = new(Seed);
        float[] values = new float[Points * Dimensions];
        double[] direction = [.. Enumerable.Range(0, Dimensions).Select(_ => Symmetric())];
        double[][] centres = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, Dimensions).Select(_ => Symmetric()).ToArray())];
        for (int point = 0; point < Points; point++)
        {
            double along = Symmetric();
            int centre = random.Next(centres.Length), copied = random.Next(2 * (point + 1));
            for (int d = 0; d < Dimensions; d++)
            {
                double uniform = Symmetric();
                double value = Shape switch
                {
                    CloudShape.Clusters => (0.95 * centres[centre][d]) + (0.01 * uniform),
                    CloudShape.Collinear => along * direction[d],
                    CloudShape.Lattice => Math.Round(uniform * 2) / 2,
                    CloudShape.Coincident => direction[d],
                    CloudShape.Anisotropic => uniform * Math.Pow(100, -Math.Min(d, 3)),
                    CloudShape.Outlier => point == Points / 2 ? 0.9 + (0.1 * uniform) : 1e-4 * uniform,
                    _ => uniform,
                };
                bool copy = Shape == CloudShape.Duplicates && copied < point;
                values[(point * Dimensions) + d] = copy ? values[(copied * Dimensions) + d] : (float)(value * Spread);
            }
        }

        return values;

        double Symmetric() => (2 * random.NextDouble()) - 1;
    }

    /// <summary>The cloud as the engine takes it.</summary>
    public PointMatrix ToMatrix() => PointMatrix.From(Values(), Points, Dimensions);

    /// <summary>The cloud as the oracles take it.</summary>
    public double[,] ToDense() => Dense.From(Values(), Points, Dimensions);
}
