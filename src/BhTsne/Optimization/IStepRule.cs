using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Optimization;

/// <summary>
/// How a gradient becomes a step, as a type that the JIT specialises. The rule is created for each iteration; what it keeps from one
/// iteration to the next are up to two values for each coordinate, in arrays that <see cref="DescentState{TSpace}"/> owns.
/// </summary>
internal interface IStepRule<TSelf>
    where TSelf : struct, IStepRule<TSelf>
{
    /// <summary>The first value of each coordinate's first kept number.</summary>
    static abstract float InitialFirst { get; }

    /// <summary>The first value of each coordinate's second kept number.</summary>
    static abstract float InitialSecond { get; }

    /// <summary>Creates the rule of an iteration.</summary>
    /// <param name="phase">Learning rate and momentum.</param>
    /// <param name="settings">What is the same in all phases.</param>
    static abstract TSelf Create(in DescentPhase phase, in StepSettings settings);

    /// <summary>The step of sixteen coordinates.</summary>
    /// <param name="gradient">A quarter of the gradient.</param>
    /// <param name="first">The coordinates' first kept numbers, which are replaced.</param>
    /// <param name="second">The coordinates' second kept numbers, which are replaced.</param>
    /// <returns>What is added to the positions.</returns>
    Vector512<float> Step<TSpace>(Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second)
        where TSpace : struct, ISpace;
}
