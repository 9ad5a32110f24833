using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Data;

/// <summary>Features of mean 0 and standard deviation 1.</summary>
public sealed class StandardizationTests
{
    private static Gen<(float[] Values, int Rows, int Columns, float[] Weights)> Points { get; } =
        from rows in Gen.Choose(1, 60)
        from columns in Gen.Choose(1, 5)
        from seed in Gen.Choose(0, int.MaxValue)
        select Make(rows, columns, new Random(seed));

    [Fact]
    public void Means_and_deviations_are_those_of_exact_sums()
    {
        Check.ForAll(Arb.From(Points), given =>
        {
            Standardization found = Standardization.Of(PointMatrix.From(given.Values, given.Rows, given.Columns), given.Weights);
            for (int column = 0; column < given.Columns; column++)
            {
                // Decimals have 28 digits, so that their sums are exact to far below the last bit of a double.
                decimal all = 0, sum = 0, squares = 0;
                for (int row = 0; row < given.Rows; row++)
                {
                    all += (decimal)given.Weights[row];
                    sum += (decimal)given.Weights[row] * (decimal)(double)given.Values[(row * given.Columns) + column];
                }

                for (int row = 0; row < given.Rows; row++)
                {
                    decimal difference = (decimal)(double)given.Values[(row * given.Columns) + column] - (sum / all);
                    squares += (decimal)given.Weights[row] * difference * difference;
                }

                Assert.Equal((double)(sum / all), found.Means[column], 1e-9);
                Assert.Equal(Math.Sqrt((double)(squares / all)), found.Deviations[column], 1e-9);
            }
        });
    }

    [Fact]
    public void Standardized_points_have_mean_0_and_deviation_1_and_constant_features_are_0()
    {
        Check.ForAll(Arb.From(Points), given =>
        {
            PointMatrix points = PointMatrix.From(given.Values, given.Rows, given.Columns);
            Standardization standardization = Standardization.Of(points);
            PointMatrix result = standardization.Apply(points);
            List<int> constant = [];
            for (int column = 0; column < given.Columns; column++)
            {
                double[] before = [.. Enumerable.Range(0, given.Rows).Select(row => (double)points.Row(row)[column])];
                double[] after = [.. Enumerable.Range(0, given.Rows).Select(row => (double)result.Row(row)[column])];
                bool isConstant = before.Distinct().Count() == 1;
                if (isConstant)
                {
                    constant.Add(column);
                }

                Assert.Equal(0, after.Average(), 1e-5);
                Assert.Equal(isConstant ? 0 : 1, Math.Sqrt(after.Sum(value => value * value) / given.Rows), 1e-5);
            }

            Assert.Equal(constant, standardization.ConstantFeatures);
            Assert.Equal(given.Columns, standardization.Dimensions);
        });
    }

    /// <summary>A sum of equal numbers, divided by their count, need not be that number.</summary>
    [Theory]
    [InlineData(0.1f, 3)]
    [InlineData(1e30f, 7)]
    [InlineData(-3.3333333f, 1001)]
    public void Equal_numbers_are_constant_to_the_last_bit(float value, int rows)
    {
        float[] values = new float[rows];
        Array.Fill(values, value);
        Standardization standardization = Standardization.Of(PointMatrix.From(values, rows, 1));
        Assert.Equal((value, 0.0), (standardization.Means[0], standardization.Deviations[0]));
        Assert.Equal(0f, standardization.Apply(PointMatrix.From(new[] { value * 2 }, 1, 1)).Values[0]);
    }

    [Fact]
    public void Faults_are_named()
    {
        PointMatrix points = PointMatrix.From(new float[,] { { 1, 2 }, { 3, 5 } });
        Standardization standardization = Standardization.Of(points);
        Assert.Contains(
            "The points have 1 dimensions, but 2 are standardized.",
            Assert.Throws<ArgumentException>(() => standardization.Apply(PointMatrix.From(new float[,] { { 1 } }))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Standardization.Of(points, new float[] { 1 }));
        Assert.Throws<ArgumentException>(() => Standardization.Of(points, new[] { 1, 0f }));
        Assert.Throws<ArgumentException>(() => Standardization.Of(points, new[] { 1, float.NaN }));
    }

    private static (float[] Values, int Rows, int Columns, float[] Weights) Make(int rows, int columns, Random random)
    {
        double[] offsets = [.. Enumerable.Range(0, columns).Select(_ => (random.NextDouble() - 0.5) * 2000)];
        double[] widths = [.. Enumerable.Range(0, columns).Select(_ => random.Next(4) == 0 ? 0 : random.NextDouble() * 100)];
        float[] values = new float[rows * columns];
        for (int at = 0; at < values.Length; at++)
        {
            values[at] = (float)(offsets[at % columns] + (widths[at % columns] * random.NextDouble()));
        }

        return (values, rows, columns, [.. Enumerable.Range(0, rows).Select(_ => (float)random.Next(1, 9))]);
    }
}
