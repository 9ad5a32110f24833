using BhTsne.Neighbors;
using BhTsne.Scheduling;
using Shape = BhTsne.Tests.Neighbors.NeighborCases.Shape;

namespace BhTsne.Tests.Neighbors;

public sealed class NeighborErrorTests
{
    private static readonly float[,] Line = { { 0 }, { 1 }, { 2 }, { 4 }, { 7 } };

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void A_number_of_neighbours_that_does_not_exist_is_refused(int k)
    {
        foreach (INeighborSearch search in NeighborCases.SearchesFor(Metric.Euclidean))
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => NeighborCases.Find(search, Line, Metric.Euclidean, k));
        }
    }

    [Fact]
    public void The_cosine_of_a_zero_row_is_refused_by_name()
    {
        float[,] points = { { 1, 2 }, { 0, 0 }, { 3, 1 } };
        foreach (INeighborSearch search in NeighborCases.SearchesFor(Metric.Cosine))
        {
            TsneInputException error = Assert.Throws<TsneInputException>(() => NeighborCases.Find(search, points, Metric.Cosine, 1));
            Assert.Contains("Row 1", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-1f)]
    [InlineData(float.PositiveInfinity)]
    public void A_users_function_that_returns_no_distance_is_named_with_both_rows(float result)
    {
        Metric metric = Metric.Custom("bad", (a, b) => a[0] + b[0] == 11 ? result : MathF.Abs(a[0] - b[0]));
        foreach (INeighborSearch search in NeighborCases.SearchesFor(metric))
        {
            TsneInputException error = Assert.Throws<TsneInputException>(() => NeighborCases.Find(search, Line, metric, 4));
            Assert.Contains("'bad'", error.Message, StringComparison.Ordinal);
            Assert.Matches("rows (3 and 4|4 and 3)", error.Message);
        }
    }

    [Fact]
    public void A_users_function_that_throws_is_named_with_both_rows_and_its_error()
    {
        Metric metric = Metric.Custom(
            "worse", (a, b) => a[0] + b[0] == 11 ? throw new InvalidOperationException("no way") : MathF.Abs(a[0] - b[0]));
        foreach (INeighborSearch search in NeighborCases.SearchesFor(metric))
        {
            TsneInputException error = Assert.Throws<TsneInputException>(() => NeighborCases.Find(search, Line, metric, 4));
            Assert.Matches("rows (3 and 4|4 and 3).*no way", error.Message);
            Assert.IsType<InvalidOperationException>(error.InnerException);
        }
    }

    [Fact]
    public void A_distance_beyond_single_precision_is_refused()
    {
        float[,] points = { { 3e38f }, { -3e38f } };
        foreach (INeighborSearch search in NeighborCases.SearchesFor(Metric.Euclidean))
        {
            TsneInputException error = Assert.Throws<TsneInputException>(() => NeighborCases.Find(search, points, Metric.Euclidean, 1));
            Assert.Contains("rows 0 and 1", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_k_d_tree_refuses_a_users_function() =>
        Assert.Throws<ArgumentException>(() => NeighborCases.Find(new KdTree(), Line, NeighborCases.Delegate, 1));

    [Fact]
    public void A_search_stops_when_it_is_canceled()
    {
        PointMatrix points = PointMatrix.From(new NeighborCases.PointSet(Shape.Gaussian, 2000, 6, 10, 5).Points());
        foreach (Metric metric in NeighborCases.Metrics)
        {
            foreach (INeighborSearch search in NeighborCases.SearchesFor(metric))
            {
                using CancellationTokenSource source = new();
                using WorkerTeam team = new(1, source.Token);
                CancelAtFirstReport progress = new(source);
                Assert.ThrowsAny<OperationCanceledException>(() => search.FindNeighbors(points, metric, 10, team, progress));
                Assert.Equal(1, progress.Count);
            }
        }
    }

    [Fact]
    public void Progress_rises_to_one_on_the_calling_thread()
    {
        PointMatrix points = PointMatrix.From(new NeighborCases.PointSet(Shape.Gaussian, 1500, 4, 10, 5).Points());
        foreach (Metric metric in NeighborCases.Metrics)
        {
            foreach (INeighborSearch search in NeighborCases.SearchesFor(metric))
            {
                using WorkerTeam team = new(2);
                Recorder recorder = new(Environment.CurrentManagedThreadId);
                search.FindNeighbors(points, metric, 10, team, recorder);
                Assert.Equal(recorder.Values.Order(), recorder.Values);
                Assert.Equal(1, recorder.Values[^1]);
            }
        }
    }

    private sealed class CancelAtFirstReport(CancellationTokenSource source) : IProgress<double>
    {
        public int Count { get; private set; }

        public void Report(double value)
        {
            Count++;
            source.Cancel();
        }
    }

    private sealed class Recorder(int thread) : IProgress<double>
    {
        public List<double> Values { get; } = [];

        public void Report(double value)
        {
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            Values.Add(value);
        }
    }
}
