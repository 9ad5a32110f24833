using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Optimization;

/// <summary>
/// Nesterov's accelerated step with one gain for each point. The kept numbers are the last velocity and the gain, which all coordinates of
/// a point share, so that a rotation of the start rotates the whole descent.
/// </summary>
internal readonly struct NesterovWithPointGains : IStepRule<NesterovWithPointGains>
{
    private readonly float _minusRate, _momentum, _increase, _decrease, _minGain, _maxStep;

    private NesterovWithPointGains(in DescentPhase phase, in StepSettings settings)
    {
        _minusRate = -(float)phase.LearningRate;
        _momentum = (float)phase.Momentum;
        _increase = (float)settings.GainIncrease;
        _decrease = (float)settings.GainDecrease;
        _minGain = (float)settings.MinGain;
        _maxStep = (float)settings.MaxStepLength;
    }

    /// <inheritdoc/>
    public static float InitialFirst => 0;

    /// <inheritdoc/>
    public static float InitialSecond => 1;

    /// <inheritdoc/>
    public static NesterovWithPointGains Create(in DescentPhase phase, in StepSettings settings) => new(phase, settings);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Step<TSpace>(Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second)
        where TSpace : struct, ISpace
    {
        // Above zero where the gradient points where the last step went, which overshot.
        Vector512<float> agreement = StepLength.SumWithinPoint<TSpace>(gradient * first);
        Vector512<float> increased = second + Vector512.Create(_increase);
        Vector512<float> gain = Vector512.ConditionalSelect(
            Vector512.GreaterThan(agreement, default), second * Vector512.Create(_decrease), increased);
        second = Vector512.Max(Vector512.Create(_minGain), gain);
        Vector512<float> velocity = Vector512.FusedMultiplyAdd(
            Vector512.Create(_momentum), first, Vector512.Create(_minusRate) * second * gradient);
        velocity = StepLength.Limit<TSpace>(velocity, Vector512.Create(_maxStep));
        Vector512<float> step = Vector512.FusedMultiplyAdd(Vector512.Create(_momentum), velocity - first, velocity);
        first = velocity;
        return step;
    }
}
