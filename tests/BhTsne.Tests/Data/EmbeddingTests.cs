namespace BhTsne.Tests.Data;

public sealed class EmbeddingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_holds_a_copy_of_its_coordinates(int dimensions)
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        Embedding embedding = new(values, dimensions);
        values[0] = 9;
        Assert.Equal((6 / dimensions, dimensions), (embedding.Points, embedding.Dimensions));
        Assert.Equal([1, 2, 3, 4, 5, 6], embedding.Values);
        Assert.Equal([1, 2, 3, 4, 5, 6], embedding.Memory.Span);
        float[,] array = embedding.ToArray();
        Assert.Equal((embedding.Points, dimensions), (array.GetLength(0), array.GetLength(1)));
        for (int i = 0; i < embedding.Points; i++)
        {
            for (int d = 0; d < dimensions; d++)
            {
                Assert.Equal((i * dimensions) + d + 1, embedding[i, d]);
                Assert.Equal((i * dimensions) + d + 1, array[i, d]);
            }
        }

        array[0, 0] = 9;
        Assert.Equal(1, embedding[0, 0]);
    }

    [Fact]
    public void Coordinates_that_make_no_map_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Embedding([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => new Embedding([], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Embedding([1, 2], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Embedding([1, 2, 3, 4], 4));
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new Embedding([1, 2, 3, float.NaN], 2));
        Assert.StartsWith("Coordinate 1 of point 1 is NaN", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(2, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 3)]
    [InlineData(0x55555556, 0)] // times 3, this wraps around to 2
    public void A_coordinate_that_does_not_exist_is_refused(int point, int dimension) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Embedding([1, 2, 3, 4, 5, 6], 3)[point, dimension]);
}
