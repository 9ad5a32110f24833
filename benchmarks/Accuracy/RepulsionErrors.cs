using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Benchmarks.Accuracy;

/// <summary>The error of the repulsion of a map, over a sample of its points.</summary>
internal interface IRepulsionErrors
{
    /// <summary>The errors of R and Z by the engine; at θ = 0 they are rounding alone.</summary>
    (double R, double Z) Engine(double theta);

    /// <summary>The errors of R and Z by sums over cells in double.</summary>
    (double R, double Z) Cells(double theta, bool secondMoments);
}

/// <inheritdoc/>
internal sealed class RepulsionErrors<TSpace, TKernel, TFormula> : IRepulsionErrors
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
    where TFormula : struct, IFormula
{
    private const int SampleSize = 1000;
    private readonly TKernel _kernel;
    private readonly TFormula _formula;
    private readonly bool _conditional;
    private readonly MapPoints _map;
    private readonly float[] _positions;
    private readonly SpaceTree<TSpace> _tree;
    private readonly int[] _sample;
    private readonly PairSum[] _exact;

    /// <summary>Computes the exact sums of the sample.</summary>
    /// <param name="kernel">The engine's kernel.</param>
    /// <param name="formula">The same in double.</param>
    /// <param name="map">The map.</param>
    /// <param name="conditional">Whether each point has a normaliser of its own (SNE).</param>
    /// <param name="team">The worker threads.</param>
    public RepulsionErrors(TKernel kernel, TFormula formula, Embedding map, bool conditional, WorkerTeam team)
    {
        (_kernel, _formula, _conditional, _map) = (kernel, formula, conditional, new MapPoints(map));
        _positions = DescentState<TSpace>.Create<MomentumWithGains>(map).Positions;
        _tree = new SpaceTree<TSpace>(new TreeState(map.Points), team);
        _tree.Build(_positions);
        _sample = _map.Sample(SampleSize);
        _exact = OfObjective((weights, points) => _map.Exact(_formula, weights, points));
    }

    /// <inheritdoc/>
    public (double R, double Z) Engine(double theta)
    {
        using WorkerTeam team = new(0);
        float[] forces = new float[_positions.Length], sums = new float[_map.Count];
        BarnesHutRepulsion<TSpace, TKernel> pairs = new(_kernel, new TreeState(_map.Count), team);
        pairs.SetSources(_positions, null, theta);
        pairs.ComputeAtSources(forces, sums);
        if (_conditional)
        {
            new ConditionalRepulsion<TSpace>(pairs, _map.Count).Compute(_positions, null, theta, forces);
        }

        return Errors([.. _sample.Select(point => new PairSum(
            sums[point],
            forces[point * TSpace.Stride],
            TSpace.Dimensions > 1 ? forces[(point * TSpace.Stride) + 1] : 0,
            TSpace.Dimensions > 2 ? forces[(point * TSpace.Stride) + 2] : 0))]);
    }

    /// <inheritdoc/>
    public (double R, double Z) Cells(double theta, bool secondMoments) => Errors(OfObjective(
        (weights, points) => new CellSums<TSpace>(_tree, _map, weights).At(_formula, theta, secondMoments, points)));

    /// <summary>R of the objective at the sample: by one pass, or for SNE by the two passes of w / Z_i + w / Z_j.</summary>
    private PairSum[] OfObjective(Func<double[]?, int[], PairSum[]> pass)
    {
        if (!_conditional)
        {
            return pass(null, _sample);
        }

        PairSum[] own = pass(null, [.. Enumerable.Range(0, _map.Count)]);
        PairSum[] asSources = pass([.. own.Select(sum => 1 / sum.Phi)], _sample);
        return [.. _sample.Zip(asSources, (point, others) =>
        {
            PairSum sum = own[point];
            return new PairSum(sum.Phi, (sum.X / sum.Phi) + others.X, (sum.Y / sum.Phi) + others.Y, (sum.Z / sum.Phi) + others.Z);
        })];
    }

    private (double R, double Z) Errors(PairSum[] sums) =>
        (PairSum.ForceError(sums, _exact), _conditional ? PairSum.OwnPhiError(sums, _exact) : PairSum.SharedPhiError(sums, _exact));
}
