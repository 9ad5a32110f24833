namespace BhTsne.Tests.Reduction;

/// <summary>An axis has two signs; which one is taken must not depend on how it was found.</summary>
public sealed class AxisSignTests
{
    /// <summary>
    /// The first of the loadings of largest magnitude is positive, also where a later one has the same magnitude and the other sign.
    /// </summary>
    [Theory]
    [InlineData(new[] { 0.5, -0.5, 0.5, 0.5 }, 1)]
    [InlineData(new[] { -0.5, 0.5, 0.5, 0.5 }, -1)]
    [InlineData(new[] { 0, -0.6, 0.8, 0 }, 1)]
    [InlineData(new[] { 0, 0.6, -0.8, 0 }, -1)]
    [InlineData(new[] { 0.1, -0.7, 0.7, 0.1 }, -1)]
    [InlineData(new[] { 0.1, 0.7, -0.7, 0.1 }, 1)]
    public void The_first_of_the_largest_loadings_is_positive(double[] axis, int sign)
    {
        PcaResult pca = new(new double[4], [.. axis], [1], 1);
        Assert.Equal(axis.Select(loading => sign * loading), pca.Axes.ToArray());
    }
}
