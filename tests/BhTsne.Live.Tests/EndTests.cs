using BhTsne.Live.Tests.Support;

namespace BhTsne.Live.Tests;

/// <summary>How a live map ends: pages get the finished map first.</summary>
public sealed class EndTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task It_waits_until_pages_that_are_open_have_the_finished_map()
    {
        LiveMap live = LiveMap.Open();
        using Watcher watcher = await Watcher.OpenAsync(live);
        TsneResult result = Tsne.Fit(Runs.Points(), Runs.Quick with { Iterations = 10 }, live, live.StopRequested);
        live.Show(result);
        Task disposing = Runs.InBackground(live.Dispose);
        await watcher.StateAsync("finished");
        using HttpClient client = new() { BaseAddress = live.Url };
        byte[] map = await client.GetByteArrayAsync("map.html");
        Assert.False(disposing.IsCompleted);
        await watcher.SendAsync("loaded");
        await watcher.ClosedAsync();
        await disposing;
        Assert.NotEmpty(map);
    }

    [Fact]
    public async Task A_wait_for_the_pages_ends_when_they_are_closed_or_with_the_callers_token()
    {
        using LiveRun run = new(TimeProvider.System);
        using StalledSocket socket = new(), again = new();
        using Live.Server.Viewer viewer = new(run, socket), reloaded = new(run, again);
        run.WaitUntilClosed(Moment, CancellationToken.None); // No page is open.
        run.Add(viewer);
        Task shorter = Runs.InBackground(() => run.WaitUntilClosed(Moment, CancellationToken.None));
        using CancellationTokenSource source = new();
        Task canceled = Runs.InBackground(() => run.WaitUntilClosed(TimeSpan.FromMinutes(5), source.Token));
        Assert.False(shorter.IsCompleted);
        run.Remove(viewer);
        await shorter;

        // A page that was loaded again is the same page.
        run.Add(reloaded);
        Assert.False(canceled.IsCompleted);
        await source.CancelAsync();
        await canceled;
        run.Remove(reloaded);
        Assert.Equal(0, run.Viewers);
    }
}
