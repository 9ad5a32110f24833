using System.Runtime.Intrinsics;
using BhTsne.Numerics;
using BhTsne.Optimization;

namespace BhTsne.Tests.Optimization;

/// <summary>Steps of the points of a vector: all axes of a point count, and nothing of another point.</summary>
public sealed class StepLengthTests
{
    private const float Longest = 5;

    [Fact]
    public void Long_steps_are_shortened_along_their_direction_in_one_dimension() => Holds<OneDimension>();

    [Fact]
    public void Long_steps_are_shortened_along_their_direction_in_two_dimensions() => Holds<TwoDimensions>();

    [Fact]
    public void Long_steps_are_shortened_along_their_direction_in_three_dimensions() => Holds<ThreeDimensions>();

    [Fact]
    public void A_step_whose_square_overflows_is_shortened_too()
    {
        Vector512<float> actual = StepLength.Limit<ThreeDimensions>(Vector512.Create(1e30f), Vector512.Create(Longest));
        Assert.Equal(
            Longest,
            MathF.Sqrt((actual[0] * actual[0]) + (actual[1] * actual[1]) + (actual[2] * actual[2]) + (actual[3] * actual[3])),
            1e-5f);
    }

    /// <summary>Only one axis of a point is long, each in turn; the other points of the vector step by less than the limit.</summary>
    private static void Holds<TSpace>()
        where TSpace : struct, ISpace
    {
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            if (lane % TSpace.Stride >= TSpace.Dimensions)
            {
                continue;
            }

            float[] step =
                [.. Enumerable.Range(0, Lanes.Count).Select(i => i % TSpace.Stride < TSpace.Dimensions ? 0.5f + (0.125f * i) : 0)];
            step[lane] = 40 + lane;
            Vector512<float> actual = StepLength.Limit<TSpace>(Vector512.Create(step), Vector512.Create(Longest));
            for (int i = 0; i < Lanes.Count; i++)
            {
                int point = i / TSpace.Stride;
                double length = Math.Sqrt(
                    Enumerable.Range(point * TSpace.Stride, TSpace.Stride).Sum(axis => (double)step[axis] * step[axis]));
                Assert.Equal(step[i] * Math.Min(1, Longest / length), actual[i], 1e-5);
            }
        }
    }
}
