using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <summary>The box around consecutive points, and its distances to the members of a family of cells.</summary>
internal readonly struct Box<TSpace>
    where TSpace : struct, ISpace
{
    // Native maxima: no coordinate is NaN, and the sign of a zero is squared away.
    private readonly float _lowX, _lowY, _lowZ, _highX, _highY, _highZ;

    /// <summary>The box around the points first to last - 1.</summary>
    /// <param name="coordinates">The coordinates along each axis.</param>
    /// <param name="first">The first point.</param>
    /// <param name="last">The point after the last; there is at least one.</param>
    public Box(float[][] coordinates, int first, int last)
    {
        (_lowX, _highX) = MinMax(coordinates[0].AsSpan(first, last - first));
        (_lowY, _highY) = TSpace.Dimensions > 1 ? MinMax(coordinates[1].AsSpan(first, last - first)) : default;
        (_lowZ, _highZ) = TSpace.Dimensions > 2 ? MinMax(coordinates[2].AsSpan(first, last - first)) : default;
    }

    /// <summary>The longest side.</summary>
    public float Width => MathF.Max(_highX - _lowX, MathF.Max(_highY - _lowY, _highZ - _lowZ));

    /// <summary>The middle.</summary>
    public (float X, float Y, float Z) Middle =>
        (_lowX + ((_highX - _lowX) / 2), _lowY + ((_highY - _lowY) / 2), _lowZ + ((_highZ - _lowZ) / 2));

    /// <summary>From the box's nearest point to each centre of mass, squared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> NearestSquared(CellFamilies<TSpace> families, int family)
    {
        Vector256<float> distance = Square(Outside(families.Field(family, 0), _lowX, _highX));
        distance = TSpace.Dimensions > 1 ? distance + Square(Outside(families.Field(family, 1), _lowY, _highY)) : distance;
        return TSpace.Dimensions > 2 ? distance + Square(Outside(families.Field(family, 2), _lowZ, _highZ)) : distance;
    }

    /// <summary>From the box's farthest corner to each centre of mass, squared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> FarthestSquared(CellFamilies<TSpace> families, int family)
    {
        Vector256<float> distance = Square(Across(families.Field(family, 0), _lowX, _highX));
        distance = TSpace.Dimensions > 1 ? distance + Square(Across(families.Field(family, 1), _lowY, _highY)) : distance;
        return TSpace.Dimensions > 2 ? distance + Square(Across(families.Field(family, 2), _lowZ, _highZ)) : distance;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Outside(Vector256<float> value, float low, float high) =>
        Vector256.MaxNative(Vector256<float>.Zero, Vector256.MaxNative(Vector256.Create(low) - value, value - Vector256.Create(high)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Across(Vector256<float> value, float low, float high) =>
        Vector256.MaxNative(value - Vector256.Create(low), Vector256.Create(high) - value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Square(Vector256<float> value) => value * value;

    [MethodImpl(HotLoop.Options)]
    private static (float Low, float High) MinMax(ReadOnlySpan<float> values)
    {
        float low = values[0], high = values[0];
        foreach (float value in values)
        {
            low = MathF.Min(low, value);
            high = MathF.Max(high, value);
        }

        return (low, high);
    }
}
