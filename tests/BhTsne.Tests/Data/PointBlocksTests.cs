using BhTsne.Data;
using FsCheck.Fluent;

namespace BhTsne.Tests.Data;

/// <summary>Points whose values lie in several blocks of memory.</summary>
public sealed class PointBlocksTests
{
    private static readonly float[] Ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    [Fact]
    public void Rows_are_those_of_the_blocks_and_nothing_is_copied()
    {
        float[] first = [1, 2, 3, 4, 5, 6], second = [7, 8];
        PointMatrix points = PointMatrix.FromBlocks([first, second], 2);
        Assert.Equal((4, 2), (points.Rows, points.Columns));
        Assert.Equal([5, 6], points.Row(2));
        Assert.Equal([7, 8], points.Row(3));
        second[1] = 9;
        Assert.Equal([7, 9], points.Row(3));
        Assert.Equal([6, 2], points.Blocks.Select(block => block.Length));
        Assert.Throws<ArgumentOutOfRangeException>(() => points.Row(4).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => points.Row(-1).Length);
    }

    [Fact]
    public void Several_blocks_are_no_one_span_and_one_block_is()
    {
        PointMatrix several = PointMatrix.FromBlocks([Ten.AsMemory(0, 6), Ten.AsMemory(6, 4)], 2);
        const string Message = "The 5 x 2 points lie in 2 blocks of memory, not in one; use Row or Blocks.";
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => several.Values.Length).Message);
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => several.Memory).Message);
        PointMatrix one = PointMatrix.FromBlocks([Ten], 2);
        Assert.Equal(Ten, one.Values);
        Assert.Equal(Ten, Assert.Single(PointMatrix.From(Ten, 2, 5).Blocks).ToArray());
    }

    [Theory]
    [InlineData("", 2, "at least one block")]
    [InlineData("4", 0, "columns")]
    [InlineData("4,0", 2, "Block 1 has 0 values; it needs whole rows of 2 values, at least one.")]
    [InlineData("3", 2, "Block 0 has 3 values; it needs whole rows of 2 values")]
    [InlineData("4,2,4", 2, "Block 1 has 1 rows, but block 0 has 2; all need as many, but the last may have fewer.")]
    [InlineData("4,6", 2, "Block 1 has 3 rows, but block 0 has 2")]
    public void Blocks_that_are_no_whole_rows_of_one_number_are_refused(string lengths, int columns, string part)
    {
        ReadOnlyMemory<float>[] blocks =
            [.. lengths.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(length => new float[int.Parse(length)])];
        ArgumentException fault = Assert.ThrowsAny<ArgumentException>(() => PointMatrix.FromBlocks(blocks, columns));
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, 0, 0)]
    [InlineData(float.PositiveInfinity, 2, 1)]
    [InlineData(float.NegativeInfinity, 3, 0)]
    [InlineData(float.NaN, 4, 1)]
    public void The_first_value_that_is_not_finite_is_named_by_its_place_in_the_whole(float value, int row, int column)
    {
        float[] values = [.. Ten];
        values[(row * 2) + column] = value;
        values[9] = float.NaN;
        ArgumentException fault = Assert.Throws<ArgumentException>(
            () => PointMatrix.FromBlocks([values.AsMemory(0, 4), values.AsMemory(4, 4), values.AsMemory(8, 2)], 2));
        Assert.Equal($"Row {row}, column {column} is {value}; every value must be finite.", fault.Message);
    }

    [Fact]
    public void The_search_for_values_that_are_not_finite_can_be_stopped() => Assert.Throws<OperationCanceledException>(
        () => PointMatrix.FromBlocks([Ten], 2, new CancellationToken(canceled: true)));

    [Fact]
    public void Rows_that_are_computed_may_be_too_many_for_one_array()
    {
        Check.ForAll(
            Arb.From(
                from rows in Gen.Choose(1, 40)
                from columns in Gen.Choose(1, 9)
                from most in Gen.Choose(1, 100)
                select (rows, columns, most)),
            given =>
            {
                RowBlocks blocks = new(given.rows, given.columns, given.most);
                float[] all = [.. Enumerable.Range(0, given.rows * given.columns).Select(value => (float)value)];
                for (int row = given.rows - 1; row >= 0; row--)
                {
                    all.AsSpan(row * given.columns, given.columns).CopyTo(blocks.Row(row));
                }

                PointMatrix matrix = blocks.ToMatrix();
                Assert.Equal(all, matrix.Blocks.SelectMany(block => block.ToArray()));
                Assert.Equal(all.AsSpan()[^given.columns..], matrix.Row(given.rows - 1));
                Assert.All(matrix.Blocks, block => Assert.True(block.Length <= Math.Max(given.most, given.columns)));
            });
    }
}
