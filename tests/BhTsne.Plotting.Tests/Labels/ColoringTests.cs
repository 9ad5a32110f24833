using System.Globalization;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Tests.Labels;

public class ColoringTests
{
    [Fact]
    public void Codes_of_a_hundred_classes_are_categories_in_numeric_order()
    {
        string[] labels = [.. Enumerable.Range(0, 1000).Select(i => $"{i * 37 % 100}")];
        var coloring = Coloring.Of(labels, 1000, LabelKind.Auto);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), coloring.Categories.Select(category => category.Name));
        Assert.Null(coloring.Scale);
    }

    [Theory]
    [InlineData(12, 0.5, false)]
    [InlineData(13, 0.5, true)]
    [InlineData(256, 1, false)]
    [InlineData(257, 1, true)]
    public void Numbers_are_a_scale_from_a_number_of_distinct_values_on(int distinct, double step, bool scale)
    {
        // Every value three times, so that "hardly repeat" is not what decides; with 0.5, 12 or 13 values of which some are not whole.
        string[] labels = [.. Enumerable.Range(0, 3 * distinct).Select(i => (i % distinct * step).ToString(CultureInfo.InvariantCulture))];

        Assert.Equal(scale, Coloring.Of(labels, labels.Length, LabelKind.Auto).Scale is not null);
        Assert.NotNull(Coloring.Of(labels, labels.Length, LabelKind.Numbers).Scale);
        Assert.Equal(distinct, Coloring.Of(labels, labels.Length, LabelKind.Categories).Categories.Count);
    }

    [Fact]
    public void One_word_among_numbers_makes_them_categories()
    {
        string[] labels = [.. Enumerable.Range(0, 900).Select(i => i == 5 ? "unknown" : $"{i % 300}.5")];
        Assert.Equal(301, Coloring.Of(labels, 900, LabelKind.Auto).Categories.Count);
    }

    [Fact]
    public void Missing_numbers_are_grey_and_counted()
    {
        string[] labels = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? "" : i % 10 == 1 ? "nan" : $"{i}.25")];
        var coloring = Coloring.Of(labels, 100, LabelKind.Auto);

        Assert.Equal(20, coloring.Scale!.Missing);
        Assert.Equal((2.25, 99.25), (coloring.Scale.Minimum, coloring.Scale.Maximum));
        Assert.Equal([coloring.Codes[0], coloring.Codes[0]], [coloring.Codes[1], coloring.Codes[10]]);
        Assert.Equal([0, 63], [coloring.Codes[2], coloring.Codes[99]]);
    }

    [Fact]
    public void More_categories_than_can_be_coloured_become_names()
    {
        string[] labels = [.. Enumerable.Range(0, 9000).Select(i => $"x{i % 4097}")];
        var coloring = Coloring.Of(labels, 9000, LabelKind.Categories);

        Assert.Empty(coloring.Categories);
        Assert.Equal(labels, coloring.Names);
    }

    [Theory]
    [InlineData(0, 10, new double[] { 0, 2, 4, 6, 8, 10 })]
    [InlineData(-1.37, 1.76, new double[] { -1, -0.5, 0, 0.5, 1, 1.5 })]
    [InlineData(5, 5, new double[] { 5 })]
    [InlineData(-1e308, 1.5e308, new double[] { -1e308, 1.5e308 })]
    public void Ticks_are_round_values_inside_the_range(double minimum, double maximum, double[] expected) =>
        Assert.Equal(expected, new NumberScale([minimum, maximum]).Ticks());

    [Theory]
    [InlineData(new[] { "10", "2", "-1", "b", "a", "1e1" }, new[] { "-1", "2", "10", "1e1", "a", "b" })]
    [InlineData(new[] { "week 10", "week 2", "Week 3", "week 02" }, new[] { "week 02", "week 2", "Week 3", "week 10" })]
    public void Names_sort_as_a_reader_expects(string[] names, string[] expected) =>
        Assert.Equal(expected, names.Order(NaturalOrder.Instance));
}
