using BhTsne.Attraction;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;

namespace BhTsne.Optimization;

/// <summary>The gradient as exact attraction over the sparse P and repulsion by any method, with one normaliser or one for each point.</summary>
internal sealed class SplitGradient<TSpace, TKernel> : IGradient
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    private readonly AttractiveForces<TSpace, TKernel> _attraction;
    private readonly IRepulsion _repulsion;
    private readonly SortedAffinities _sorted;
    private readonly double _sumOfP;
    private readonly double _sumOfPLogP;
    private readonly LayoutWeights? _weights;

    /// <summary>Joins the two.</summary>
    /// <param name="kernel">Of the objective.</param>
    /// <param name="affinities">The joint P.</param>
    /// <param name="repulsion">For the same kernel.</param>
    /// <param name="team">Who works.</param>
    /// <param name="sumOfPLogP">What the cost has of P alone, where it is not Σ p ln p of the joint P.</param>
    /// <param name="weights">Of the points, the same as the repulsion's; null for 1 each.</param>
    public SplitGradient(
        TKernel kernel,
        AffinityMatrix affinities,
        IRepulsion repulsion,
        WorkerTeam team,
        double? sumOfPLogP = null,
        LayoutWeights? weights = null)
    {
        _weights = weights;
        _attraction = new AttractiveForces<TSpace, TKernel>(kernel, affinities.Matrix, team);
        _repulsion = repulsion;
        _sorted = new SortedAffinities(affinities.Matrix, team);
        Attraction = new float[Lanes.RoundUp(affinities.Points * TSpace.Stride)];
        Repulsion = new float[Attraction.Length];
        _sumOfP = affinities.SumOfP;
        _sumOfPLogP = sumOfPLogP ?? affinities.SumOfPLogP;
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
        _repulsion.Reorder(order);
        _weights?.Reorder(order);
    }

    /// <inheritdoc/>
    public void Compute(float[] positions)
    {
        Z = _repulsion.Compute(positions, Repulsion);
        _attraction.Compute(positions, Attraction);
        ShareAmongCopies();
    }

    /// <summary>KL = Σ p ln p − Σ p ln w + ln Z Σ p.</summary>
    /// <inheritdoc/>
    public double ComputeWithCost(float[] positions)
    {
        Z = _repulsion.Compute(positions, Repulsion);
        double cost = _sumOfPLogP + (_repulsion.LogZ * _sumOfP);
        foreach (double row in _attraction.ComputeWithCosts(positions, Attraction))
        {
            cost += row;
        }

        ShareAmongCopies();
        return cost;
    }

    /// <summary>P pulls all copies of a point; the gradient is that of one.</summary>
    private void ShareAmongCopies()
    {
        for (int point = 0; point < _weights?.Current.Length; point++)
        {
            for (int at = point * TSpace.Stride; at < (point + 1) * TSpace.Stride; at++)
            {
                Attraction[at] /= _weights.Current[point];
            }
        }
    }
}
