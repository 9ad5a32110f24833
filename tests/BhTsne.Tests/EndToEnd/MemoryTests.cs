using System.Runtime.CompilerServices;

namespace BhTsne.Tests.EndToEnd;

/// <summary>A run keeps alive no more than it still needs.</summary>
public sealed class MemoryTests
{
    /// <summary>Optimised at once, as the engine's own method is: quickly compiled code would keep the points alive itself.</summary>
    [Fact]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Points_that_the_caller_lets_go_of_are_garbage_once_their_neighbours_are_found()
    {
        Watch watch = new();
        Tsne.Fit(watch.Points(), new TsneOptions { Iterations = 5, EarlyExaggerationIterations = 2, Perplexity = 10, Threads = 2 }, watch);
        Assert.True(watch.WereAliveInTheSearch);
        Assert.False(watch.WereAliveAfterIt!.Value);
    }

    private sealed class Watch : IProgress<TsneProgress>
    {
        private WeakReference? _points;

        public bool WereAliveInTheSearch { get; private set; }

        public bool? WereAliveAfterIt { get; private set; }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public PointMatrix Points()
        {
            PointMatrix points = PointMatrix.From(Samples.Clusters(500, 5));
            _points = new WeakReference(points);
            return points;
        }

        public void Report(TsneProgress value)
        {
            if (value.Stage == TsneStage.Neighbors)
            {
                // The last report of the stage comes when they may be garbage already.
                WereAliveInTheSearch |= _points!.IsAlive;
            }
            else if (value.Stage == TsneStage.Affinities && WereAliveAfterIt is null)
            {
                GC.Collect();
                WereAliveAfterIt = _points!.IsAlive;
            }
        }
    }
}
