using BhTsne.Live.Status;
using BhTsne.Live.Tests.Support;

namespace BhTsne.Live.Tests;

/// <summary>A run waits between two iterations when it is asked to, and can be stopped.</summary>
public sealed class PauseTests
{
    [Fact]
    public async Task A_page_pauses_the_run_and_lets_it_go_on()
    {
        using LiveMap live = LiveMap.Open();
        using Watcher watcher = await Watcher.OpenAsync(live);
        await watcher.SendAsync("pause");
        await watcher.StateAsync("paused");
        Assert.True(live.IsPaused);
        TsneResult? result = null;
        Task run = Runs.InBackground(() => result = Tsne.Fit(Runs.Points(), Runs.Quick, live, live.StopRequested));

        // It waits before its first iteration, and the page has that map.
        SeenFrame frame = (await watcher.FrameAsync())!;
        Assert.Equal(0, frame.Iteration);
        await watcher.SendAsync("next");
        Assert.False(run.IsCompleted);
        Assert.Null(result);
        await watcher.SendAsync("continue");
        await run;
        Assert.True(live.TimePaused > TimeSpan.Zero);
        Assert.Equal(Runs.Bits(Tsne.Fit(Runs.Points(), Runs.Quick).Embedding), Runs.Bits(result!.Embedding));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_stops_a_run_that_goes_on_or_is_paused_and_its_map_is_kept(bool isPaused)
    {
        using LiveMap live = LiveMap.Open();
        using Watcher watcher = await Watcher.OpenAsync(live);
        Relay relay = new(live);
        using TsneRun run = Tsne.Start(Runs.Points(), Runs.Quick, relay);
        run.Optimize(60, live.StopRequested);
        Task waiting = Task.CompletedTask;
        if (isPaused)
        {
            live.Pause();
            waiting = Runs.InBackground(() => relay.Repeat(run));
            await watcher.StateAsync("paused");
        }

        await watcher.SendAsync("stop");
        await watcher.StateAsync("stopping");
        await waiting;
        TsneCanceledException stopped = Assert.Throws<TsneCanceledException>(() => run.Optimize(60, live.StopRequested));
        Assert.Equal(isPaused ? 60 : 61, stopped.Result.Iterations);
        Assert.True(live.IsStoppedByPage);
        using TsneRun shorter = Tsne.Start(Runs.Points(), Runs.Quick);
        shorter.Optimize(stopped.Result.Iterations);
        Assert.Equal(Runs.Bits(shorter.Snapshot()), Runs.Bits(stopped.Result.Embedding));
        live.Show(stopped.Result);
        await watcher.StateAsync("finished");
        await watcher.SendAsync("loaded");
    }

    /// <summary>The first map is that of the first iteration: before, there is nothing to keep.</summary>
    [Fact]
    public async Task A_stop_before_the_descent_waits_for_its_first_map()
    {
        using LiveMap live = LiveMap.Open();
        using Watcher watcher = await Watcher.OpenAsync(live);
        await watcher.SendAsync("stop");
        await watcher.StateAsync("stopping");
        Assert.False(live.StopRequested.IsCancellationRequested);
        TsneCanceledException stopped =
            Assert.Throws<TsneCanceledException>(() => Tsne.Fit(Runs.Points(), Runs.Quick, live, live.StopRequested));
        Assert.Equal(1, stopped.Result.Iterations);
    }

    [Fact]
    public async Task The_callers_own_token_ends_a_pause()
    {
        using CancellationTokenSource source = new();
        using LiveMap live = LiveMap.Open(new LiveMapOptions { Cancellation = source.Token });
        live.Pause();
        Task<TsneCanceledException> run = Task.Run(
            () => Assert.Throws<TsneCanceledException>(() => Tsne.Fit(Runs.Points(), Runs.Quick, live, live.StopRequested)));
        while (live.TimePaused == TimeSpan.Zero)
        {
            await Task.Delay(1);
        }

        Assert.False(run.IsCompleted);
        await source.CancelAsync();
        Assert.InRange((await run).Result.Iterations, 0, 1);
        Assert.False(live.IsStoppedByPage);
    }

    [Fact]
    public async Task Dispose_ends_a_pause_and_the_run_goes_on()
    {
        LiveMap live = LiveMap.Open();
        live.Pause();
        Task<TsneResult> run = Task.Run(() => Tsne.Fit(Runs.Points(), Runs.Quick, live));
        while (live.TimePaused == TimeSpan.Zero)
        {
            await Task.Delay(1);
        }

        live.Dispose();
        Assert.Equal(120, (await run).Iterations);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pause_ends_when_the_page_that_asked_for_it_is_gone_but_one_of_the_program_does_not(bool isByPage)
    {
        TimeSpan absence = TimeSpan.FromMilliseconds(20);
        using LiveRun live = new(TimeProvider.System, absence);
        using StalledSocket socket = new();
        using Live.Server.Viewer viewer = new(live, socket);
        live.Add(viewer);
        live.Ask(RunState.Paused, isByPage: true);
        if (!isByPage)
        {
            live.Ask(RunState.Paused, isByPage: false);
            live.Ask(RunState.Paused, isByPage: true);
        }

        List<bool> changes = [];
        Task<TsneResult> run = Task.Run(() => Tsne.Fit(Runs.Points(), Runs.Quick, new Direct(live, changes.Add)));
        while (live.TimePaused == TimeSpan.Zero)
        {
            await Task.Delay(1);
        }

        await Task.Delay(10 * absence);
        Assert.False(run.IsCompleted);
        live.Remove(viewer);
        if (!isByPage)
        {
            await Task.Delay(10 * absence);
            Assert.Equal(RunState.Paused, live.State);
            live.Ask(RunState.Running, isByPage: false);
        }

        Assert.Equal(120, (await run).Iterations);
        Assert.Equal([true, false], changes);
    }

    [Fact]
    public void Pauses_count_neither_as_work_nor_in_the_time_left()
    {
        ManualTime time = new();
        RunClock clock = new(time);
        Assert.Null(clock.SecondsLeft(0, 100));
        time.Now += 5;
        clock.Note(20);
        Assert.Null(clock.SecondsLeft(20, 100));
        time.Now += 10;
        clock.BeginPause();
        time.Now += 1000;
        Assert.Equal((15, 1000), (clock.Worked.TotalSeconds, clock.Paused.TotalSeconds));
        Assert.Equal(80 * 10.0 / 10, clock.SecondsLeft(30, 110)!.Value, 9);
        clock.BeginPause();
        clock.EndPause();
        time.Now += 10;
        clock.Note(40);
        Assert.Equal(60 * 20.0 / 20, clock.SecondsLeft(40, 100)!.Value, 9);
        Assert.Equal((25, 1000), (clock.Worked.TotalSeconds, clock.Paused.TotalSeconds));
        Assert.Equal(0, clock.SecondsLeft(101, 100));
    }

    private sealed class Direct(LiveRun live, Action<bool> pauseChanged) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => live.Report(value, null, default, pauseChanged);
    }

    /// <summary>A clock that a test sets, in seconds.</summary>
    private sealed class ManualTime : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Now;
    }
}
