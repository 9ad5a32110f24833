using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Tests.Numerics;

public sealed class ElementaryTests
{
    [Fact]
    public void The_exponential_is_right_to_the_last_digits()
    {
        Random random = new(1);
        for (int i = 0; i < 20_000; i++)
        {
            // Every order of magnitude, and the whole numbers of ln 2 and the halves between, where the reduction changes over.
            double x = i % 2 == 0 ? -700 * Math.Pow(random.NextDouble(), 8) : -i / 20 * Math.Log(2) / 2;
            double expected = Math.Exp(x);
            Assert.InRange(Exp(x), expected * (1 - 1e-15), expected * (1 + 1e-15));
        }
    }

    [Fact]
    public void The_exponential_of_zero_is_one_and_far_below_it_is_zero()
    {
        Assert.Equal(1, Exp(0));
        Assert.Equal(1, Exp(-0.0));
        Assert.True(Exp(-700) > 0);
        Assert.Equal(0, Exp(-700.0001));
        Assert.Equal(0, Exp(double.MinValue));
        Assert.Equal(0, Exp(double.NegativeInfinity));
    }

    [Fact]
    public void A_lane_does_not_depend_on_its_neighbours()
    {
        Vector512<double> mixed = Elementary.ExpOfNegative(Vector512.Create(-5, double.NegativeInfinity, -5, -1e9, 0, -5, -701, -699));
        Assert.Equal(Exp(-5), mixed[0]);
        Assert.Equal(Exp(-5), mixed[2]);
        Assert.Equal(Exp(-5), mixed[5]);
        Assert.Equal(Exp(-699), mixed[7]);
    }

    [Fact]
    public void The_logarithm_is_right_to_single_precision()
    {
        Assert.Equal(0, Log(1));
        for (uint bits = BitConverter.SingleToUInt32Bits(1); bits <= BitConverter.SingleToUInt32Bits(float.MaxValue); bits += 10_007)
        {
            float x = BitConverter.UInt32BitsToSingle(bits);
            double expected = Math.Log(x);
            Assert.InRange(Log(x), expected * (1 - 3e-7), expected * (1 + 3e-7));
        }
    }

    [Fact]
    public void The_exponential_of_floats_is_right_to_single_precision()
    {
        // A prime stride through all floats from -87 to -0 and beyond both ends.
        for (uint bits = BitConverter.SingleToUInt32Bits(-0f); bits <= BitConverter.SingleToUInt32Bits(-87); bits += 10_007)
        {
            float x = BitConverter.UInt32BitsToSingle(bits);
            double expected = Math.Exp(x);
            Assert.InRange(SingleExp(x), expected * (1 - 2e-7), expected * (1 + 2e-7));
        }
    }

    [Fact]
    public void The_exponential_of_floats_ends_where_normal_numbers_do()
    {
        Assert.Equal(1, SingleExp(0f));
        Assert.Equal(1, SingleExp(-0f));
        Assert.InRange(SingleExp(-87f), 1.6e-38f, 1.7e-38f);
        Assert.Equal(0, SingleExp(-87.0001f));
        Assert.Equal(0, SingleExp(float.MinValue));
        Assert.Equal(0, SingleExp(float.NegativeInfinity));
        Vector512<float> mixed = Elementary.ExpOfNegative(
            Vector512.Create(-5f, float.NegativeInfinity, -5, -1e9f, 0, -5, -88, -86, -5, -5, -1e-20f, -5, -5, -5, -5, -5));
        Assert.Equal((SingleExp(-5f), SingleExp(-5f), SingleExp(-86f)), (mixed[0], mixed[5], mixed[7]));
    }

    /// <summary>However small t is: a plain logarithm of 1 + t has no digit left of it below 1e-7.</summary>
    [Fact]
    public void The_logarithm_of_one_plus_is_right_to_single_precision()
    {
        Assert.Equal(0, LogOnePlus(0));
        for (uint bits = BitConverter.SingleToUInt32Bits(1e-30f); bits <= BitConverter.SingleToUInt32Bits(1e38f); bits += 10_007)
        {
            float t = BitConverter.UInt32BitsToSingle(bits);

            // ln(1 + t) = 2 artanh(t / (2 + t)), whose series needs no sum with 1.
            double half = t / (2.0 + t);
            double expected = t > 0.1
                ? Math.Log(1.0 + t)
                : 2 * half * (1 + (half * half * ((1 / 3.0) + (half * half * ((1 / 5.0) + (half * half / 7))))));
            Assert.InRange(LogOnePlus(t), expected * (1 - 4e-7), expected * (1 + 4e-7));
        }
    }

    private static float SingleExp(float x) => Elementary.ExpOfNegative(Vector512.Create(x))[9];

    private static float LogOnePlus(float t) => Elementary.LogOnePlus(Vector512.Create(t))[2];

    private static double Exp(double x) => Elementary.ExpOfNegative(Vector512.Create(x))[3];

    private static float Log(float x) => Elementary.LogFromOne(Vector512.Create(x))[7];
}
