namespace BhTsne.Tests.Quality;

/// <summary>The neighbours that a run gives out, against distances in double.</summary>
public sealed class NearestNeighborsTests
{
    private const int Points = 120, Count = 7;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void They_are_the_nearest_points_of_the_input(bool areKept)
    {
        float[] values = Cloud();
        using TsneRun run = Begin(PointMatrix.From(values, Points, 3), new TsneOptions { Perplexity = 5 }, areKept);
        int[] neighbors = run.NearestNeighbors(Count);
        Assert.Equal(Points * Count, neighbors.Length);
        for (int i = 0; i < Points; i++)
        {
            double[] distances = [.. neighbors[(i * Count)..((i + 1) * Count)].Select(j => Squared(values, i, j))];
            double[] nearest = [.. Enumerable.Range(0, Points).Where(j => j != i).Select(j => Squared(values, i, j)).Order().Take(Count)];
            Assert.Equal(nearest, distances, (expected, actual) => Math.Abs(expected - actual) <= 1e-5 * (1 + expected));
        }
    }

    [Fact]
    public void Of_merged_points_the_equal_ones_come_first()
    {
        float[] values = Cloud();
        (int, int)[] equal = [(3, 50), (3, 90), (10, 11)];
        foreach ((int one, int other) in equal)
        {
            values.AsSpan(3 * one, 3).CopyTo(values.AsSpan(3 * other));
        }

        using TsneRun run = Begin(
            PointMatrix.From(values, Points, 3), new TsneOptions { Perplexity = 5, MergeDuplicates = true }, areKept: true);
        int[] neighbors = run.NearestNeighbors(Count);
        Assert.Equal([50, 90], neighbors[(3 * Count)..((3 * Count) + 2)]);
        Assert.Equal([3, 90], neighbors[(50 * Count)..((50 * Count) + 2)]);
        Assert.Equal(10, neighbors[11 * Count]);
        for (int i = 0; i < Points; i++)
        {
            double[] distances = [.. neighbors[(i * Count)..((i + 1) * Count)].Select(j => Squared(values, i, j))];
            double[] nearest = [.. Enumerable.Range(0, Points).Where(j => j != i).Select(j => Squared(values, i, j)).Order().Take(Count)];
            Assert.Equal(nearest, distances, (expected, actual) => Math.Abs(expected - actual) <= 1e-5 * (1 + expected));
        }
    }

    [Fact]
    public void A_row_of_fewer_neighbours_ends_in_minus_one()
    {
        using TsneRun run = Begin(PointMatrix.From(Cloud().AsMemory(0, 15), 5, 3), new TsneOptions { Perplexity = 1 }, areKept: false);
        int[] neighbors = run.NearestNeighbors(6);
        Assert.All(Enumerable.Range(0, 5), i =>
        {
            Assert.Equal(Enumerable.Range(0, 5).Where(j => j != i), neighbors[(6 * i)..((6 * i) + 4)].Order());
            Assert.Equal([-1, -1], neighbors[((6 * i) + 4)..(6 * (i + 1))]);
        });
        Assert.Throws<ArgumentOutOfRangeException>(() => run.NearestNeighbors(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => run.NearestNeighbors(31));
    }

    [Fact]
    public void Before_the_descent_there_are_none()
    {
        TsneOptions options = new() { Perplexity = 5 };
        TsneInput input = PointMatrix.From(Cloud(), Points, 3);
        using TsneRun run = Tsne.Start(Tsne.Plan(input, options), input);
        Assert.Throws<InvalidOperationException>(() => run.NearestNeighbors(3));
    }

    private static TsneRun Begin(PointMatrix points, TsneOptions options, bool areKept)
    {
        TsneInput input = points;
        TsneRun run = Tsne.Start(Tsne.Plan(input, options), input);
        run.KeepsNeighbors = areKept;
        run.Optimize(iterations: 1);
        return run;
    }

    private static float[] Cloud()
    {
        Random random = new(3);
        return [.. Enumerable.Range(0, 3 * Points).Select(_ => (float)random.NextDouble())];
    }

    private static double Squared(float[] values, int i, int j) =>
        Enumerable.Range(0, 3).Sum(a => Math.Pow((double)values[(3 * i) + a] - values[(3 * j) + a], 2));
}
