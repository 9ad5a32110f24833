using BhTsne.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.EndToEnd;

/// <summary>A start of some rows: the others start at the median of their neighbours' places, by definition.</summary>
public sealed class StartRowsTests
{
    private static readonly TsneOptions Quick = new() { Perplexity = 4, Iterations = 30, EarlyExaggerationIterations = 10, Threads = 1 };

    [Fact]
    public void Each_other_row_starts_at_the_median_of_its_neighbours_by_definition()
    {
        Gen<(int N, int Started, int Dimensions, int Metric, int Seed)> gen =
            from n in Gen.Choose(20, 90)
            from started in Gen.Choose(3, n)
            from dimensions in Gen.Choose(1, 3)
            from metric in Gen.Choose(0, 5)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (n, started, dimensions, metric, seed);
        Check.ForAll(Arb.From(gen), x =>
        {
            float[,] points = Samples.Clusters(x.N, 4, 3, x.Seed);
            (Embedding start, int[] rows) = Given(x.N, x.Started, x.Dimensions, x.Seed);
            (Metric metric, Func<double[], double[], double> distance) = MetricOf(x.Metric, points);
            TsneInput input = new(PointMatrix.From(points)) { Start = start, StartRows = rows };
            Embedding actual = Tsne.Initialize(input, Quick with { Metric = metric, OutputDimensions = x.Dimensions });
            for (int row = 0; row < x.N; row++)
            {
                int at = Array.IndexOf(rows, row);
                if (at >= 0)
                {
                    Assert.Equal(Place(start, at), Place(actual, row));
                    continue;
                }

                // Where two places are nearly as good, single precision may choose the other.
                (double[] sums, float[][] places) = Sums(points, start, rows, row, distance);
                int chosen = Array.FindIndex(places, place => place.SequenceEqual(Place(actual, row)));
                Assert.True(chosen >= 0, $"row {row} is at no place of a neighbour");
                Assert.InRange(sums[chosen], 0, sums.Min() * (1 + 1e-3));
            }
        }, 60);
    }

    [Fact]
    public void All_rows_named_are_a_permutation_of_the_start()
    {
        const int N = 40;
        PointMatrix points = PointMatrix.From(Samples.Clusters(N, 4));
        (Embedding start, int[] rows) = Given(N, N, 2, 8);
        float[] values = new float[2 * N];
        for (int at = 0; at < N; at++)
        {
            Place(start, at).CopyTo(values, 2 * rows[at]);
        }

        TsneInput named = new(points) { Start = start, StartRows = rows }, whole = new(points) { Start = new Embedding(values, 2) };
        Assert.Equal(Samples.Bits(whole.Start!), Samples.Bits(Tsne.Initialize(named, Quick)));
        Assert.Equal(Samples.Bits(Tsne.Fit(whole, Quick).Embedding), Samples.Bits(Tsne.Fit(named, Quick).Embedding));
        Assert.Equal("the input has a start", Reason(named));
    }

    /// <summary>In a run the neighbours are those of the reduced points.</summary>
    [Fact]
    public void A_run_starts_so_after_the_reduction_on_any_number_of_threads()
    {
        const int N = 700;
        PointMatrix points = PointMatrix.From(Samples.Clusters(N, 20));
        (Embedding start, int[] rows) = Given(N, 300, 2, 9);
        TsneOptions options = Quick with { PcaComponents = 5 };
        TsneInput input = new(points) { Start = start, StartRows = rows };
        Embedding expected = Tsne.Initialize(
            new TsneInput(Tsne.Reduce(points, options)) { Start = start, StartRows = rows }, Quick);
        TsneResult result = Tsne.Fit(input, options);
        Assert.Equal("given", result.Plan.Start);
        Assert.Equal("the input has a start of 300 rows; the others start at their neighbours", Reason(input));
        Assert.True(result.Seconds.Initialization > 0);
        TsneResult whole = Tsne.Fit(new TsneInput(points) { Start = expected }, options);
        Assert.Equal(Samples.Bits(whole.Embedding), Samples.Bits(result.Embedding));
        Assert.Equal(Samples.Bits(whole.Embedding), Samples.Bits(Tsne.Fit(input, options with { Threads = 3 }).Embedding));

        // Nor does the order in which rows are named.
        int[] order = [.. Enumerable.Range(0, 300).Reverse()];
        TsneInput reversed = new(points)
        {
            Start = new Embedding([.. order.SelectMany(at => Place(start, at))], 2),
            StartRows = order.Select(at => rows[at]).ToArray(),
        };
        Assert.Equal(Samples.Bits(whole.Embedding), Samples.Bits(Tsne.Fit(reversed, options).Embedding));
    }

