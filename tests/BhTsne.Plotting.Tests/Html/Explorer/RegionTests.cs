using System.Text.Json;
using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests.Html.Explorer;

/// <summary>Dense regions of a map, and words of texts.</summary>
public sealed class RegionTests
{
    private const string Find = """
        ({ place, dimensions, side, options }) => {
          const length = place.length / 3, counts = densityGrid(place, length, dimensions, side);
          const { regionOf, regions } = findRegions(smoothGrid(counts.slice(), dimensions, side, 1), dimensions, side, counts, options);
          return { regions, of: Array.from({ length }, (_, k) => regionOf[cellOf(place, k, dimensions, side)]) };
        }
        """;

    [ProgramFact(Browser.Program)]
    public void Clusters_that_lie_apart_are_a_region_each()
    {
        foreach (int dimensions in new[] { 2, 3 })
        {
            (Embedding map, int[] cluster) = Maps.Clusters(5, 200, dimensions);
            double[] place =
                [.. Enumerable.Range(0, 3 * map.Points)
                    .Select(i => i % 3 < dimensions ? map.Values[(i / 3 * dimensions) + (i % 3)] / 45 : 0)];
            var options = new { floor = 0, prominence = 1.5, fewest = 20 };
            JsonElement found = PageFunctions.Call("regions.js", Find, new { place, dimensions, side = 24, options });

            Assert.Equal(5, found.GetProperty("regions").GetArrayLength());
            Assert.Equal(1000, found.GetProperty("regions").EnumerateArray().Sum(region => region.GetProperty("points").GetDouble()));
            int[] of = [.. found.GetProperty("of").EnumerateArray().Select(region => region.GetInt32())];
            Assert.All(Enumerable.Range(0, 5), c => Assert.Single(of.Where((_, i) => cluster[i] == c).Distinct()));
            Assert.Equal(5, of.Distinct().Count());
        }
    }

    [ProgramFact(Browser.Program)]
    public void Peaks_that_are_hardly_higher_than_the_pass_between_them_are_one_region()
    {
        // One row of cells with two peaks, 10 and 8, and a pass between them.
        double[] Line(double pass) => [0, 2, 10, pass, 8, 2, 0];
        const string Function = """
            lines => lines.map(line => {
              const grid = new Float32Array(49);
              line.forEach((value, x) => { grid[3 * 7 + x] = value; });
              return findRegions(grid, 2, 7, grid, { floor: 0, prominence: 1.25, fewest: 5 }).regions;
            })
            """;
        JsonElement[] found = [.. PageFunctions.Call("regions.js", Function, new[] { Line(6), Line(7), Line(0) }).EnumerateArray()];
        Assert.Equal([2, 1, 2], found.Select(regions => regions.GetArrayLength()));
        Assert.Equal([18.0, 10], found[0].EnumerateArray().Select(region => region.GetProperty("points").GetDouble()));
        Assert.Equal(29, found[1][0].GetProperty("points").GetDouble());
        Assert.Equal([23, 25], found[0].EnumerateArray().Select(region => region.GetProperty("cell").GetInt32()));
    }

    [ProgramFact(Browser.Program)]
    public void Smoothing_keeps_the_sum_and_is_symmetric()
    {
        const string Function = """
            () => {
              const grid = new Float32Array(15 * 15);
              grid[7 * 15 + 7] = 81;
              return smoothGrid(grid, 2, 15, 1, 2);
            }
            """;
        double[] grid = [.. PageFunctions.Call("regions.js", Function, null).EnumerateArray().Select(value => value.GetDouble())];
        double[] kernel = [1, 2, 3, 2, 1];
        for (int y = 0; y < 15; y++)
        {
            for (int x = 0; x < 15; x++)
            {
                double expected = Math.Abs(x - 7) <= 2 && Math.Abs(y - 7) <= 2 ? kernel[x - 5] * kernel[y - 5] : 0;
                Assert.Equal(expected, grid[(15 * y) + x], 1e-4);
            }
        }
    }

    [ProgramFact(Browser.Program)]
    public void Words_sentences_and_codes_are_told_apart()
    {
        string[][] samples =
        [
            ["the", "of", "river", "Straße", "mother-in-law", "naïve"],
            ["The river is wide", "A wide road", "the road and the river", "Is the river a road?"],
            ["sample_001", "sample_002", "sample_003"], ["17", "18"], [], [.. Enumerable.Range(0, 50).Select(i => $"gene{i}.7")],
        ];
        JsonElement kinds = PageFunctions.Call("words.js", "samples => samples.map(kindOfTexts)", samples);
        Assert.Equal(["words", "sentences", null, null, null, null], kinds.EnumerateArray().Select(kind => kind.GetString()));
        const string Text = "Don't STOP: the 3 rivers, a 2nd 東京 \u05e9\u05dc\u05d5\u05dd the <b>";
        JsonElement words = PageFunctions.Call("words.js", "text => [...wordsOf(text)]", Text);
        Assert.Equal(["don't", "stop", "the", "rivers", "2nd", "東京", "\u05e9\u05dc\u05d5\u05dd"],
            words.EnumerateArray().Select(word => word.GetString()));
    }
}
