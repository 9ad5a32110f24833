using BhTsne.Plotting.Scales;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests.Scales;

public sealed class TicksTests
{
    [Theory]
    [InlineData(1, 100, 8, new[] { 1.0, 2, 5, 10, 20, 50, 100 })]
    [InlineData(0.03, 0.7, 8, new[] { 0.05, 0.1, 0.2, 0.5 })]
    [InlineData(1e-6, 2, 6, new[] { 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1 })]
    [InlineData(1e-9, 1e9, 6, new[] { 1e-9, 1e-6, 1e-3, 1, 1e3, 1e6, 1e9 })]
    [InlineData(1.2, 1.9, 8, new[] { 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9 })]
    [InlineData(3, 12, 8, new[] { 4.0, 6, 8, 10, 12 })]
    public void A_logarithmic_scale_names_1_2_and_5_or_powers_of_ten(double low, double high, int steps, double[] expected) =>
        Assert.Equal(expected, Ticks.Logarithmic(low, high, steps), (one, other) => Math.Abs(one - other) <= 1e-12 * Math.Abs(other));

    [Theory]
    [InlineData(0, 1, 6, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(-3, 12.5, 8, new[] { -2.0, 0, 2, 4, 6, 8, 10, 12 })]
    [InlineData(0.71, 0.74, 6, new[] { 0.71, 0.715, 0.72, 0.725, 0.73, 0.735, 0.74 })]
    [InlineData(5, 5, 6, new[] { 5.0 })]
    public void A_linear_scale_has_steps_of_1_2_or_5(double low, double high, int steps, double[] expected) =>
        Assert.Equal(expected, Ticks.Linear(low, high, steps), (one, other) => Math.Abs(one - other) <= 1e-12);

    [Fact]
    public void Ticks_rise_lie_within_the_range_and_are_few() =>
        Check.ForAll(
            Arb.From(
                from power in Gen.Choose(-300, 290)
                from span in Gen.Choose(1, 4000)
                from steps in Gen.Choose(3, 9)
                select (Low: Math.Pow(10, power + 0.37), High: Math.Pow(10, Math.Min(300, power + 0.37 + (span / 300.0))), steps)),
            range =>
            {
                double margin = 1e-9 * range.High;
                return new[] { Ticks.Linear(range.Low, range.High, range.steps), Ticks.Logarithmic(range.Low, range.High, range.steps) }
                    .All(ticks => ticks.Count >= (range.steps < 6 ? 1 : 2) && ticks.Count <= range.steps + 1
                        && ticks.Zip(ticks.Skip(1)).All(pair => pair.First < pair.Second)
                        && ticks[0] >= range.Low - margin && ticks[^1] <= range.High + margin);
            });

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.30000000000000004, "0.3")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(1000, "1000")]
    [InlineData(12000, "12,000")]
    [InlineData(123456.7, "123,457")]
    [InlineData(9999999, "10,000,000")]
    [InlineData(2e7, "2e7")]
    [InlineData(1.5e-5, "1.5e-5")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(-3.21e300, "-3.21e300")]
    [InlineData(0.000123456789, "0.000123457")]
    public void Numbers_are_written_as_a_reader_wants_them(double value, string expected) => Assert.Equal(expected, NumberText.Of(value));
}
