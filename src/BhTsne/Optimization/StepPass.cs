using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Optimization;

/// <summary>
/// One step of all points in one pass over memory: the gradient's two parts are joined, the step rule is applied, the mean of the last
/// positions is subtracted, and the new mean and the gradient's norm are summed.
/// </summary>
/// <remarks>
/// Subtracting the mean one step late changes nothing but a translation, and saves a second pass. Where points are pinned no mean is
/// subtracted, the steps and kept numbers of the pinned ones are 0, and the norm is that of the others.
/// </remarks>
internal sealed class StepPass<TSpace, TRule>
    where TSpace : struct, ISpace
    where TRule : struct, IStepRule<TRule>
{
    /// <summary>Values of a block: whole vectors, whole points.</summary>
    private const int BlockSize = 1 << 13;

    private readonly DescentState<TSpace> _state;
    private readonly IGradient _gradient;
    private readonly WorkerTeam _team;
    private readonly int[] _free;
    private readonly IBlockLoop _blocks;
    private readonly Vector512<float>[] _blockSums;
    private readonly float[] _blockNorms;
    private TRule _rule;
    private float _exaggeration, _inverseZ;
    private Vector512<float> _mean;

    /// <summary>Allocates for a state.</summary>
    /// <param name="state">The points, which each pass moves.</param>
    /// <param name="gradient">Of the state's positions.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="pins">Which points stay where they are, in the order of the state; null for none.</param>
    public StepPass(DescentState<TSpace> state, IGradient gradient, WorkerTeam team, Pins? pins = null)
    {
        _state = state;
        _gradient = gradient;
        _team = team;
        int blocks = (state.Positions.Length + BlockSize - 1) / BlockSize;
        _blockSums = new Vector512<float>[blocks];
        _blockNorms = new float[blocks];
        _free = pins?.Free ?? [];
        _blocks = pins is null ? new BlockLoop<NothingPinned>(this) : new BlockLoop<SomePinned>(this);
    }

    /// <summary>Moves all points by the gradient that was computed last.</summary>
    /// <returns>The Euclidean norm of the whole (exaggerated) gradient, that of pinned points left out.</returns>
    public double Run(in DescentPhase phase, in StepSettings settings)
    {
        _rule = TRule.Create(phase, settings);
        _exaggeration = (float)phase.Exaggeration;
        _inverseZ = (float)(1 / _gradient.Z);
        _mean = Tile(_state.Mean);
        _team.Run(_blockSums.Length, _blocks);
        return Collect();
    }

    [MethodImpl(HotLoop.Options)]
    private void Run<TPinning>(int block)
        where TPinning : struct, IPinning
    {
        ref float positions = ref MemoryMarshal.GetArrayDataReference(_state.Positions);
        ref float firsts = ref MemoryMarshal.GetArrayDataReference(_state.First);
        ref float seconds = ref MemoryMarshal.GetArrayDataReference(_state.Second);
        ref float attraction = ref MemoryMarshal.GetArrayDataReference(_gradient.Attraction);
        ref float repulsion = ref MemoryMarshal.GetArrayDataReference(_gradient.Repulsion);
        ref int freeBits = ref MemoryMarshal.GetArrayDataReference(_free);
        Vector512<float> exaggeration = Vector512.Create(_exaggeration), minusInverseZ = Vector512.Create(-_inverseZ), mean = _mean;
        TRule rule = _rule;
        Vector512<float> sum = default, norm = default;
        int last = Math.Min((block + 1) * BlockSize, _state.Positions.Length);
        int used = _state.Points * TSpace.Stride;
        for (int i = block * BlockSize; i < last; i += Lanes.Count)
        {
            nuint at = (nuint)i;
            Vector512<float> first = Vector512.LoadUnsafe(ref firsts, at), second = Vector512.LoadUnsafe(ref seconds, at);
            Vector512<float> gradient = Vector512.FusedMultiplyAdd(
                minusInverseZ, Vector512.LoadUnsafe(ref repulsion, at), exaggeration * Vector512.LoadUnsafe(ref attraction, at));
            if (TPinning.HasPins)
            {
                gradient &= Vector512.LoadUnsafe(ref freeBits, at).AsSingle();
            }

            Vector512<float> step = rule.Step<TSpace>(gradient, ref first, ref second);
            Vector512<float> position;
            if (TPinning.HasPins)
            {
                // Selected, not added to: -0 + 0 is 0.
                Vector512<float> free = Vector512.LoadUnsafe(ref freeBits, at).AsSingle();
                Vector512<float> before = Vector512.LoadUnsafe(ref positions, at);
                position = Vector512.ConditionalSelect(free, before + step, before);
                (first, second) = (first & free, second & free);
            }
            else
            {
                position = Vector512.LoadUnsafe(ref positions, at) + (step - mean);
            }

            if (i + Lanes.Count > used)
            {
                position &= Vector512.LessThan(Lanes.Indices, Vector512.Create(used - i)).AsSingle();
            }

            first.StoreUnsafe(ref firsts, at);
            second.StoreUnsafe(ref seconds, at);
            position.StoreUnsafe(ref positions, at);
            sum += position;
            norm = Vector512.FusedMultiplyAdd(gradient, gradient, norm);
        }

        _blockSums[block] = sum;
        _blockNorms[block] = Lanes.OrderedSum(norm);
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

    private sealed class BlockLoop<TPinning>(StepPass<TSpace, TRule> pass) : IBlockLoop
        where TPinning : struct, IPinning
    {
        public void Run(int block, int worker) => pass.Run<TPinning>(block);
    }
}
