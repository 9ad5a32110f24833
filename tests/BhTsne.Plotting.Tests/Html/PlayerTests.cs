using System.Text.Json;
using BhTsne.Plotting.Tests.Oracles;
using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests.Html;

/// <summary>The script of an animation, run by Node: what each frame shows, and what keys, slider and time do.</summary>
public sealed class PlayerTests
{
    private const int Points = 40;

    [ProgramFact(Browser.Program)]
    public void Each_frame_is_shown_at_its_own_scale_or_all_at_one()
    {
        foreach (int dimensions in new[] { 1, 2, 3 })
        {
            float[][] maps = Maps(dimensions);
            JsonElement page = Browser.Run(Animation(dimensions));
            int[] order = [.. page.GetProperty("order").EnumerateArray().Select(point => point.GetInt32())];
            foreach ((string name, bool fit) in new[] { ("fitted", true), ("unfitted", false) })
            {
                for (int frame = 0; frame < maps.Length; frame++)
                {
                    double[] place = Numbers(page.GetProperty(name)[frame].GetProperty("place"));
                    double[] expected = Cube.Place(maps[frame], fit ? maps[frame] : [.. maps.SelectMany(map => map)], dimensions);
                    for (int i = 0; i < Points * dimensions; i++)
                    {
                        (int drawn, int axis) = (i / dimensions, i % dimensions);
                        Assert.Equal(expected[(order[drawn] * dimensions) + axis], place[(3 * drawn) + axis], 2.1 / 131070);
                    }
                }
            }
        }
    }

    [ProgramFact(Browser.Program)]
    public void The_player_says_iteration_cost_and_scale()
    {
        JsonElement page = Browser.Run(Animation(1));

        Assert.Equal(["Span 0.0002", "KL 2.000   Span 2", "KL 1.000   Span 200"],
            Lines(page.GetProperty("fitted")));
        Assert.Equal(["Span 200", "KL 2.000   Span 200", "KL 1.000   Span 200"],
            Lines(page.GetProperty("unfitted")));
        Assert.Equal(["Iteration 0", "Iteration 1,050", "Iteration 2,100"],
            page.GetProperty("fitted").EnumerateArray().Select(state => state.GetProperty("title").GetString()));
        Assert.Empty(page.GetProperty("unknown").EnumerateArray());
        Assert.Equal((Points, Points), (page.GetProperty("shownAtFirst").GetInt32(), page.GetProperty("drawnAtFirst").GetInt32()));
    }

    [ProgramFact(Browser.Program)]
    public void Keys_step_and_playing_moves_points_evenly_between_frames()
    {
        JsonElement page = Browser.Run(Animation(2));
        Assert.Equal([0.0, 1, 0, 0, 2, 2], Positions(page.GetProperty("keys")));

        // The space bar at the last frame begins with the first; 700 ms are a frame, and a step of the clock is 70.
        double[] played = Positions(page.GetProperty("played"));
        Assert.Equal([0.1, 0.2, 0.3, 0.3, 0.3], played, (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        double[] first = Numbers(page.GetProperty("fitted")[0].GetProperty("place"));
        double[] second = Numbers(page.GetProperty("fitted")[1].GetProperty("place"));
        double[] between = Numbers(page.GetProperty("played")[1].GetProperty("place"));
        Assert.All(Enumerable.Range(0, between.Length), i => Assert.Equal((0.8 * first[i]) + (0.2 * second[i]), between[i], 1e-6));

        Assert.Equal(2, page.GetProperty("end").GetProperty("position").GetDouble());
        Assert.Equal(2, page.GetProperty("end").GetProperty("slider").GetInt32());
    }

    [ProgramFact(Browser.Program)]
    public void Points_at_one_place_are_shown_in_each_map()
    {
        MapFrame map = new() { Embedding = new Embedding(new float[20], 2), Iteration = 7 };
        JsonElement page = Browser.Run(new Page([map, map]), "#3");

        Assert.Equal(10, page.GetProperty("drawnAtFirst").GetInt32());
        Assert.Equal("Span 0", page.GetProperty("end").GetProperty("line").GetString());
        Assert.All(Numbers(page.GetProperty("fitted")[0].GetProperty("place")), place => Assert.Equal(0, place));
    }

    [ProgramFact(Browser.Program)]
    public void Maps_that_are_turned_lie_on_one_another()
    {
        foreach (int dimensions in new[] { 1, 2, 3 })
        {
            float[] map = Maps(dimensions)[1];

            // The same map with its axes in another order, mirrored, at another scale.
            float[] other = [.. map.Select((_, i) => -3 * map[(i / dimensions * dimensions) + ((i + 1) % dimensions)])];
            JsonElement page = Browser.Run(new Page(
                [
                    new MapFrame { Embedding = new Embedding(map, dimensions) },
                    new MapFrame { Embedding = new Embedding(other, dimensions) },
                ]));
            double[] first = Numbers(page.GetProperty("fitted")[0].GetProperty("place"));

            // The points move to a map that is no snapshot: the last state is that after all steps.
            Assert.All(
                first.Zip(Numbers(page.GetProperty("end").GetProperty("place"))),
                place => Assert.Equal(place.First, place.Second, 1e-3));
        }
    }

    private static Page Animation(int dimensions)
    {
        string[] labels = [.. Enumerable.Range(0, Points).Select(i => $"group {i % 4}")];
        return new Page(
            [.. Maps(dimensions).Select((map, f) => new MapFrame
            {
                Embedding = new Embedding(map, dimensions),
                Iteration = 1050 * f,
                KlDivergence = f == 0 ? null : 2.0 / f,
            })],
            labels);
    }

    /// <summary>Three maps of a growing size, whose first axis spans -size to size.</summary>
    private static float[][] Maps(int dimensions) => [.. new[] { 1e-4f, 1, 100 }.Select((size, f) =>
        Enumerable.Range(0, Points * dimensions)
            .Select(i => i == 0 ? -size : i == dimensions ? size : size * 0.9f * MathF.Sin((f + 1) * i)).ToArray())];

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    private static double[] Positions(JsonElement states) =>
        [.. states.EnumerateArray().Select(state => state.GetProperty("position").GetDouble())];

    private static IEnumerable<string?> Lines(JsonElement states) =>
        states.EnumerateArray().Select(state => state.GetProperty("line").GetString());
}
