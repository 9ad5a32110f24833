using BhTsne.Live.Tests.Support;

namespace BhTsne.Live.Tests.Frames;

/// <summary>A frame that cannot be made does not hold the run.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_run_and_its_end_go_on_without_frames(bool isCancellation)
    {
        LiveRun live = new(
            TimeProvider.System,
            TimeSpan.FromMinutes(5),
            _ => throw (isCancellation ? new OperationCanceledException() : new InvalidOperationException()));
        using StalledSocket socket = new();
        using Live.Server.Viewer viewer = new(live, socket);
        live.Add(viewer);
        TsneResult alone = Tsne.Fit(Runs.Points(), Runs.Quick);
        TsneResult watched = Tsne.Fit(Runs.Points(), Runs.Quick, new Direct(live));
        live.Finish(watched);
        Assert.Equal(Status.RunState.Finished, live.State);
        Assert.Null(live.Next(viewer).Frame);
        live.Dispose();
        Assert.Equal(Runs.Bits(alone.Embedding), Runs.Bits(watched.Embedding));
    }

    private sealed class Direct(LiveRun live) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => live.Report(value, null, default);
    }
}
