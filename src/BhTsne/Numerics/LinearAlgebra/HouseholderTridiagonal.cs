using System.Runtime.Intrinsics;

namespace BhTsne.Numerics;

/// <summary>
/// A symmetric matrix as Q T Qᵀ with T tridiagonal and Q = H₀H₁.. a product of reflections (Golub and Van Loan, section 8.3.1).
/// </summary>
/// <remarks>
/// The update of one step and the matrix-vector product of the next are one pass over the rows, each row by itself: half the memory traffic
/// of two passes, and the rows can go to any thread.
/// </remarks>
internal sealed class HouseholderTridiagonal
{
    private const int BlockRows = 64;

    // Until the rest of the matrix outgrows a core's cache, a step is shorter than the wait for another thread.
    private const int SerialRows = 1024;

    // Below this a column is zero: its squares would leave the normal range, and the matrix was scaled to a largest entry of about one.
    private const double NegligibleSquare = 1e-250;

    private readonly double[] _matrix;
    private readonly int _order;
    private readonly int _stride;
    private double[] _v;
    private double[] _w;
    private double[] _next;
    private readonly double[] _product;

    private HouseholderTridiagonal(double[] matrix, int order, int stride)
    {
        (_matrix, _order, _stride) = (matrix, order, stride);
        Diagonal = new double[order];
        OffDiagonal = new double[order];
        _v = new double[stride];
        _w = new double[stride];
        _next = new double[stride];
        _product = new double[stride];
    }

    /// <summary>T's diagonal.</summary>
    public double[] Diagonal { get; }

    /// <summary>T's off-diagonal: entry i couples i and i + 1; the last is zero.</summary>
    public double[] OffDiagonal { get; }

    /// <summary>Reduces a matrix, which is overwritten and belongs to the result.</summary>
    /// <param name="matrix">Both triangles, rows of stride values, entries of about one at most; columns from order on are zero.</param>
    /// <param name="order">Rows and columns.</param>
    /// <param name="stride">A multiple of eight, at least order.</param>
    /// <param name="runner">Runs the blocks of rows.</param>
    public static HouseholderTridiagonal Reduce(double[] matrix, int order, int stride, IBlockRunner runner)
    {
        HouseholderTridiagonal result = new(matrix, order, stride);
        for (int step = 0; step < order; step++)
        {
            result.Eliminate(step, runner);
        }

        return result;
    }

    /// <summary>Turns eigenvectors of T into those of the matrix: x ← Qx for eight vectors at once.</summary>
    /// <param name="vectors">order rows of eight values, one vector a lane.</param>
    public void TransformBack(double[] vectors)
    {
        for (int step = _order - 3; step >= 0; step--)
        {
            int row = step * _stride;
            Vector512<double> even = default, odd = default;
            int i = step + 1;
            for (; i < _order - 1; i += 2)
            {
                even = Vector512.FusedMultiplyAdd(Vector512.Create(_matrix[row + i]), DoubleLanes.Load(vectors, i * 8), even);
                odd = Vector512.FusedMultiplyAdd(Vector512.Create(_matrix[row + i + 1]), DoubleLanes.Load(vectors, (i + 1) * 8), odd);
            }

            if (i < _order)
            {
                even = Vector512.FusedMultiplyAdd(Vector512.Create(_matrix[row + i]), DoubleLanes.Load(vectors, i * 8), even);
            }

            Vector512<double> factor = -2 * (even + odd);
            for (i = step + 1; i < _order; i++)
            {
                Vector512<double> updated = Vector512.FusedMultiplyAdd(
                    Vector512.Create(_matrix[row + i]), factor, DoubleLanes.Load(vectors, i * 8));
                DoubleLanes.Store(updated, vectors, i * 8);
            }
        }
    }

