using BhTsne.Live.Frames;
using BhTsne.Live.Tests.Support;
using BhTsne.Plotting;
using FsCheck.Fluent;

namespace BhTsne.Live.Tests.Frames;

/// <summary>Frames are what their description says, for every finite map.</summary>
public sealed class FrameFormatTests
{
    [Fact]
    public void Every_coordinate_is_within_half_a_step_of_the_grid_in_the_order_of_drawing() => Check.ForAll(
        (from dimensions in Gen.Choose(1, 3)
         from points in Gen.Choose(1, 40)
         from exponent in Gen.Choose(-44, 38)
         from values in Gen.Choose(-1000, 1000).ArrayOf(points * dimensions)
         select (dimensions, values.Select(value => (float)(value / 1000.0 * Math.Pow(10, exponent))).ToArray())).ToArbitrary(),
        map =>
        {
            (int dimensions, float[] values) = map;
            int[] order = DrawOrder.Mixed(values.Length / dimensions);
            byte[] bytes = new byte[FrameFormat.Length(order.Length, dimensions)];
            FrameHeader header =
                new() { Dimensions = dimensions, Iteration = 7, Iterations = 9, Stage = TsneStage.Optimization, Seconds = 1 };
            FrameFormat.Write(bytes, header, values, order);
            SeenFrame seen = SeenFrame.Read(bytes);
            Assert.Equal((order.Length, dimensions, 7, 9), (seen.Points, seen.Dimensions, seen.Iteration, seen.Iterations));
            Assert.True(double.IsNaN(seen.Cost));
            for (int axis = 0; axis < dimensions; axis++)
            {
                double[] along = [.. values.Where((_, i) => i % dimensions == axis).Select(value => (double)value)];
                Assert.Equal((along.Min(), along.Max()), (seen.Low[axis], seen.High[axis]));
            }

            seen.ExpectMap(values, order);
        },
        300);

    /// <summary>The ends of the box are the ends of the grid, whatever rounding does.</summary>
    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(-3.4028235e38f, 3.4028235e38f)]
    [InlineData(0f, 1.401298e-45f)]
    [InlineData(0.1f, 0.3f)]
    [InlineData(5f, 5f)]
    public void The_ends_of_the_box_are_the_ends_of_the_grid(float low, float high)
    {
        byte[] bytes = new byte[FrameFormat.Length(2, 1)];
        FrameHeader header =
            new() { Dimensions = 1, Iteration = 0, Iterations = 0, Stage = TsneStage.Optimization, Seconds = 0, Cost = 2.5 };
        FrameFormat.Write(bytes, header, [low, high], [1, 0]);
        SeenFrame seen = SeenFrame.Read(bytes);
        Assert.Equal(low == high ? [0, 0] : new ushort[] { 65535, 0 }, seen.Places);
        Assert.Equal(2.5, seen.Cost);
    }

    /// <summary>Each byte of the header, by the description of the format.</summary>
    [Theory]
    [InlineData(TsneStage.Optimization, 2.5, 30.5)]
    [InlineData(TsneStage.Neighbors, null, null)]
    public void A_header_has_its_numbers_at_their_places(TsneStage stage, double? cost, double? left)
    {
        byte[] bytes = new byte[FrameFormat.Length(1, 3)];
        bytes.AsSpan().Fill(0xFF);
        FrameHeader header = new()
        {
            Dimensions = 3,
            Iteration = 258,
            Iterations = 750,
            Stage = stage,
            Cost = cost,
            Seconds = 12.25,
            SecondsLeft = left,
        };
        FrameFormat.Write(bytes, header, [1, 2, 3], [0]);
        byte[] expected =
        [
            .. "BHL1"u8, 1, 0, 0, 0, 3, 0, 0, 0, 2, 1, 0, 0, 0xEE, 2, 0, 0, (byte)stage, 0, 0, 0,
            .. BitConverter.GetBytes(cost ?? double.NaN), .. BitConverter.GetBytes(12.25), .. BitConverter.GetBytes(left ?? double.NaN),
            .. new[] { 1.0, 1, 2, 2, 3, 3 }.SelectMany(BitConverter.GetBytes), 0, 0, 0, 0, 0, 0,
        ];
        Assert.Equal(expected, bytes);
    }

    [Fact]
    public void A_pool_gives_out_no_frame_that_is_held_and_uses_the_others_again()
    {
        FramePool pool = new();
        Frame first = pool.Take(10);
        first.Holders++;
        pool.Release(first);
        Frame second = pool.Take(10);
        Assert.NotSame(first, second);
        pool.Release(first);
        Assert.Same(first, pool.Take(10));
        pool.Release(second);
        Assert.Equal(11, pool.Take(11).Bytes.Length);
    }
}
