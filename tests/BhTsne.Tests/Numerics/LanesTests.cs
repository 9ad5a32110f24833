using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Tests.Numerics;

public sealed class LanesTests
{
    [Fact]
    public void The_sum_is_taken_by_halves_to_the_bit()
    {
        // Sizes over many orders of magnitude: nearly every other order of the sum rounds otherwise in some of the cases.
        Random random = new(1);
        int ordersTold = 0;
        for (int round = 0; round < 1000; round++)
        {
            float[] lanes =
                [.. Enumerable.Range(0, 16).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Exp(20 * random.NextDouble())))];
            float[] sums = [.. lanes];
            for (int half = 8; half >= 1; half /= 2)
            {
                for (int i = 0; i < half; i++)
                {
                    sums[i] += sums[i + half];
                }
            }

            float actual = Lanes.OrderedSum(Vector512.Create(lanes));
            Assert.Equal(BitConverter.SingleToInt32Bits(sums[0]), BitConverter.SingleToInt32Bits(actual));
            float sequential = 0;
            foreach (float lane in lanes)
            {
                sequential += lane;
            }

            ordersTold += actual == sequential ? 0 : 1;
        }

        Assert.True(ordersTold > 500, $"the cases tell this order from a sequential one {ordersTold} times in 1000 only");
    }

    [Fact]
    public void Loads_take_the_values_at_their_place()
    {
        float[] values = [.. Enumerable.Range(0, 40).Select(i => (float)i)];
        Assert.Equal(Vector512.Create(values, 7), Lanes.Load(values, 7));
        Assert.Equal(Vector512.Create(values, 24), Lanes.Load(values, 24));
        for (int count = 0; count <= 16; count++)
        {
            Vector512<float> lanes = Lanes.LoadPartial(values.AsSpan(20, count));
            for (int i = 0; i < 16; i++)
            {
                Assert.Equal(i < count ? 20 + i : 0, lanes[i]);
            }
        }

        Assert.Throws<ArgumentException>(() => Lanes.LoadPartial(values.AsSpan(0, 17)));
    }

    [Fact]
    public void Indices_and_rounding()
    {
        Assert.All(Enumerable.Range(0, Lanes.Count), i => Assert.Equal(i, Lanes.Indices[i]));
        Assert.Equal((0, 16, 16, 16, 32), (Lanes.RoundUp(0), Lanes.RoundUp(1), Lanes.RoundUp(15), Lanes.RoundUp(16), Lanes.RoundUp(17)));
    }
}
