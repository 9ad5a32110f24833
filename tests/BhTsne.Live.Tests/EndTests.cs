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
    public async Task The_time_for_loading_does_not_pass_while_the_finished_map_is_being_sent()
    {
        using LiveRun run = new(TimeProvider.System, TimeSpan.FromMinutes(5));
        using StalledSocket socket = new();
        using Live.Server.Viewer viewer = new(run, socket);
        run.Add(viewer);
        run.BeginSending();
        Task waiting = Runs.InBackground(() => run.WaitUntilLoaded(Moment));
        await Task.Delay(10 * Moment);
        Assert.False(waiting.IsCompleted);
        run.EndSending();
        await waiting;
        Assert.False(viewer.HasLoaded);
    }

    /// <summary>Making the page of the finished map counts as sending it.</summary>
    [Fact]
    public async Task The_finished_map_is_being_sent_from_the_request_on()
    {
        using LiveRun run = new(TimeProvider.System, TimeSpan.FromMinutes(5));
        Live.Server.PageContent content = new(new LiveMapOptions());
        using SemaphoreSlim asked = new(0), made = new(0);
        content.SetFinal(_ =>
        {
            asked.Release();
            made.Wait();
        });
        using var server = Live.Server.LiveServer.Start(run, content);
        using HttpClient client = new() { BaseAddress = server.Url };
        Task<byte[]> map = client.GetByteArrayAsync("map.html");
        await asked.WaitAsync();
        using StalledSocket socket = new();
        using Live.Server.Viewer viewer = new(run, socket);
        run.Add(viewer);
        Task waiting = Runs.InBackground(() => run.WaitUntilLoaded(Moment));
        await Task.Delay(10 * Moment);
        Assert.False(waiting.IsCompleted);
        made.Release();
        await map;
        await waiting;
    }

    [Fact]
    public async Task A_wait_for_the_pages_ends_when_they_are_closed_or_with_the_callers_token()
    {
        using LiveRun run = new(TimeProvider.System, TimeSpan.FromMinutes(5));
        using StalledSocket socket = new(), again = new();
        using Live.Server.Viewer viewer = new(run, socket), reloaded = new(run, again);
        run.WaitUntilClosed(TimeSpan.FromMinutes(5), CancellationToken.None); // No page was ever open.
        Assert.False(run.IsWatched(TimeSpan.FromMinutes(5)));
        run.Add(viewer);
        Task shorter = Runs.InBackground(() => run.WaitUntilClosed(Moment, CancellationToken.None));
        using CancellationTokenSource source = new();
        Task canceled = Runs.InBackground(() => run.WaitUntilClosed(TimeSpan.FromMinutes(5), source.Token));
        Assert.False(shorter.IsCompleted);
        run.Remove(viewer);
        await shorter;
        Assert.False(run.IsWatched(Moment));
        Assert.True(run.IsWatched(TimeSpan.FromMinutes(5)));

        // A page that was loaded again is the same page.
        run.Add(reloaded);
        Assert.False(canceled.IsCompleted);
        await source.CancelAsync();
        await canceled;
        run.Remove(reloaded);
        Assert.Equal(0, run.Viewers);
    }
}
