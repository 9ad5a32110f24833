using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Optimization;

/// <summary>
/// One step of all points in one pass over memory: the gradient's two parts are joined, gains (Jacobs 1988) and momentum applied, the step's length
/// limited, the mean of the last positions removed, and the new mean and the gradient's norm summed.
/// </summary>
/// <remarks>Removing the mean one step late changes nothing but a translation, and saves a second pass.</remarks>
internal sealed class StepPass<TSpace> : IBlockLoop
    where TSpace : struct, ISpace
{
    /// <summary>Values of a block: whole vectors, whole points.</summary>
    private const int BlockSize = 1 << 13;

    private readonly DescentState<TSpace> _state;
    private readonly IGradient _gradient;
    private readonly WorkerTeam _team;
    private readonly StepRule _rule;
    private readonly Vector512<float>[] _blockSums;
    private readonly float[] _blockNorms;
    private float _exaggeration, _inverseZ, _learningRate, _momentum;
    private Vector512<float> _mean;

    public StepPass(DescentState<TSpace> state, IGradient gradient, StepRule rule, WorkerTeam team)
    {
        _state = state;
        _gradient = gradient;
        _rule = rule;
        _team = team;
        int blocks = (state.Positions.Length + BlockSize - 1) / BlockSize;
        _blockSums = new Vector512<float>[blocks];
        _blockNorms = new float[blocks];
    }

    /// <summary>Moves all points by the gradient that was computed last.</summary>
    /// <returns>The Euclidean norm of the whole (exaggerated) gradient.</returns>
    public double Run(in DescentPhase phase)
    {
        _exaggeration = (float)phase.Exaggeration;
        _inverseZ = (float)(1 / _gradient.Z);
        _learningRate = (float)phase.LearningRate;
        _momentum = (float)phase.Momentum;
        _mean = Tile(_state.Mean);
        _team.Run(_blockSums.Length, this);
        return Collect();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int block, int worker)
    {
        ref float positions = ref MemoryMarshal.GetArrayDataReference(_state.Positions);
        ref float velocities = ref MemoryMarshal.GetArrayDataReference(_state.Velocities);
        ref float gains = ref MemoryMarshal.GetArrayDataReference(_state.Gains);
        ref float attraction = ref MemoryMarshal.GetArrayDataReference(_gradient.Attraction);
        ref float repulsion = ref MemoryMarshal.GetArrayDataReference(_gradient.Repulsion);
        Vector512<float> exaggeration = Vector512.Create(_exaggeration), minusInverseZ = Vector512.Create(-_inverseZ);
        Vector512<float> minusRate = Vector512.Create(-_learningRate), momentum = Vector512.Create(_momentum);
        Vector512<float> increase = Vector512.Create((float)_rule.GainIncrease), decrease = Vector512.Create((float)_rule.GainDecrease);
        Vector512<float> minGain = Vector512.Create((float)_rule.MinGain), maxStep = Vector512.Create((float)_rule.MaxStepLength);
        Vector512<float> sum = default, norm = default;
        int last = Math.Min((block + 1) * BlockSize, _state.Positions.Length);
        int used = _state.Points * TSpace.Stride;
        for (int i = block * BlockSize; i < last; i += Lanes.Count)
        {
            nuint at = (nuint)i;
            Vector512<float> velocity = Vector512.LoadUnsafe(ref velocities, at);
            Vector512<float> gain = Vector512.LoadUnsafe(ref gains, at);
            Vector512<float> gradient = Vector512.FusedMultiplyAdd(
                minusInverseZ, Vector512.LoadUnsafe(ref repulsion, at), exaggeration * Vector512.LoadUnsafe(ref attraction, at));
            Vector512<float> uphill = SameSign(gradient, velocity);
            gain = Vector512.Max(minGain, Vector512.ConditionalSelect(uphill, gain * decrease, gain + increase));
            velocity = Vector512.FusedMultiplyAdd(momentum, velocity, minusRate * gain * gradient);
            velocity = Limit(velocity, maxStep);
            Vector512<float> position = Vector512.LoadUnsafe(ref positions, at) + (velocity - _mean);
            if (i + Lanes.Count > used)
            {
                position &= Vector512.LessThan(Lanes.Indices, Vector512.Create(used - i)).AsSingle();
            }

            gain.StoreUnsafe(ref gains, at);
            velocity.StoreUnsafe(ref velocities, at);
            position.StoreUnsafe(ref positions, at);
            sum += position;
            norm = Vector512.FusedMultiplyAdd(gradient, gradient, norm);
        }

        _blockSums[block] = sum;
        _blockNorms[block] = Lanes.OrderedSum(norm);
    }

    /// <summary>All bits where both are above zero or both below: the gradient points where the last step went, which was too far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SameSign(Vector512<float> a, Vector512<float> b) =>
        (Vector512.GreaterThan(a, default) & Vector512.GreaterThan(b, default)) | (Vector512.LessThan(a, default) & Vector512.LessThan(b, default));

    /// <summary>Shortens the steps of points that would go farther than allowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Limit(Vector512<float> step, Vector512<float> longest)
    {
        // The square of a longer step might overflow, and its direction be lost.
        Vector512<float> huge = Vector512.Create(1e18f);
        step = Vector512.Max(-huge, Vector512.Min(huge, step));
        Vector512<float> length = Vector512.Sqrt(SumWithinPoint(step * step));
        return Vector512.ConditionalSelect(Vector512.GreaterThan(length, longest), step * (longest / length), step);
    }

    /// <summary>In each lane the sum over the lanes of its point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SumWithinPoint(Vector512<float> values)
    {
        if (TSpace.Stride >= 2)
        {
            values += Vector512.Shuffle(values, Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
        }

        if (TSpace.Stride == 4)
        {
            values += Vector512.Shuffle(values, Vector512.Create(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13));
        }

        return values;
    }

    private double Collect()
    {
        Span<double> sums = stackalloc double[4];
        sums.Clear();
        double norm = 0;
        for (int block = 0; block < _blockSums.Length; block++)
        {
            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                sums[lane % TSpace.Stride] += _blockSums[block][lane];
            }

            norm += _blockNorms[block];
        }

        for (int axis = 0; axis < TSpace.Stride; axis++)
        {
            _state.Mean[axis] = (float)(sums[axis] / _state.Points);
        }

        return 4 * Math.Sqrt(norm);
    }

    private static Vector512<float> Tile(float[] mean)
    {
        Span<float> lanes = stackalloc float[Lanes.Count];
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            lanes[lane] = mean[lane % TSpace.Stride];
        }

        return Lanes.LoadPartial(lanes);
    }
}
