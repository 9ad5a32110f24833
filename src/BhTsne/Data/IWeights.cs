using System.Runtime.CompilerServices;

namespace BhTsne.Data;

/// <summary>
/// The weights of points as a type parameter: code is written once, and the compiler removes the weights where all are 1.
/// </summary>
internal interface IWeights
{
    /// <summary>Whether all weights are 1.</summary>
    static abstract bool AreOne { get; }

    /// <summary>The sum of all weights.</summary>
    double Sum { get; }

    /// <summary>The weight of a point.</summary>
    float Of(int point);
}

/// <summary>Weights of 1 each.</summary>
/// <param name="points">N.</param>
internal readonly struct UnitWeights(int points) : IWeights
{
    /// <inheritdoc/>
    public static bool AreOne => true;

    /// <inheritdoc/>
    public double Sum => points;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(int point) => 1;
}

/// <summary>Any weights.</summary>
/// <param name="weights">The weights.</param>
internal readonly struct GivenWeights(PointWeights weights) : IWeights
{
    private readonly float[] _values = weights.Values;

    /// <inheritdoc/>
    public static bool AreOne => false;

    /// <inheritdoc/>
    public double Sum => weights.Sum;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(int point) => _values[point];
}
