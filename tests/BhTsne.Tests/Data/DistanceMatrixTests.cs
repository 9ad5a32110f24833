namespace BhTsne.Tests.Data;

public sealed class DistanceMatrixTests
{
    private static readonly float[,] Good = { { 0, 1, 4 }, { 1, 0, 2 }, { 4, 2, 0 } };

    /// <summary>One entry of the good matrix, what it is set to, and how the message begins.</summary>
    public static TheoryData<int, int, float, string> Faults => new()
    {
        { 1, 2, -2, "The distance from point 1 to point 2 is -2; it must not be negative." },
        { 2, 1, -0.001f, "The distance from point 2 to point 1 is -0.001; it must not be negative." },
        { 1, 1, -1, "The distance from point 1 to point 1 is -1; it must not be negative." },
        { 2, 2, 1, "The distance from point 2 to itself is 1, but must be 0; similarities have to be turned into distances first." },
        { 0, 0, 0.041f, "The distance from point 0 to itself is 0.041, but must be 0" },
        {
            2,
            1,
            2.05f,
            "The distance from point 2 to point 1 is 2.05, but from 1 to 2 it is 2; "
                + "they must be equal (within 1 % of the largest distance, 4)."
        },
        { 1, 0, 0, "The distance from point 1 to point 0 is 0, but from 0 to 1 it is 1; they must be equal" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_with_its_points(int row, int column, float value, string message)
    {
        float[,] bad = (float[,])Good.Clone();
        bad[row, column] = value;
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => DistanceMatrix.From(PointMatrix.From(bad)));
        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_rounding_does_is_let_pass()
    {
        float[,] rounded = (float[,])Good.Clone();
        rounded[0, 0] = 0.039f;
        rounded[2, 1] = 2.039f;
        rounded[1, 0] = -0f;
        rounded[0, 1] = 0.01f;
        Assert.Equal(3, DistanceMatrix.From(PointMatrix.From(rounded)).Points);
        Assert.Equal(3, DistanceMatrix.From(PointMatrix.From(new float[3, 3])).Points);
    }

    /// <summary>Beyond one tile of the comparison and in every corner of it.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(70, 69)]
    [InlineData(70, 0)]
    [InlineData(33, 31)]
    [InlineData(64, 32)]
    [InlineData(40, 70)]
    public void Two_entries_that_disagree_are_found_wherever_they_are(int row, int column)
    {
        float[,] distances = new float[71, 71];
        for (int i = 0; i < 71; i++)
        {
            for (int j = 0; j < 71; j++)
            {
                distances[i, j] = Math.Abs(i - j);
            }
        }

        Assert.Equal(71, DistanceMatrix.From(PointMatrix.From(distances)).Points);
        distances[row, column]++;
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => DistanceMatrix.From(PointMatrix.From(distances)));
        Assert.Contains($"point {Math.Max(row, column)} to point {Math.Min(row, column)} is ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_that_is_not_square_is_refused()
    {
        string dense = Assert.Throws<ArgumentException>(() => DistanceMatrix.From(PointMatrix.From(new float[3, 4]))).Message;
        string sparse = Assert.Throws<ArgumentException>(() => DistanceMatrix.From(new SparseMatrix([0, 0, 0], [], [], 3))).Message;
        Assert.Equal("Distances between points make a square matrix, but it is 3 x 4.", dense);
        Assert.Equal("Distances between points make a square matrix, but it is 2 x 3.", sparse);
        Assert.Throws<ArgumentNullException>(() => DistanceMatrix.From((PointMatrix)null!));
        Assert.Throws<ArgumentNullException>(() => DistanceMatrix.From((SparseMatrix)null!));
    }

    [Fact]
    public void Sparse_distances_need_not_be_symmetric_but_not_negative_and_zero_to_oneself()
    {
        Assert.Equal(3, DistanceMatrix.From(new SparseMatrix([0, 2, 3, 3], [0, 2, 0], [0, 5, 7], 3)).Points);
        string negative = Assert.Throws<ArgumentException>(() => DistanceMatrix.From(new SparseMatrix([0, 1, 2, 2], [2, 0], [5, -7], 3)))
            .Message;
        SparseMatrix nonzero = new([0, 1, 3, 3], [2, 0, 1], [5, 7, 0.08f], 3);
        string diagonal = Assert.Throws<ArgumentException>(() => DistanceMatrix.From(nonzero)).Message;
        Assert.StartsWith("The distance from point 1 to point 0 is -7; it must not be negative.", negative, StringComparison.Ordinal);
        Assert.StartsWith("The distance from point 1 to itself is 0.08, but must be 0", diagonal, StringComparison.Ordinal);
    }
}
