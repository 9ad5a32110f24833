using BhTsne.Attraction;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;

namespace BhTsne.Optimization;

/// <summary>
/// The gradient as exact attraction over the sparse P and repulsion by any method, with one normaliser or one for each point.
/// </summary>
internal sealed class Gradient<TSpace, TKernel> : IGradient
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    private readonly PointLayout _layout;
    private readonly AttractiveForces<TSpace, TKernel> _attraction;
    private readonly IRepulsion _repulsion;
    private readonly TKernel _kernel;
    private readonly WorkerTeam _team;

    /// <summary>Joins the two.</summary>
    /// <param name="kernel">Of the objective.</param>
    /// <param name="layout">P and the weights in the order of the positions.</param>
    /// <param name="repulsion">For the same kernel.</param>
    /// <param name="sumOfP">Σ p over all pairs, those of equal points included.</param>
    /// <param name="sumOfPLogP">What the cost has of P alone: Σ p ln p over all pairs, or less the entropy of the conditional rows.</param>
    /// <param name="team">The worker threads.</param>
    public Gradient(TKernel kernel, PointLayout layout, IRepulsion repulsion, double sumOfP, double sumOfPLogP, WorkerTeam team)
    {
        _layout = layout;
        _repulsion = repulsion;
        int points = layout.Affinities.Rows;
        _attraction = new AttractiveForces<TSpace, TKernel>(kernel, points, team);
        Attraction = new float[Lanes.RoundUp(points * TSpace.Stride)];
        Repulsion = new float[Attraction.Length];
        (SumOfP, SumOfPLogP) = (sumOfP, sumOfPLogP);
        (_kernel, _team) = (kernel, team);
    }

    /// <inheritdoc/>
    public float[] Attraction { get; }

    /// <inheritdoc/>
    public float[] Repulsion { get; }

    /// <inheritdoc/>
    public double Z { get; private set; }

    /// <inheritdoc/>
    public IRepulsion RepulsionTerm => _repulsion;

    /// <inheritdoc/>
    public ReadOnlySpan<double> RowCosts => _attraction.RowCosts;

    /// <inheritdoc/>
    public double SumOfP { get; }

    /// <inheritdoc/>
    public double SumOfPLogP { get; }

    /// <inheritdoc/>
    public void Compute(float[] positions, double theta)
    {
        Z = _repulsion.Compute(positions, _layout.Weights, theta, Repulsion);
        _attraction.Compute(_layout.Affinities, positions, positions, Attraction);
        DivideByWeights();
    }

    /// <summary>KL = Σ p ln p − Σ p ln w + ln Z Σ p.</summary>
    /// <inheritdoc/>
    public double ComputeWithCost(float[] positions, double theta)
    {
        Z = _repulsion.Compute(positions, _layout.Weights, theta, Repulsion);
        double cost = SumOfPLogP + (_repulsion.LogZ * SumOfP);
        foreach (double row in _attraction.ComputeWithCosts(_layout.Affinities, positions, positions, Attraction))
        {
            cost += row;
        }

        DivideByWeights();
        return cost;
    }

    /// <inheritdoc/>
    public float[] ComputeCurvatures(float[] positions, double theta, double exaggeration)
    {
        int size = Curvatures.Size<TSpace>();
        float[] curvatures = new float[_layout.Affinities.Rows * size], repulsive = new float[curvatures.Length];
        AttractiveCurvatures<TSpace, TKernel>.Compute(_kernel, _layout.Affinities, positions, curvatures, _team);
        _repulsion.ComputeCurvatures(positions, _layout.Weights, theta, repulsive);
        for (int at = 0; at < curvatures.Length; at++)
        {
            double weight = _layout.Weights?[at / size] ?? 1;
            curvatures[at] = (float)((exaggeration * curvatures[at] / weight) - repulsive[at]);
        }

        return curvatures;
    }

    /// <summary>The attraction of P is that of all equal points that a point stands for; the gradient is that of one of them.</summary>
    private void DivideByWeights()
    {
        for (int point = 0; point < _layout.Weights?.Length; point++)
        {
            for (int at = point * TSpace.Stride; at < (point + 1) * TSpace.Stride; at++)
            {
                Attraction[at] /= _layout.Weights[point];
            }
        }
    }
}
