using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BhTsne.Numerics;

/// <summary>
/// Eigenvalues of a symmetric tridiagonal matrix by the QL iteration with implicit shifts (Dubrulle, Martin and Wilkinson 1968), which
/// keeps its rotations: applied backwards to unit vectors they give those eigenvectors that are wanted, and only those.
/// </summary>
/// <remarks>
/// Vectors from rotations are orthonormal to rounding however close the eigenvalues lie, which inverse iteration cannot promise. About
/// 0.85 n² rotations of sixteen bytes are kept.
/// </remarks>
internal sealed class TridiagonalQl
{
    private const double Epsilon = 1.0 / (1L << 53);

    // QL needs fewer than two sweeps an eigenvalue; 30 is EISPACK's limit.
    private const int MaxSweeps = 100;

    private readonly List<(double Cosine, double Sine)> _rotations = [];
    private readonly List<(int Top, int Count)> _sweeps = [];
    private readonly double[] _off;

    // What rounding leaves beside the largest entries: as in EISPACK, relative to the whole matrix. A rule relative to neighbours alone
    // would have the noise that a matrix of low rank ends in decomposed to its last digit, which need not converge.
    private readonly double _negligible;

    /// <summary>Iterates until every eigenvalue is found.</summary>
    /// <param name="diagonal">The diagonal, copied.</param>
    /// <param name="offDiagonal">Entry i couples i and i + 1; copied; as long as the diagonal, its last entry unused.</param>
    /// <exception cref="ArithmeticException">The iteration did not converge: an entry was not finite.</exception>
    public TridiagonalQl(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal)
    {
        Values = diagonal.ToArray();
        _off = offDiagonal.ToArray();
        for (int i = 0; i < Values.Length; i++)
        {
            double coupling = i < Values.Length - 1 ? Math.Abs(_off[i]) : 0;
            _negligible = Math.Max(_negligible, Epsilon * (Math.Abs(Values[i]) + coupling));
        }

        for (int l = 0; l < Values.Length; l++)
        {
            for (int sweeps = 0, end = BlockEnd(l); end > l; sweeps++, end = BlockEnd(l))
            {
                if (sweeps == MaxSweeps)
                {
                    throw new ArithmeticException("The eigenvalue iteration did not converge.");
                }

                Sweep(l, end);
            }
        }
    }

    /// <summary>The eigenvalues in the order in which they were found.</summary>
    public double[] Values { get; }

    /// <summary>The eigenvectors of eight eigenvalues.</summary>
    /// <param name="indices">Which of <see cref="Values"/>: at most eight.</param>
    /// <param name="vectors">Gets n rows of eight values, one vector a lane; lanes without an index are zero.</param>
    public void Vectors(ReadOnlySpan<int> indices, double[] vectors)
    {
        Array.Clear(vectors);
        for (int lane = 0; lane < indices.Length; lane++)
        {
            vectors[(indices[lane] * DoubleLanes.Count) + lane] = 1;
        }

        ReadOnlySpan<(double Cosine, double Sine)> rotations = CollectionsMarshal.AsSpan(_rotations);
        int next = rotations.Length;
        for (int sweep = _sweeps.Count - 1; sweep >= 0; sweep--)
        {
            (int top, int count) = _sweeps[sweep];
            int i = top - count + 1;
            Vector512<double> carried = DoubleLanes.Load(vectors, i * DoubleLanes.Count);
            for (; i <= top; i++)
            {
                (double cosine, double sine) = rotations[--next];
                Vector512<double> above = DoubleLanes.Load(vectors, (i + 1) * DoubleLanes.Count);
                Vector512<double> c = Vector512.Create(cosine), s = Vector512.Create(sine);
                DoubleLanes.Store(Vector512.FusedMultiplyAdd(c, carried, s * above), vectors, i * DoubleLanes.Count);
                carried = Vector512.FusedMultiplyAdd(-s, carried, c * above);
            }

            DoubleLanes.Store(carried, vectors, i * DoubleLanes.Count);
        }
    }

    /// <summary>The first index from l on that is not coupled to the next.</summary>
    private int BlockEnd(int l)
    {
        int end = l;
        while (end < Values.Length - 1
            && !(Math.Abs(_off[end]) <= (Epsilon * (Math.Abs(Values[end]) + Math.Abs(Values[end + 1]))) + _negligible))
        {
            end++;
        }

        return end;
    }

    /// <summary>One QL sweep over the block l .. end, from the bottom to the top, with Wilkinson's shift.</summary>
    private void Sweep(int l, int end)
    {
        double[] d = Values, e = _off;
        double g = (d[l + 1] - d[l]) / (2 * e[l]);
        g = d[end] - d[l] + (e[l] / (g + Math.CopySign(double.Hypot(g, 1), g)));
        double sine = 1, cosine = 1, p = 0;
        int recorded = 0;
        for (int i = end - 1; i >= l; i--)
        {
            double f = sine * e[i], b = cosine * e[i], r = double.Hypot(f, g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                e[end] = 0;
                _sweeps.Add((end - 1, recorded));
                return;
            }

            sine = f / r;
            cosine = g / r;
            g = d[i + 1] - p;
            r = ((d[i] - g) * sine) + (2 * cosine * b);
            p = sine * r;
            d[i + 1] = g + p;
            g = (cosine * r) - b;
            _rotations.Add((cosine, sine));
            recorded++;
        }

        d[l] -= p;
        e[l] = g;
        e[end] = 0;
        _sweeps.Add((end - 1, recorded));
    }
}
