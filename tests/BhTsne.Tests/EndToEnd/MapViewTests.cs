namespace BhTsne.Tests.EndToEnd;

/// <summary>The map that comes with the progress: the one of these iterations, copied without any effect on the run.</summary>
public sealed class MapViewTests
{
    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(300, 6));

    private static readonly TsneOptions Quick = new() { Perplexity = 8, Iterations = 90, EarlyExaggerationIterations = 30, Threads = 1 };

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(2, 1, false)]
    [InlineData(2, 2, true)]
    [InlineData(2, 3, false)]
    [InlineData(3, 3, true)]
    public void Each_report_of_the_descent_has_the_map_of_its_iterations(int dimensions, int threads, bool merges)
    {
        TsneOptions options = Quick with { OutputDimensions = dimensions, Threads = threads, MergeDuplicates = merges };
        TsneInput input = merges ? new TsneInput(Twice()) : Points;
        float[] bits = new float[input.Points * dimensions];
        Dictionary<int, float[]> seen = [];
        TsneResult watched = Tsne.Fit(input, options, new Listener(news =>
        {
            Assert.True(news.Map is null || news.Stage == TsneStage.Optimization);
            if (news.Map is { } map)
            {
                Assert.Equal((input.Points, dimensions), (map.Points, map.Dimensions));
                map.CopyTo(bits);
                seen[news.Iteration] = [.. bits];
            }
        }));
        Assert.Equal(Enumerable.Range(0, 91), seen.Keys.Order());
        Assert.Equal(Samples.Bits(Tsne.Fit(input, options).Embedding), Samples.Bits(watched.Embedding));
        Assert.Equal(watched.Embedding.Values.ToArray(), seen[90]);
        foreach (int iterations in new[] { 1, 31, 77 })
        {
            using TsneRun run = Tsne.Start(input, options);
            run.Optimize(iterations);
            Assert.Equal(run.Snapshot().Values.ToArray(), seen[iterations]);
        }
    }

    /// <summary>Pinned points are not moved to make the mean 0, in the copy as in the map.</summary>
    [Fact]
    public void The_map_of_pinned_points_is_copied_as_it_is()
    {
        TsneInput input = new(Points) { Start = Samples.Cloud(300, 2, 5), Pinned = new[] { 3, 70, 71 } };
        float[] last = new float[600];
        TsneResult result = Tsne.Fit(input, Quick, new Listener(news => news.Map?.CopyTo(last)));
        Assert.Equal(result.Embedding.Values.ToArray(), last);
    }

    [Fact]
    public void A_copy_allocates_nothing_and_needs_room_for_all()
    {
        foreach (bool merges in new[] { false, true })
        {
            float[] room = new float[1203];
            long allocated = 0;
            int copies = 0;
            Tsne.Fit(new TsneInput(Twice()), Quick with { MergeDuplicates = merges }, new Listener(news =>
            {
                if (news.Map is { } map)
                {
                    long before = GC.GetAllocatedBytesForCurrentThread();
                    map.CopyTo(room);
                    allocated += copies++ == 0 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
                    ArgumentException fault = Assert.Throws<ArgumentException>(() => map.CopyTo(new float[1199]));
                    Assert.StartsWith(
                        "The map has 600 x 2 coordinates, and there is room for 1199.", fault.Message, StringComparison.Ordinal);
                }
            }));
            Assert.True(copies > 80);
            Assert.Equal(0, allocated);
        }
    }

    /// <summary>Every point two times.</summary>
    private static PointMatrix Twice()
    {
        float[] values = new float[2 * 300 * 6];
        for (int row = 0; row < 600; row++)
        {
            Points.Row(row % 300).CopyTo(values.AsSpan(row * 6));
        }

        return PointMatrix.From(values, 600, 6);
    }

    private sealed class Listener(Action<TsneProgress> hear) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => hear(value);
    }
}
