using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;

namespace BhTsne.Models;

/// <summary>
/// The cost of a new point's place, C(y) = ρ Σ_j p_j (−ln w(s_j)) + ln Z(y), and its gradient, 2 (ρ Σ_j p_j a(s_j)(y − y_j) − R / Z). One
/// thread at a time.
/// </summary>
internal sealed class PlacementCost<TSpace, TKernel> : ICost
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    private readonly TKernel _kernel;
    private readonly FrozenMap<TSpace, TKernel> _field;
    private readonly TargetWalk<TSpace, TKernel> _walk;
    private readonly double _exaggeration;
    private readonly float[][] _coordinates;
    private readonly float[] _probabilities;
    private int _count;

    /// <summary>Allocates for rows.</summary>
    /// <param name="kernel">Of the objective.</param>
    /// <param name="field">The map.</param>
    /// <param name="exaggeration">ρ.</param>
    /// <param name="longest">The most entries of a row.</param>
    public PlacementCost(TKernel kernel, FrozenMap<TSpace, TKernel> field, double exaggeration, int longest)
    {
        (_kernel, _field, _exaggeration) = (kernel, field, exaggeration);
        _walk = field.CreateWalk();
        _coordinates = new float[TSpace.Dimensions][];
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            _coordinates[axis] = new float[Lanes.RoundUp(longest)];
        }

        _probabilities = new float[Lanes.RoundUp(longest)];
    }

    /// <inheritdoc/>
    public double Curvature { get; private set; }

    /// <summary>The point of the map that is left out of the sums over it; -1 for none.</summary>
    public int LeftOut { get; set; } = -1;

    /// <summary>Takes the row of a new point.</summary>
    /// <param name="places">Of its neighbours, m x d.</param>
    /// <param name="probabilities">m, with the sum 1.</param>
    public void SetRow(ReadOnlySpan<float> places, ReadOnlySpan<double> probabilities)
    {
        _count = probabilities.Length;
        _probabilities.AsSpan().Clear();
        for (int j = 0; j < _count; j++)
        {
            _probabilities[j] = (float)probabilities[j];
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                _coordinates[axis][j] = places[(j * TSpace.Dimensions) + axis];
            }
        }

        // Lanes beyond the row: finite places with the probability 0.
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            _coordinates[axis].AsSpan(_count).Fill(_coordinates[axis][0]);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(HotLoop.Options)]
    public double Compute(ReadOnlySpan<float> place, Span<double> gradient)
    {
        float x = place[0], y = TSpace.Dimensions > 1 ? place[1] : 0, z = TSpace.Dimensions > 2 ? place[2] : 0;
        Vector512<float> atX = Vector512.Create(x), atY = Vector512.Create(y), atZ = Vector512.Create(z);
        Vector512<float> forceX = default, forceY = default, forceZ = default, cost = default, stiffness = default;
        for (int j = 0; j < _count; j += Lanes.Count)
        {
            Vector512<float> dx = atX - Lanes.Load(_coordinates[0], j), dy = default, dz = default, s = dx * dx;
            if (TSpace.Dimensions > 1)
            {
                dy = atY - Lanes.Load(_coordinates[1], j);
                s = Vector512.FusedMultiplyAdd(dy, dy, s);
            }

            if (TSpace.Dimensions > 2)
            {
                dz = atZ - Lanes.Load(_coordinates[2], j);
                s = Vector512.FusedMultiplyAdd(dz, dz, s);
            }

            Vector512<float> p = Lanes.Load(_probabilities, j), factor = p * _kernel.Attraction(s);
            stiffness += factor;
            forceX = Vector512.FusedMultiplyAdd(factor, dx, forceX);
            forceY = Vector512.FusedMultiplyAdd(factor, dy, forceY);
            forceZ = Vector512.FusedMultiplyAdd(factor, dz, forceZ);
            cost = Vector512.FusedMultiplyAdd(p, _kernel.NegativeLogWeight(s), cost);
        }

        double sum = LeftOut < 0 ? _field.Compute(_walk, x, y, z) : _field.ComputeWithout(_walk, LeftOut, x, y, z);
        double inverse = 1 / sum;
        gradient[0] = 2 * ((_exaggeration * Lanes.OrderedSum(forceX)) - (_walk.Repulsion.X * inverse));
        if (TSpace.Dimensions > 1)
        {
            gradient[1] = 2 * ((_exaggeration * Lanes.OrderedSum(forceY)) - (_walk.Repulsion.Y * inverse));
        }

        if (TSpace.Dimensions > 2)
        {
            gradient[2] = 2 * ((_exaggeration * Lanes.OrderedSum(forceZ)) - (_walk.Repulsion.Z * inverse));
        }

        Curvature = 2 * _exaggeration * Lanes.OrderedSum(stiffness);

        // Where all kernel weights underflow to 0 nothing is known of the cost: the logarithm of 0 would draw every point there.
        return sum > 0 ? (_exaggeration * Lanes.OrderedSum(cost)) + Math.Log(sum) : double.PositiveInfinity;
    }
}
