using BhTsne.Attraction;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Repulsion;

/// <summary>
/// The state of a descent with the sums of every kernel over it, which share one tree as the phases of a run with several objectives do.
/// </summary>
internal sealed class TreeMachine<TSpace> : IDisposable
    where TSpace : struct, ISpace
{
    private readonly WorkerTeam _team = new(2);
    private readonly WorkerTeam _alone = new(1);
    private readonly int _points;
    private readonly double _spread;
    private readonly DescentState<TSpace> _state;
    private readonly Sums[] _kernels;
    private readonly double[,] _p;
    private readonly SortedAffinities _sorted;
    private SparseMatrix _affinities;
    private float[]? _weights;
    private double _theta = 0.4;
    private int _kernel;
    private bool _mustBuild = true;

    public TreeMachine(PointCloud start)
    {
        _points = start.Points;
        _spread = start.Spread;
        _state = DescentState<TSpace>.Create<NesterovWithPointGains>(new Embedding(start.Values(), TSpace.Dimensions));

        // Some rows of P are empty. A single point has no P, so its row is empty in any case.
        SparseAffinities p = new(Math.Max(2, _points), 0.02, start.Seed, EmptyRows: true);
        _p = _points < 2 ? new double[1, 1] : p.ToDense();
        _affinities = _points < 2 ? new SparseMatrix(new long[2], Array.Empty<int>(), Array.Empty<float>(), 1) : p.ToAffinities().Matrix;
        _sorted = new SortedAffinities(_affinities, _team);
        _kernels =
        [
            Of<StudentKernel>(default, CellField.Student(1), s => 1 / (1 + s)),
            Of<StudentTailKernel>(new(0.5), CellField.Student(0.5), s => 1 / (1 + (s / 0.5))),
            Of<StudentTailKernel>(new(3), CellField.Student(3), s => 1 / (1 + (s / 3))),
            Of<GaussianKernel>(default, CellField.Gaussian, _ => 1),
        ];
    }

    public void Do(TreeStep step)
    {
        Random random = new(step.Seed);
        switch (step.Kind)
        {
            case StepKind.Drift:
                Move((value, _) => value + (0.01 * _spread * Symmetric(random)));
                break;
            case StepKind.Scatter:
                Move((_, _) => _spread * Symmetric(random));
                break;
            case StepKind.Stretch:
                Move((value, axis) => axis == 0 ? 4 * value : value / 4);
                break;
            case StepKind.Grow:
                Move((value, _) => 1.5 * value);
                break;
            case StepKind.Shrink:
                Move((value, _) => 0.05 * value);
                break;
            case StepKind.Outlier:
                Put(random.Next(_points), [.. Enumerable.Range(0, TSpace.Dimensions).Select(_ => 1e4 * _spread * Symmetric(random))]);
                break;
            case StepKind.Gather:
                double[] place = [.. Enumerable.Range(0, TSpace.Dimensions).Select(_ => _spread * Symmetric(random))];
                foreach (int point in Enumerable.Range(0, _points).Where(_ => random.Next(5) == 0))
                {
                    Put(point, place);
                }

                break;
            case StepKind.Build:
                _state.Tree.RebuildIsDue = true;
                _mustBuild = true;
                break;
            case StepKind.Reorder when _state.Tree.Build > 0:
                _state.Reorder(_state.Tree.Order);
                _sorted.Sort(_state.Order);
                _affinities = _sorted.Matrix;
                _mustBuild = true;
                break;
            case StepKind.Weigh:
                _weights = [.. Enumerable.Range(0, _points).Select(_ => (float)Math.Pow(10, 2 * random.NextDouble()))];
                break;
            case StepKind.Unweigh:
                _weights = null;
                break;
            case StepKind.Exact:
                _theta = 0;
                break;
            case StepKind.Fine:
                _theta = 0.4;
                break;
            case StepKind.Coarse:
                _theta = 1;
                break;
            case StepKind.OtherKernel:
                _kernel = (_kernel + 1 + random.Next(_kernels.Length - 1)) % _kernels.Length;
                break;
        }
    }

    /// <summary>One pass, compared with the definitions and with a tree that begins from the same state.</summary>
    public void Pass()
    {
        TreeState before = new(_points);
        _state.Tree.CopyTo(before);
        float[]? weights = _weights is null ? null : [.. _state.Order.Select(point => _weights[point])];
        Sums own = _kernels[_kernel];
        float[] forces = new float[_state.Positions.Length], phi = new float[_points];
        own.Pairs.SetSources(_state.Positions, weights, _theta);
        double z = own.Pairs.ComputeAtSources(forces, phi);
        Assert.Equal(Enumerable.Range(0, _points), _state.Tree.Order.Order());
        Assert.True(!_mustBuild || _state.Tree.Build > before.Build, "a new order was given to the tree of the old one");
        _mustBuild = false;

        float[] again = new float[forces.Length], phiAgain = new float[_points];
        IPairSums other = own.Create(before, _alone);
        other.SetSources(_state.Positions, weights, _theta);
        Assert.Equal(BitConverter.DoubleToInt64Bits(z), BitConverter.DoubleToInt64Bits(other.ComputeAtSources(again, phiAgain)));
        Assert.True(forces.AsSpan().SequenceEqual(again) && phi.AsSpan().SequenceEqual(phiAgain), "other bits from the same state");

        // A tree that is built for these positions: what is left of the one before costs no accuracy.
        float[] built = new float[forces.Length];
        IPairSums anew = own.Create(new TreeState(_points), _alone);
        anew.SetSources(_state.Positions, weights, _theta);
        anew.ComputeAtSources(built, new float[_points]);
        AssertSums(own.Formula, weights, forces, phi, z, built);
        AssertAttraction(own);
    }

    public void Dispose()
    {
        _team.Dispose();
        _alone.Dispose();
    }

    private static double Symmetric(Random random) => (2 * random.NextDouble()) - 1;

    private Sums Of<TKernel>(TKernel kernel, KernelFormula formula, Func<double, double> attraction)
        where TKernel : struct, IKernel
    {
        return new Sums(
            Create(_state.Tree, _team),
            Create,
            new AttractiveForces<TSpace, TKernel>(kernel, _points, _team).Compute,
            formula,
            attraction);

        IPairSums Create(TreeState tree, WorkerTeam team) => new BarnesHutRepulsion<TSpace, TKernel>(kernel, tree, team);
    }

    private void Move(Func<double, int, double> moved)
    {
        for (int point = 0; point < _points; point++)
        {
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                ref float value = ref _state.Positions[(point * TSpace.Stride) + axis];
                value = (float)moved(value, axis);
            }
        }
    }

    private void Put(int point, double[] place)
    {
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            _state.Positions[(point * TSpace.Stride) + axis] = (float)place[axis];
        }
    }

    /// <summary>
    /// At θ = 0 each point within rounding. Above, all points together within the remainder of a series to second order about cells of
    /// half a diagonal θ √d / 2 of the distance, as a share of what is summed, and not much farther off than a tree that is built anew,
    /// which <see cref="ErrorSweepTests"/> holds to its error.
    /// </summary>
    private void AssertSums(KernelFormula kernel, float[]? weights, float[] forces, float[] phi, double z, float[] built)
    {
        double[,] y = Maps.Dense<TSpace>(_state.Positions, _points);
        double difference = 0, ofBuilt = 0, size = 0, rounding = 0, phiDifference = 0, phiSize = 0, phiRounding = 0, sum = 0;
        double[] x = new double[TSpace.Dimensions];
        for (int i = 0; i < _points; i++)
        {
            for (int axis = 0; axis < x.Length; axis++)
            {
                x[axis] = y[i, axis];
            }

            PairField exact = PairField.At(kernel, y, weights, x, self: i);
            double off = 0, phiOff = Math.Abs(phi[i] - exact.Phi);
            for (int axis = 0; axis < x.Length; axis++)
            {
                double along = forces[(i * TSpace.Stride) + axis] - exact.Force[axis];
                off += along * along;
                along = built[(i * TSpace.Stride) + axis] - exact.Force[axis];
                ofBuilt += along * along;
            }

            if (_theta == 0)
            {
                Assert.True(phiOff <= exact.PhiRounding, $"{phi[i]} instead of {exact.Phi} at place {i}, {exact.PhiRounding} is allowed");
                Assert.True(Math.Sqrt(off) <= x.Length * exact.ForceRounding, $"the force at place {i} is off by {Math.Sqrt(off)}");
            }

            (difference, phiDifference) = (difference + off, phiDifference + phiOff);
            (size, rounding) = (size + (exact.Size * exact.Size), rounding + (exact.ForceRounding * exact.ForceRounding));
            (phiSize, phiRounding, sum) = (phiSize + exact.Phi, phiRounding + exact.PhiRounding, sum + phi[i]);
        }

        double remainder = 2 * Math.Pow(_theta * Math.Sqrt(x.Length) / 2, 3);
        double error = Math.Sqrt(difference), bound = (remainder * Math.Sqrt(size)) + (2 * Math.Sqrt(rounding));
        Assert.True(error <= bound, $"forces are off by {error}, {bound} is allowed, at theta {_theta}");
        bound = (3 * Math.Sqrt(ofBuilt)) + (0.05 * _theta * _theta * _theta * Math.Sqrt(size)) + (2 * Math.Sqrt(rounding));
        Assert.True(
            error <= bound,
            $"forces are off by {error}, those of a new tree by {Math.Sqrt(ofBuilt)}, of {Math.Sqrt(size)}, at theta {_theta}");
        Assert.True(
            phiDifference <= (remainder * phiSize) + phiRounding, $"sums are off by {phiDifference} of {phiSize} at theta {_theta}");
        Assert.Equal(sum, z, 1e-5 * sum);
    }

    private void AssertAttraction(Sums own)
    {
        float[] actual = new float[_state.Positions.Length];
        own.Attract(_affinities, _state.Positions, _state.Positions, actual);
        double[,] y = Maps.Dense<TSpace>(_state.Positions, _points);
        for (int i = 0; i < _points; i++)
        {
            double size = 1e-30;
            double[] expected = new double[TSpace.Dimensions];
            for (int j = 0; j < _points; j++)
            {
                double p = _p[_state.Order[i], _state.Order[j]], s = 0;
                for (int axis = 0; p > 0 && axis < expected.Length; axis++)
                {
                    s += (y[i, axis] - y[j, axis]) * (y[i, axis] - y[j, axis]);
                }

                for (int axis = 0; p > 0 && axis < expected.Length; axis++)
                {
                    expected[axis] += p * own.Attraction(s) * (y[i, axis] - y[j, axis]);
                }

                size += p > 0 ? p * own.Attraction(s) * Math.Sqrt(s) : 0;
            }

            for (int axis = 0; axis < expected.Length; axis++)
            {
                Assert.Equal(expected[axis], actual[(i * TSpace.Stride) + axis], 3e-6 * size);
            }
        }
    }

    private sealed record Sums(
        IPairSums Pairs,
        Func<TreeState, WorkerTeam, IPairSums> Create,
        Action<SparseMatrix, float[], float[], float[]> Attract,
        KernelFormula Formula,
        Func<double, double> Attraction);
}
