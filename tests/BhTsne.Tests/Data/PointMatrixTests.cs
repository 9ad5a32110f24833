using System.Numerics.Tensors;

namespace BhTsne.Tests.Data;

public sealed class PointMatrixTests
{
    private static readonly float[] Six = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void Every_factory_makes_the_same_matrix()
    {
        PointMatrix[] all =
        [
            PointMatrix.From(Six, 2, 3),
            PointMatrix.From(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }),
            PointMatrix.From([[1, 2, 3], [4, 5, 6]]),
            PointMatrix.From(new ReadOnlyMemory<float>[] { Six.AsMemory(0, 3), Six.AsMemory(3, 3) }),
            PointMatrix.From(new ReadOnlyTensorSpan<float>(Six, [2, 3])),
        ];
        foreach (PointMatrix matrix in all)
        {
            Assert.Equal((2, 3), (matrix.Rows, matrix.Columns));
            Assert.Equal(Six, matrix.Values);
            Assert.Equal(Six, matrix.Memory.Span);
            Assert.Equal([4, 5, 6], matrix.Row(1));
        }
    }

    [Fact]
    public void A_tensor_is_read_by_its_strides()
    {
        float[] padded = [1, 2, 3, -1, 4, 5, 6, -1];
        Assert.Equal(Six, PointMatrix.From(new ReadOnlyTensorSpan<float>(padded, [2, 3], [4, 1])).Values);

        float[] columnMajor = [1, 4, 2, 5, 3, 6];
        Assert.Equal(Six, PointMatrix.From(new ReadOnlyTensorSpan<float>(columnMajor, [2, 3], [1, 2])).Values);

        float[] oneRow = [7, 8];
        Assert.Equal([7, 8, 7, 8, 7, 8], PointMatrix.From(new ReadOnlyTensorSpan<float>(oneRow, [3, 2], [0, 1])).Values);

        ReadOnlyTensorSpan<float> cut = new ReadOnlyTensorSpan<float>(Six, [2, 3]).Slice([0..2, 1..3]);
        Assert.Equal([2, 3, 5, 6], PointMatrix.From(cut).Values);
    }

    [Fact]
    public void Memory_is_wrapped_and_all_else_is_copied()
    {
        float[] memory = [1, 2];
        PointMatrix wrapped = PointMatrix.From(memory, 1, 2);
        float[,] array = { { 1, 2 } };
        float[][] rows = [[1, 2]];
        float[] vector = [1, 2], tensor = [1, 2];
        PointMatrix[] copies =
        [
            PointMatrix.From(array),
            PointMatrix.From(rows),
            PointMatrix.From(new List<ReadOnlyMemory<float>> { vector }),
            PointMatrix.From(new ReadOnlyTensorSpan<float>(tensor, [1, 2])),
        ];
        memory[0] = array[0, 0] = rows[0][0] = vector[0] = tensor[0] = 9;
        Assert.Equal(9, wrapped.Row(0)[0]);
        Assert.All(copies, copy => Assert.Equal(1, copy.Values[0]));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void The_first_value_that_is_not_finite_is_named_by_row_and_column(float bad)
    {
        float[] values = new float[3 * 20_000];
        values[(2 * 20_000) + 17] = bad;
        values[^1] = bad;
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => PointMatrix.From(values, 3, 20_000));
        Assert.Contains("Row 2, column 17 is", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PointMatrix.From(new float[,] { { 1, bad } }));
        Assert.Throws<ArgumentException>(() => PointMatrix.From([[1f], [bad]]));
        Assert.Throws<ArgumentException>(() => PointMatrix.From(new ReadOnlyMemory<float>[] { new float[] { bad } }));
        Assert.Throws<ArgumentException>(() => PointMatrix.From(new ReadOnlyTensorSpan<float>([bad], [1, 1])));
    }

    [Fact]
    public void Extreme_but_finite_values_are_taken() =>
        Assert.Equal(4, PointMatrix.From(new[] { float.MaxValue, float.MinValue, float.Epsilon, -0f }, 2, 2).Values.Length);

    [Fact]
    public void Shapes_that_cannot_be_are_refused()
    {
        Assert.Contains("needs 8 values, but 6", Refused(() => PointMatrix.From(Six, 2, 4)), StringComparison.Ordinal);
        Assert.Contains("-2 x -3", Refused(() => PointMatrix.From(Six, -2, -3)), StringComparison.Ordinal);
        Assert.Contains("0 x 3", Refused(() => PointMatrix.From(ReadOnlyMemory<float>.Empty, 0, 3)), StringComparison.Ordinal);
        Assert.Contains("65536 x 65536", Refused(() => PointMatrix.From(Six, 1 << 16, 1 << 16)), StringComparison.Ordinal);
        Assert.Contains("0 x 2", Refused(() => PointMatrix.From(new float[0, 2])), StringComparison.Ordinal);
        Assert.Contains("2 x 0", Refused(() => PointMatrix.From(new float[2, 0])), StringComparison.Ordinal);
        Refused(() => PointMatrix.From(Array.Empty<float[]>()));
        Refused(() => PointMatrix.From([[], []]));
        Refused(() => PointMatrix.From(new List<ReadOnlyMemory<float>>()));
        Assert.Contains("rank is 1", Refused(() => PointMatrix.From(new ReadOnlyTensorSpan<float>(Six))), StringComparison.Ordinal);
        Assert.Contains(
            "rank is 3", Refused(() => PointMatrix.From(new ReadOnlyTensorSpan<float>(Six, [1, 2, 3]))), StringComparison.Ordinal);
        Refused(() => PointMatrix.From(default(ReadOnlyTensorSpan<float>)));
    }

    [Fact]
    public void Ragged_and_missing_rows_are_named_with_the_parameter_of_the_caller()
    {
        ArgumentException ragged = Assert.Throws<ArgumentException>(() => PointMatrix.From([[1, 2], [3]]));
        Assert.StartsWith("Row 1 has 1 values, but row 0 has 2.", ragged.Message, StringComparison.Ordinal);
        Assert.Equal("values", ragged.ParamName);
        ArgumentException missing = Assert.Throws<ArgumentException>(() => PointMatrix.From([[1], null!]));
        Assert.StartsWith("Row 1 is null.", missing.Message, StringComparison.Ordinal);
        Assert.Equal("values", missing.ParamName);
        ArgumentException uneven = Assert.Throws<ArgumentException>(
            () => PointMatrix.From(new ReadOnlyMemory<float>[] { Six, Six.AsMemory(1) }));
        Assert.StartsWith("Row 1 has 5 values, but row 0 has 6.", uneven.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => PointMatrix.From((float[,])null!));
        Assert.Throws<ArgumentNullException>(() => PointMatrix.From((float[][])null!));
        Assert.Throws<ArgumentNullException>(() => PointMatrix.From((IReadOnlyList<ReadOnlyMemory<float>>)null!));
    }

    [Fact]
    public void Rows_that_do_not_exist_are_refused()
    {
        PointMatrix matrix = PointMatrix.From(Six, 2, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Row(-1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Row(2).Length);
    }

    private static string Refused(Func<object> make) => Assert.Throws<ArgumentException>(make).Message;
}
