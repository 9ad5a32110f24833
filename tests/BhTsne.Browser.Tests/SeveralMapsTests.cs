using System.Globalization;
using BhTsne.Browser.Tests.Support;
using BhTsne.Plotting;

namespace BhTsne.Browser.Tests;

/// <summary>A page of several maps: points move from one to another, and lie in each where they belong.</summary>
[Collection(BrowserTests.Name)]
public sealed class SeveralMapsTests(Chromium chromium)
{
    private const int Points = 24;

    private static readonly Embedding First = Maps.Apart(Points, 2);

    /// <summary>The first map turned by a right angle and doubled, with one point moved.</summary>
    private static readonly Embedding Second = new(
        [
            .. Enumerable.Range(0, 2 * Points)
                .Select(i => i == 7 ? 40f : i % 2 == 0 ? -2 * First.Values[i + 1] : 2 * First.Values[i - 1]),
        ],
        2);

    [BrowserFact]
    public async Task Choosing_a_map_moves_the_points_there()
    {
        await using Explorer explorer = await OpenAsync(ownClock: true);
        await explorer.StopAsync();
        Picture first = await explorer.CanvasAsync("points");
        await explorer.Page.SelectOptionAsync("#map-select", "1");
        await explorer.RunAsync(TimeSpan.FromSeconds(0.4));
        Picture between = await explorer.CanvasAsync("points");
        await explorer.RunAsync(TimeSpan.FromSeconds(1));
        Picture last = await explorer.CanvasAsync("points");
        await explorer.RunAsync(TimeSpan.FromSeconds(1));

        Assert.True(between.Differences(first) > 200, "the points have not moved after 0.4 s of 0.9 s");
        Assert.True(between.Differences(last) > 200, "the points have arrived after 0.4 s of 0.9 s");
        Assert.Equal(0, last.Differences(await explorer.CanvasAsync("points")));
        Assert.Equal("1", await explorer.EvaluateAsync<string>("document.getElementById('slider').value"));
        await explorer.Page.UncheckAsync("#turned");
        await explorer.RunAsync(TimeSpan.FromSeconds(0.5));
        Projection seen = Spots.Fit(Second, await explorer.CanvasAsync("points"));
        Assert.InRange(seen.Error, 0, 0.6);
        Assert.Equal((seen.Scale, -seen.Scale), (seen.Rows[0][0], seen.Rows[1][1]), (a, b) =>
            Math.Abs(a.Item1 - b.Item1) < 0.01 * a.Item1 && Math.Abs(a.Item2 - b.Item2) < 0.01 * a.Item1);
    }

    [BrowserFact]
    public async Task A_map_that_is_turned_lies_on_the_first_and_names_its_own_coordinates()
    {
        await using Explorer explorer = await OpenAsync();
        Spot[] first = [.. (await explorer.CanvasAsync("points")).Spots().OrderBy(spot => spot.X)];
        await explorer.PressAsync("End");
        Spot[] second = [.. (await explorer.CanvasAsync("points")).Spots().OrderBy(spot => spot.X)];

        // All but the one that was moved lie nearly where they lay, though this map is turned and larger.
        Assert.Equal(Points, second.Length);
        Assert.True(first.Count(spot => second.Any(other => Math.Abs(other.X - spot.X) + Math.Abs(other.Y - spot.Y) < 30)) >= Points - 1);
        await explorer.HoverAsync(second[0].X, second[0].Y);
        string tooltip = await explorer.TextAsync("#tooltip");
        int point = int.Parse(tooltip[(tooltip.IndexOf('#', StringComparison.Ordinal) + 1)..].Split(' ')[0], CultureInfo.InvariantCulture);
        string[] coordinates = tooltip[(tooltip.IndexOf('(', StringComparison.Ordinal) + 1)..].Split(')')[0].Split(", ");
        for (int axis = 0; axis < 2; axis++)
        {
            Assert.Equal(Second.Values[(2 * point) + axis], double.Parse(coordinates[axis], CultureInfo.InvariantCulture), 0.02);
        }
    }

    [BrowserFact]
    public async Task Snapshots_play_to_their_end_and_say_their_iteration()
    {
        MapFrame[] snapshots = [.. Enumerable.Range(0, 4).Select(i => new MapFrame
        {
            Embedding = new Embedding([.. First.Values.ToArray().Select((value, at) => (1 + i) * value + (at % 7 * i))], 2),
            Iteration = 50 * i,
            KlDivergence = 4.0 - i,
        })];
        await using Explorer explorer = await Explorer.OpenAsync(
            chromium, Maps.Page(snapshots), new ExplorerOptions { ReducedMotion = false });
        Assert.Equal("Iteration 150", await MapNameAsync(explorer));

        await explorer.PressAsync("Home");
        Assert.Equal("Iteration 0", await MapNameAsync(explorer));
        Assert.Contains("KL 4.000", await explorer.TextAsync("#map-line"), StringComparison.Ordinal);
        await explorer.PressAsync("ArrowRight");
        Assert.Equal("Iteration 50", await MapNameAsync(explorer));
        await explorer.PressAsync(" ");
        await explorer.WaitForAsync("document.getElementById('play').getAttribute('data-on') === 'false'");
        await explorer.SettleAsync();
        Assert.Equal("Iteration 150", await MapNameAsync(explorer));
        Assert.InRange(Spots.Fit(snapshots[3].Embedding, await explorer.CanvasAsync("points")).Error, 0, 0.6);
    }

    [BrowserFact]
    public async Task Maps_of_three_dimensions_move_and_keep_the_view()
    {
        Embedding cube = Maps.Apart(12, 3);
        MapFrame[] maps =
        [
            new() { Embedding = cube, Name = "one" },
            new() { Embedding = new Embedding([.. cube.Values.ToArray().Select(value => -value)], 3), Name = "two" },
        ];
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Maps.Page(maps));
        await explorer.DragAsync([(400, 300), (460, 330)]);
        Picture first = await explorer.CanvasAsync("points");
        await explorer.Page.SelectOptionAsync("#map-select", "1");
        await explorer.SettleAsync();
        Picture second = await explorer.CanvasAsync("points");

        // Mirrored in its middle, the cube is turned back onto itself.
        Assert.True(first.Differences(second) < 40);
        await explorer.Page.UncheckAsync("#turned");
        await explorer.SettleAsync();
        Assert.True(first.Differences(await explorer.CanvasAsync("points")) > 200);
    }

    private static async Task<string> MapNameAsync(Explorer explorer) =>
        await explorer.EvaluateAsync<string>("document.getElementById('map-select').selectedOptions[0].textContent");

    private Task<Explorer> OpenAsync(bool ownClock = false) => Explorer.OpenAsync(
        chromium,
        Maps.Page([new MapFrame { Embedding = First, Name = "one" }, new MapFrame { Embedding = Second, Name = "<b>two</b>" }]),
        new ExplorerOptions { ReducedMotion = !ownClock, OwnClock = ownClock });
}
