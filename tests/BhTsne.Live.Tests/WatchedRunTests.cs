using System.Text.Json;
using BhTsne.Live.Tests.Support;
using BhTsne.Plotting;

namespace BhTsne.Live.Tests;

/// <summary>What a page is told of a run, and that the run does not notice.</summary>
public sealed class WatchedRunTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public async Task A_watched_map_has_the_bits_of_one_that_is_not_and_frames_are_the_map_of_their_iterations(int threads, int dimensions)
    {
        TsneOptions options = Runs.Quick with { Threads = threads, OutputDimensions = dimensions };
        TsneResult alone = Tsne.Fit(Runs.Points(), options);
        using LiveMap live = LiveMap.Open(new LiveMapOptions { Labels = Runs.Labels() });
        using Watcher watcher = await Watcher.OpenAsync(live);
        int[] order = DrawOrder.Mixed(150);
        Relay relay = new(live);
        using TsneRun run = Tsne.Start(Runs.Points(), options, relay);
        List<int> seen = [];
        for (int iteration = 20; iteration <= 120; iteration += 20)
        {
            run.Optimize(20, live.StopRequested);
            live.Pause();
            Task waiting = Runs.InBackground(() => relay.Repeat(run));
            SeenFrame frame;
            do
            {
                frame = (await watcher.FrameAsync())!;
                await watcher.SendAsync("next");
            }
            while (frame.Iteration < iteration);

            frame.ExpectMap(run.Snapshot().Values, order);
            seen.Add(frame.Iteration);
            await watcher.SendAsync("continue");
            await waiting;
        }

        Assert.Equal([20, 40, 60, 80, 100, 120], seen);
        Assert.Equal(Runs.Bits(alone.Embedding), Runs.Bits(run.Result.Embedding));
        Assert.Equal(alone.KlDivergence, run.Result.KlDivergence);
    }

    [Fact]
    public async Task A_page_that_is_opened_late_has_all_costs_and_the_newest_frame()
    {
        using LiveMap live = LiveMap.Open();
        TsneResult result = Tsne.Fit(Runs.Points(), Runs.Quick, live, live.StopRequested);
        live.Show(result);
        for (int page = 0; page < 2; page++)
        {
            using Watcher watcher = await Watcher.OpenAsync(live);
            SeenFrame frame = (await watcher.FrameAsync())!;
            Assert.Equal(120, frame.Iteration);
            frame.ExpectMap(result.Embedding.Values, DrawOrder.Mixed(150));
            JsonElement status = await watcher.StateAsync("finished");
            Assert.Equal([50, 100, 120], watcher.Costs.Select(cost => cost.Iteration));
            Assert.Equal(result.KlDivergence, watcher.Costs[^1].Cost);
            Assert.Equal(120, status.GetProperty("iteration").GetInt32());
            await watcher.SendAsync("loaded");
        }
    }

    [Fact]
    public async Task The_finished_map_is_the_page_of_a_file_and_texts_are_texts()
    {
        const string Hostile = "</script><b>\"'&,\n\u202e😀";
        string[] labels = [.. Runs.Labels().Select((label, i) => i % 3 == 0 ? Hostile : label)];
        PlotOptions plot = new() { Title = $"title {Hostile}", PointNames = labels };
        using LiveMap live = LiveMap.Open(new LiveMapOptions { Labels = labels, Plot = plot });
        using HttpClient client = new() { BaseAddress = live.Url };
        Assert.Equal(404, (int)(await client.GetAsync("facts.json")).StatusCode);
        Assert.Equal(404, (int)(await client.GetAsync("map.html")).StatusCode);
        TsneResult result = Tsne.Fit(Runs.Points(), Runs.Quick, live, live.StopRequested);
        live.Show(result);
        using (Watcher watcher = await Watcher.OpenAsync(live))
        {
            await watcher.FrameAsync();
        }

        using MemoryStream expected = new();
        HtmlPlot.Write(expected, result.Embedding, labels, plot);
        Assert.Equal(expected.ToArray(), await client.GetByteArrayAsync("map.html"));
        JsonElement facts = JsonDocument.Parse(await client.GetByteArrayAsync("facts.json")).RootElement;
        Assert.DoesNotContain('<', await client.GetStringAsync("facts.json"));
        Assert.Equal((150, 2), (facts.GetProperty("points").GetInt32(), facts.GetProperty("dimensions").GetInt32()));
        JsonElement[] categories = [.. facts.GetProperty("categories").EnumerateArray()];
        Assert.Equal(6, categories.Length);
        int hostile = Array.FindIndex(
            categories, each => each.GetProperty("name").GetString()!.StartsWith("</script>", StringComparison.Ordinal));
        Assert.Equal(50, categories[hostile].GetProperty("count").GetInt32());
        Assert.Equal(6, facts.GetProperty("swatches").GetArrayLength());

        byte[] codes = await client.GetByteArrayAsync("codes.bin");
        int[] order = DrawOrder.Mixed(150);
        for (int k = 0; k < 150; k++)
        {
            Assert.Equal(order[k] % 3 == 0, BitConverter.ToUInt16(codes, 2 * k) == hostile);
        }
    }

    [Fact]
    public async Task Labels_that_are_numbers_have_the_colours_of_a_scale()
    {
        string[] labels = [.. Enumerable.Range(0, 150).Select(i => i == 0 ? "" : FormattableString.Invariant($"{i / 7.0}"))];
        using LiveMap live = LiveMap.Open(new LiveMapOptions { Labels = labels });
        live.Show(Tsne.Fit(Runs.Points(), Runs.Quick with { Iterations = 5 }, live));
        using (Watcher watcher = await Watcher.OpenAsync(live))
        {
            await watcher.FrameAsync();
        }

        using HttpClient client = new() { BaseAddress = live.Url };
        JsonElement facts = JsonDocument.Parse(await client.GetByteArrayAsync("facts.json")).RootElement;
        Assert.Equal(1 / 7.0, facts.GetProperty("minimum").GetDouble(), 12);
        Assert.Equal(0, facts.GetProperty("categories").GetArrayLength());
        byte[] codes = await client.GetByteArrayAsync("codes.bin");
        int[] order = DrawOrder.Mixed(150);
        Assert.Equal(64, BitConverter.ToUInt16(codes, 2 * Array.IndexOf(order, 0)));
        Assert.Equal(63, BitConverter.ToUInt16(codes, 2 * Array.IndexOf(order, 149)));
    }

    [Fact]
    public void Labels_of_another_number_of_points_are_refused_when_the_map_is_there()
    {
        using LiveMap live = LiveMap.Open(new LiveMapOptions { Labels = Runs.Labels(149) });
        ArgumentException fault = Assert.Throws<ArgumentException>(() => Tsne.Fit(Runs.Points(), Runs.Quick, live));
        Assert.Equal("The live map was opened with 149 labels, and there are 150 points.", fault.Message);
    }

    [Fact]
    public async Task A_page_is_told_that_a_run_has_ended_without_a_map()
    {
        LiveMap live = LiveMap.Open();
        using Watcher watcher = await Watcher.OpenAsync(live);
        await watcher.StateAsync("running");
        live.Dispose();
        await watcher.StateAsync("ended");
        await watcher.ClosedAsync();
        live.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(12.5)]
    [InlineData(double.NaN)]
    public async Task The_time_left_is_the_callers_forecast_or_the_mean_speed(double? forecast)
    {
        using LiveMap live = LiveMap.Open(new LiveMapOptions { SecondsLeft = () => forecast });
        using Watcher watcher = await Watcher.OpenAsync(live);
        using TsneRun run = Tsne.Start(Runs.Points(), Runs.Quick, live);
        run.Optimize(60, live.StopRequested);
        JsonElement status = await watcher.StatusAsync(
            status => status.TryGetProperty("left", out _) && status.GetProperty("iteration").GetInt32() > 0);
        bool isMost = forecast is null or double.NaN;
        Assert.Equal(isMost, status.GetProperty("isMost").GetBoolean());
        Assert.True(isMost ? status.GetProperty("left").GetDouble() > 0 : status.GetProperty("left").GetDouble() == 12.5);
    }

    /// <summary>
    /// These iterations end long before the next status is due, and no report comes after them. Iterations count from 0, and each is
    /// reported before its step.
    /// </summary>
    [Fact]
    public async Task Between_two_calls_a_page_shows_the_last_report_of_the_first()
    {
        using LiveMap live = LiveMap.Open();
        using Watcher watcher = await Watcher.OpenAsync(live);
        using TsneRun run = Tsne.Start(Runs.Points(), Runs.Quick, live);
        run.Optimize(7, live.StopRequested);
        await watcher.StatusAsync(status => status.GetProperty("iteration").GetInt32() == 6);
        run.Optimize(8, live.StopRequested);
        await watcher.StatusAsync(status => status.GetProperty("iteration").GetInt32() == 14);
    }

    /// <summary>Many pages at once, that come and go at any time.</summary>
    [Fact]
    public async Task Pages_that_come_and_go_do_not_disturb_the_run()
    {
        TsneResult alone = Tsne.Fit(Runs.Points(600), Runs.Quick);
        using LiveMap live = LiveMap.Open();
        TsneResult? watched = null;
        Task run = Runs.InBackground(() => watched = Tsne.Fit(Runs.Points(600), Runs.Quick, live, live.StopRequested));
        while (!run.IsCompleted)
        {
            using Watcher first = await Watcher.OpenAsync(live), second = await Watcher.OpenAsync(live);
            await second.StateAsync("running");
            second.Socket.Abort();
        }

        await run;
        Assert.Equal(Runs.Bits(alone.Embedding), Runs.Bits(watched!.Embedding));
    }
}
