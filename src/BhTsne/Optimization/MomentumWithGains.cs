using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Optimization;

/// <summary>
/// Momentum and one gain for each coordinate (Jacobs 1988, as in van der Maaten 2014), with steps of limited length. The kept numbers are
/// the last step and the gain.
/// </summary>
internal readonly struct MomentumWithGains : IStepRule<MomentumWithGains>
{
    private readonly float _minusRate, _momentum, _increase, _decrease, _minGain, _maxStep;

    private MomentumWithGains(in DescentPhase phase, in StepSettings settings)
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
    public static MomentumWithGains Create(in DescentPhase phase, in StepSettings settings) => new(phase, settings);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Step<TSpace>(Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second)
        where TSpace : struct, ISpace
    {
        Vector512<float> increased = second + Vector512.Create(_increase);
        Vector512<float> gain = Vector512.ConditionalSelect(SameSign(gradient, first), second * Vector512.Create(_decrease), increased);
        second = Vector512.Max(Vector512.Create(_minGain), gain);
        first = Vector512.FusedMultiplyAdd(Vector512.Create(_momentum), first, Vector512.Create(_minusRate) * second * gradient);
        first = StepLength.Limit<TSpace>(first, Vector512.Create(_maxStep));
        return first;
    }

    /// <summary>All bits where both are above zero or both below: the gradient points where the last step went, which overshot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SameSign(Vector512<float> a, Vector512<float> b) =>
        (Vector512.GreaterThan(a, default) & Vector512.GreaterThan(b, default))
            | (Vector512.LessThan(a, default) & Vector512.LessThan(b, default));
}
