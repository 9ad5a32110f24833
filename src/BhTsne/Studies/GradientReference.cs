using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Studies;

/// <summary>
/// The gradient of some points of a map by sums over all points in double precision, to measure others against. Only the normalisers come
/// from elsewhere: Z, or each Z_i, by the exact sums of the engine, whose terms are rounded to single precision.
/// </summary>
internal sealed class GradientReference<TSpace, TPair>
    where TSpace : struct, ISpace
    where TPair : struct, IPairKernel
{
    private const int SamplesPerBlock = 16;
    private readonly TPair _kernel;
    private readonly float[] _positions;
    private readonly AffinityMatrix _affinities;
    private readonly double[]? _normalisers;
    private readonly int[] _sample;
    private readonly double[] _repulsion;
    private readonly double[] _attraction;

    /// <summary>Computes the sums.</summary>
    /// <param name="kernel">Of the objective.</param>
    /// <param name="positions">The map: N points, <see cref="ISpace.Stride"/> apart, in the order of P.</param>
    /// <param name="affinities">P.</param>
    /// <param name="sample">The points.</param>
    /// <param name="z">The normaliser of all pairs.</param>
    /// <param name="normalisers">Z_i where each point has one of its own; null for <paramref name="z"/>.</param>
    /// <param name="team">The worker threads.</param>
    public GradientReference(
        TPair kernel, float[] positions, AffinityMatrix affinities, int[] sample, double z, double[]? normalisers, WorkerTeam team)
    {
        (_kernel, _positions, _affinities, _normalisers, _sample) = (kernel, positions, affinities, normalisers, sample);
        _repulsion = new double[sample.Length * TSpace.Stride];
        _attraction = new double[sample.Length * TSpace.Stride];
        team.Run(
            (sample.Length + SamplesPerBlock - 1) / SamplesPerBlock,
            (block, _) =>
            {
                for (int at = block * SamplesPerBlock; at < Math.Min((block + 1) * SamplesPerBlock, sample.Length); at++)
                {
                    Repel(at, z);
                    Attract(at);
                }
            });
    }

    /// <summary>
    /// The relative L2 errors of a computed repulsion over the sample: of R/Z, and of a quarter of the gradient, A − R/Z, with the
    /// reference's own attraction, which every method computes exactly.
    /// </summary>
    /// <param name="repulsion">R in the layout of the positions.</param>
    /// <param name="z">Its normaliser.</param>
    public (double Repulsion, double Gradient) Errors(float[] repulsion, double z)
    {
        double wrong = 0, ofRepulsion = 0, ofGradient = 0;
        for (int at = 0; at < _sample.Length; at++)
        {
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                double exact = _repulsion[(at * TSpace.Stride) + axis];
                double difference = (repulsion[(_sample[at] * TSpace.Stride) + axis] / z) - exact;
                double gradient = _attraction[(at * TSpace.Stride) + axis] - exact;
                wrong += difference * difference;
                ofRepulsion += exact * exact;
                ofGradient += gradient * gradient;
            }
        }

        return (Math.Sqrt(wrong / ofRepulsion), Math.Sqrt(wrong / ofGradient));
    }

    private void Repel(int at, double z)
    {
        int point = _sample[at];
        Span<double> sums = stackalloc double[3];
        sums.Clear();
        Span<double> delta = stackalloc double[3];
        for (int other = 0; other < _affinities.Points; other++)
        {
            if (other != point)
            {
                _kernel.Pair(Difference(point, other, delta), out _, out double psi);
                double factor = _normalisers is { } own ? psi * ((1 / own[point]) + (1 / own[other])) : psi;
                for (int axis = 0; axis < TSpace.Dimensions; axis++)
                {
                    sums[axis] += factor * delta[axis];
                }
            }
        }

        // With normalisers of the points the gradient is that of the mean over the points: twice as many terms as points.
        double divisor = _normalisers is null ? z : 2.0 * _affinities.Points;
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            _repulsion[(at * TSpace.Stride) + axis] = sums[axis] / divisor;
        }
    }

    private void Attract(int at)
    {
        int point = _sample[at];
        ReadOnlySpan<int> others = _affinities.Matrix.ColumnsOf(point);
        ReadOnlySpan<float> values = _affinities.Matrix.ValuesOf(point);
        Span<double> delta = stackalloc double[3];
        for (int entry = 0; entry < others.Length; entry++)
        {
            double factor = values[entry] * _kernel.Attraction(Difference(point, others[entry], delta));
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                _attraction[(at * TSpace.Stride) + axis] += factor * delta[axis];
            }
        }
    }

    /// <summary>y_i − y_j and its squared length.</summary>
    private double Difference(int point, int other, Span<double> delta)
    {
        double s = 0;
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            delta[axis] = (double)_positions[(point * TSpace.Stride) + axis] - _positions[(other * TSpace.Stride) + axis];
            s += delta[axis] * delta[axis];
        }

        return s;
    }
}
