using BhTsne.Numerics;

namespace BhTsne.Tests.Numerics;

public sealed class CounterRandomTests
{
    private const int Draws = 1 << 18;

    [Fact]
    public void The_reference_gives_the_published_numbers()
    {
        ulong state = 1234567;
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => SplitMix64(ref state)));
    }

    /// <summary>
    /// The key is two steps of SplitMix64 (the seed's first number, then the stream-th number from that); draw i is the i-th number from
    /// the key.
    /// </summary>
    [Theory]
    [InlineData(0ul, 1)]
    [InlineData(42ul, 2)]
    [InlineData(ulong.MaxValue, 4)]
    public void Numbers_are_those_of_SplitMix64(ulong seed, int stream)
    {
        ulong state = seed;
        ulong hashed = SplitMix64(ref state), key = 0;
        for (int i = 0; i < stream; i++)
        {
            key = SplitMix64(ref hashed);
        }

        CounterRandom random = new(seed, (RandomStream)stream);
        for (long index = 1; index <= 100; index++)
        {
            Assert.Equal(SplitMix64(ref key), random.Bits(index));
        }
    }

    [Fact]
    public void Any_index_can_be_drawn_in_any_order()
    {
        CounterRandom random = new(7, RandomStream.Start), same = new(7, RandomStream.Start);
        ulong[] forwards = [.. Enumerable.Range(0, 100).Select(i => random.Bits(i))];
        ulong[] backwards = [.. Enumerable.Range(0, 100).Reverse().Select(i => same.Bits(i))];
        Assert.Equal(forwards, backwards.Reverse());
        Assert.NotEqual(random.Bits(1), random.Bits(1 + (1L << 32)));
    }

    [Fact]
    public void Uniforms_have_the_moments_of_the_uniform_distribution()
    {
        CounterRandom random = new(1, RandomStream.Start);
        double[] draws = [.. Enumerable.Range(0, Draws).Select(i => random.Uniform(i))];
        Assert.All(draws, u => Assert.InRange(u, 0, 1 - Math.Pow(2, -53)));
        Assert.Equal(0.5, draws.Average(), 5 / Math.Sqrt(12.0 * Draws));
        Assert.Equal(1.0 / 12, draws.Average(u => (u - 0.5) * (u - 0.5)), 5 * Math.Sqrt(1.0 / 180 / Draws));
    }

    [Fact]
    public void Gaussians_have_the_moments_of_the_normal_distribution()
    {
        CounterRandom random = new(2, RandomStream.Start);
        double[] draws = [.. Enumerable.Range(0, Draws).Select(i => random.Gaussian(i))];
        Assert.All(draws, g => Assert.True(double.IsFinite(g)));
        Assert.Equal(0, draws.Average(), 5 / Math.Sqrt(Draws));
        Assert.Equal(1, draws.Average(g => g * g), 5 * Math.Sqrt(2.0 / Draws));
        Assert.Equal(0, draws.Average(g => g * g * g), 5 * Math.Sqrt(15.0 / Draws));
        Assert.Equal(3, draws.Average(g => g * g * g * g), 5 * Math.Sqrt(96.0 / Draws));
        Assert.Equal(0, draws.Zip(draws.Skip(1), (a, b) => a * b).Average(), 5 / Math.Sqrt(Draws));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(1000)]
    public void Below_takes_every_value_equally_often(int bound)
    {
        CounterRandom random = new(3, RandomStream.VantagePoints);
        int[] counts = new int[bound];
        for (int i = 0; i < Draws; i++)
        {
            counts[random.Below(i, bound)]++;
        }

        double expected = (double)Draws / bound;
        double chiSquared = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(chiSquared, 0, bound - 1 + (6 * Math.Sqrt(2.0 * bound)));
    }

    [Fact]
    public void Streams_and_seeds_are_not_correlated()
    {
        CounterRandom[] all =
        [
            .. Enum.GetValues<RandomStream>().Select(stream => new CounterRandom(0, stream)),
            new(1, RandomStream.Start), new(2, RandomStream.Start), new(1ul << 63, RandomStream.Start),
        ];
        const int Count = 1 << 15;
        double[][] draws = [.. all.Select(random => Enumerable.Range(0, Count).Select(i => random.Uniform(i) - 0.5).ToArray())];
        for (int a = 0; a < all.Length; a++)
        {
            for (int b = 0; b < a; b++)
            {
                // Side by side, and each against the other's next.
                for (int lag = 0; lag <= 1; lag++)
                {
                    double correlation = 12 * draws[a].Zip(draws[b].Skip(lag), (x, y) => x * y).Average();
                    Assert.InRange(correlation, -5 / Math.Sqrt(Count), 5 / Math.Sqrt(Count));
                }

                Assert.Empty(draws[a].Intersect(draws[b]));
            }
        }
    }

    /// <summary>Steele, Lea and Flood (2014), as published: add the golden gamma, then mix.</summary>
    private static ulong SplitMix64(ref ulong state)
    {
        ulong z = state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