    /// <summary>Equal rows, of which only some have a place: ties go to the smaller row, and nothing is not finite.</summary>
    [Fact]
    public void Rows_at_one_place_start_at_the_first_of_those_that_have_one()
    {
        PointMatrix points = PointMatrix.From(new float[60 * 3], 60, 3);
        TsneInput input = new(points) { Start = new Embedding([5, 5, 5, 5, 7, 7, 7, 7], 2), StartRows = new[] { 40, 30, 20, 10 } };
        Embedding start = Tsne.Initialize(input, Quick);
        int[] fives = [.. Enumerable.Range(0, 60).Where(row => start[row, 0] == 5)];
        Assert.Equal([30, 40], fives);
        Assert.All(Enumerable.Range(0, 60).Except(fives), row => Assert.Equal(7, start[row, 0]));
    }

    [Fact]
    public void Sparse_points_are_searched_in_their_components_and_pins_can_hold_what_was_given()
    {
        const int N = 80;
        float[,] dense = Samples.Clusters(N, 60, 4, 2);
        long[] offsets = [.. Enumerable.Range(0, N + 1).Select(row => 60L * row)];
        SparseMatrix sparse = new(
            offsets, [.. Enumerable.Range(0, N * 60).Select(i => i % 60)], [.. dense.Cast<float>()], 60);
        (Embedding start, int[] rows) = Given(N, 30, 2, 4);
        TsneInput input = new(sparse) { Start = start, StartRows = rows, Pinned = rows };
        Embedding map = Tsne.Fit(input, Quick with { PcaComponents = 10 }).Embedding;
        for (int at = 0; at < rows.Length; at++)
        {
            Assert.Equal(Place(start, at), Place(map, rows[at]));
        }
    }

    private static string Reason(TsneInput input) =>
        Tsne.Plan(input, Quick).Choices.Single(choice => choice.Option == nameof(TsneOptions.Initialization)).Reason;

    private static (Embedding Start, int[] Rows) Given(int points, int started, int dimensions, int seed)
    {
        Random random = new(seed);
        int[] rows = [.. Enumerable.Range(0, points)];
        random.Shuffle(rows);
        float[] values = [.. Enumerable.Range(0, started * dimensions).Select(_ => (float)(10 * Samples.Gaussian(random)))];
        return (new Embedding(values, dimensions), rows[..started]);
    }

    /// <summary>For each of the nearest 15 its place, and the weighted sum of the distances from there to all of them.</summary>
    private static (double[] Sums, float[][] Places) Sums(
        float[,] points, Embedding start, int[] rows, int row, Func<double[], double[], double> distance)
    {
        double[] all = BruteForceNeighbors.Distances(points, row, distance);
        int k = Math.Min(15, rows.Length);
        int[] nearest = [.. rows.OrderBy(other => all[other]).ThenBy(other => other).Take(k)];
        double[] weights = DenseAffinities.Row([.. nearest.Select(other => all[other] * all[other])], k / 3.0);
        float[][] places = [.. nearest.Select(other => Place(start, Array.IndexOf(rows, other)))];
        double[] sums = [.. places.Select(from => places.Select((to, j) =>
            weights[j] * Math.Sqrt(from.Zip(to, (a, b) => ((double)a - b) * ((double)a - b)).Sum())).Sum())];
        return (sums, places);
    }

    private static (Metric Metric, Func<double[], double[], double> Distance) MetricOf(int number, float[,] points)
    {
        double longest = Enumerable.Range(0, points.GetLength(0))
            .Max(row => Math.Sqrt(Enumerable.Range(0, points.GetLength(1)).Sum(j => (double)points[row, j] * points[row, j])));
        return number switch
        {
            0 => (Metric.Euclidean, BruteForceNeighbors.Euclidean),
            1 => (Metric.Manhattan, BruteForceNeighbors.Manhattan),
            2 => (Metric.Chebyshev, BruteForceNeighbors.Chebyshev),
            3 => (Metric.Cosine, BruteForceNeighbors.Cosine),
            4 => (Metric.InnerProduct, (a, b) => Math.Sqrt(2 * Math.Max(
                0, (Math.Sqrt(a.Sum(value => value * value)) * longest) - a.Zip(b, (x, y) => x * y).Sum()))),
            _ => (Metric.Custom("first", (a, b) => Math.Abs(a[0] - b[0])), (a, b) => Math.Abs(a[0] - b[0])),
        };
    }

    private static float[] Place(Embedding map, int row) =>
        map.Values.Slice(row * map.Dimensions, map.Dimensions).ToArray();
}