    /// <summary>
    /// Takes row <paramref name="step"/> to tridiagonal form. The row keeps the reflection's unit vector, for <see cref="TransformBack"/>.
    /// </summary>
    private void Eliminate(int step, IBlockRunner runner)
    {
        // The rows wait for the last step's update, A -= vwᵀ + wvᵀ; this row needs it now.
        int row = step * _stride, start = (step + 1) & -DoubleLanes.Count;
        double v = _v[step], w = _w[step];
        for (int j = step; j < _order; j++)
        {
            _matrix[row + j] -= (v * _w[j]) + (w * _v[j]);
        }

        Diagonal[step] = _matrix[row + step];
        if (step >= _order - 2)
        {
            OffDiagonal[step] = step == _order - 2 ? _matrix[row + step + 1] : 0;
            Array.Clear(_next);
        }
        else
        {
            OffDiagonal[step] = Reflect(row, step + 1);
        }

        Array.Copy(_next, 0, _matrix, row, _stride);
        int rows = _order - step - 1;
        if (rows <= SerialRows)
        {
            UpdateAndMultiply(step + 1, _order, start);
        }
        else
        {
            runner.Run((rows + BlockRows - 1) / BlockRows, (block, _) =>
            {
                int first = step + 1 + (block * BlockRows);
                UpdateAndMultiply(first, Math.Min(first + BlockRows, _order), start);
            });
        }

        // w = p - (p·v) v with p = 2Av.
        Array.Clear(_product, 0, step + 1);
        double overlap = DoubleLanes.Dot(_product, start, _next, start, _stride - start);
        (_v, _next) = (_next, _v);
        for (int j = 0; j < _stride; j++)
        {
            _w[j] = 2 * (_product[j] - (overlap * _v[j]));
        }
    }

    /// <summary>
    /// The reflection that leaves of a row only its first value: its unit vector goes to _next, the value that is left is returned.
    /// </summary>
    private double Reflect(int row, int first)
    {
        Array.Clear(_next);
        Array.Copy(_matrix, row + first, _next, first, _order - first);
        double square = DoubleLanes.Dot(_next, 0, _next, 0, _stride);
        if (square < NegligibleSquare)
        {
            Array.Clear(_next);
            return 0;
        }

        double head = _next[first], left = head > 0 ? -Math.Sqrt(square) : Math.Sqrt(square);
        _next[first] = head - left;
        double scale = 1 / Math.Sqrt(2 * (square + Math.Abs(head * left)));
        for (int j = first; j < _order; j++)
        {
            _next[j] *= scale;
        }

        return left;
    }

    private void UpdateAndMultiply(int first, int end, int start)
    {
        int i = first;
        for (; i <= end - 4; i += 4)
        {
            UpdateFourRows(i, start);
        }

        for (; i < end; i++)
        {
            int row = i * _stride;
            Vector512<double> v = Vector512.Create(-_v[i]), w = Vector512.Create(-_w[i]), sum = default;
            for (int j = start; j < _stride; j += DoubleLanes.Count)
            {
                sum = UpdateLanes(row + j, v, w, DoubleLanes.Load(_v, j), DoubleLanes.Load(_w, j), DoubleLanes.Load(_next, j), sum);
            }

            _product[i] = DoubleLanes.OrderedSum(sum);
        }
    }

    private void UpdateFourRows(int i, int start)
    {
        int row0 = i * _stride, row1 = row0 + _stride, row2 = row1 + _stride, row3 = row2 + _stride;
        Vector512<double> v0 = Vector512.Create(-_v[i]), v1 = Vector512.Create(-_v[i + 1]);
        Vector512<double> v2 = Vector512.Create(-_v[i + 2]), v3 = Vector512.Create(-_v[i + 3]);
        Vector512<double> w0 = Vector512.Create(-_w[i]), w1 = Vector512.Create(-_w[i + 1]);
        Vector512<double> w2 = Vector512.Create(-_w[i + 2]), w3 = Vector512.Create(-_w[i + 3]);
        Vector512<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int j = start; j < _stride; j += DoubleLanes.Count)
        {
            Vector512<double> v = DoubleLanes.Load(_v, j), w = DoubleLanes.Load(_w, j), next = DoubleLanes.Load(_next, j);
            sum0 = UpdateLanes(row0 + j, v0, w0, v, w, next, sum0);
            sum1 = UpdateLanes(row1 + j, v1, w1, v, w, next, sum1);
            sum2 = UpdateLanes(row2 + j, v2, w2, v, w, next, sum2);
            sum3 = UpdateLanes(row3 + j, v3, w3, v, w, next, sum3);
        }

        _product[i] = DoubleLanes.OrderedSum(sum0);
        _product[i + 1] = DoubleLanes.OrderedSum(sum1);
        _product[i + 2] = DoubleLanes.OrderedSum(sum2);
        _product[i + 3] = DoubleLanes.OrderedSum(sum3);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
    private Vector512<double> UpdateLanes(
        int at,
        Vector512<double> vRow,
        Vector512<double> wRow,
        Vector512<double> v,
        Vector512<double> w,
        Vector512<double> next,
        Vector512<double> sum)
    {
        Vector512<double> value = Vector512.FusedMultiplyAdd(vRow, w, DoubleLanes.Load(_matrix, at));
        value = Vector512.FusedMultiplyAdd(wRow, v, value);
        DoubleLanes.Store(value, _matrix, at);
        return Vector512.FusedMultiplyAdd(value, next, sum);
    }
}
