using BhTsne.Data;
using BhTsne.Numerics;
using BhTsne.Objectives;
using BhTsne.Scheduling;

namespace BhTsne.Gradients;

/// <summary>The gradient as exact attraction over the sparse P and repulsion by any method; one Z.</summary>
internal sealed class SplitGradient<TSpace, TKernel> : IGradient
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    private readonly Attraction<TSpace, TKernel> _attraction;
    private readonly IRepulsion _repulsion;
    private readonly SortedAffinities _sorted;
    private readonly double _sumOfP;
    private readonly double _sumOfPLogP;

    public SplitGradient(TKernel kernel, AffinityMatrix affinities, IRepulsion repulsion, WorkerTeam team)
    {
        _attraction = new Attraction<TSpace, TKernel>(kernel, affinities.Matrix, team);
        _repulsion = repulsion;
        _sorted = new SortedAffinities(affinities.Matrix, team);
        Attraction = new float[Lanes.RoundUp(affinities.Points * TSpace.Stride)];
        Repulsion = new float[Attraction.Length];
        (_sumOfP, _sumOfPLogP) = PLogP.Sums(affinities.Matrix, team);
    }

    /// <inheritdoc/>
    public float[] Attraction { get; }

    /// <inheritdoc/>
    public float[] Repulsion { get; }

    /// <inheritdoc/>
    public double Z { get; private set; }

    /// <inheritdoc/>
    public bool Coarse
    {
        get => _repulsion.Coarse;
        set => _repulsion.Coarse = value;
    }

    /// <inheritdoc/>
    public int[]? SpatialOrder => _repulsion.SpatialOrder;

    /// <inheritdoc/>
    public void Reorder(int[] order)
    {
        _sorted.Sort(order);
        _attraction.Use(_sorted.Matrix);
        _repulsion.Reset();
    }

    /// <inheritdoc/>
    public void Compute(float[] positions)
    {
        Z = _repulsion.Compute(positions, Repulsion);
        _attraction.Compute(positions, Attraction);
    }

    /// <summary>KL = Σ p ln p − Σ p ln w + ln Z Σ p.</summary>
    /// <inheritdoc/>
    public double ComputeWithCost(float[] positions)
    {
        Z = _repulsion.Compute(positions, Repulsion);
        double cost = _sumOfPLogP + (Math.Log(Z) * _sumOfP);
        foreach (double row in _attraction.ComputeWithCosts(positions, Attraction))
        {
            cost += row;
        }

        return cost;
    }
}
