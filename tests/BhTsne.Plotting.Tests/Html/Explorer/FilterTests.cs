using System.Text.Json;
using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests.Html.Explorer;

/// <summary>Filters, sets of points and histograms, against plain loops.</summary>
public sealed class FilterTests
{
    private static readonly float?[] Values =
        [.. Enumerable.Range(0, 500).Select(i => i % 11 == 0 ? null : (float?)(i % 37 == 0 ? -100 : MathF.Sin(i) * (i % 13)))];

    private static readonly int[] Codes = [.. Enumerable.Range(0, 500).Select(i => i * i % 5)];

    [ProgramFact(Browser.Program)]
    public void A_point_is_shown_where_all_filters_show_it()
    {
        const string Function = """
            ({ values, codes, filters }) => {
              const columns = [
                { kind: "categories", codes: Uint16Array.from(codes), categories: [0, 1, 2, 3, 4] },
                { kind: "numbers", values: Float32Array.from(values, value => value ?? NaN) }];
              return filters.map(each => shownBy(columns, each, values.length));
            }
            """;
        object Hidden(params int[] hidden) => new { column = 0, hidden };
        object Range(double? low, double? high, bool missing) => new { column = 1, low, high, missing };
        object[][] filters =
            [[], [Hidden(1, 4)], [Range(-2, 3, false)], [Range(null, 0, true), Hidden(0)], [Range(1, null, false)], [Range(3, 1, true)], [Range(0, 9, false)]];
        Func<int, bool>[] expected =
        [
            _ => true,
            i => Codes[i] is not 1 and not 4,
            i => Values[i] is >= -2 and < 3,
            i => Values[i] is null or < 0 && Codes[i] != 0,
            i => Values[i] >= 1,
            i => Values[i] is null,
            i => Values[i] is >= 0 and < 9,
        ];
        JsonElement shown = PageFunctions.Call("ranges.js", Function, new { values = Values, codes = Codes, filters });
        Assert.All(expected.Zip(shown.EnumerateArray()), pair => Assert.Equal(
            Enumerable.Range(0, 500).Select(i => pair.First(i) ? 1 : 0), pair.Second.EnumerateArray().Select(value => value.GetInt32())));
    }

    [ProgramFact(Browser.Program)]
    public void Sets_are_replaced_united_subtracted_intersected_and_inverted()
    {
        int[] before = [0, 0, 1, 1], found = [0, 1, 0, 1], all = [1, 1, 1, 0];
        const string Function = """
            ({ before, found, all }) => [
              ...["replace", "add", "subtract", "intersect"].map(how => combineSets(Uint8Array.from(before), Uint8Array.from(found), how)),
              invertSet(Uint8Array.from(before), Uint8Array.from(all)),
              setOf(4, membersOf(Uint8Array.from(found))),
              [countSet(Uint8Array.from(all))]]
            """;
        int[][] sets = [.. PageFunctions.Call("sets.js", Function, new { before, found, all }).EnumerateArray()
            .Select(set => set.EnumerateArray().Select(value => value.GetInt32()).ToArray())];
        Assert.Equal([[0, 1, 0, 1], [0, 1, 1, 1], [0, 0, 1, 0], [0, 0, 0, 1], [1, 1, 0, 0], [0, 1, 0, 1], [3]], sets);
    }

    [ProgramFact(Browser.Program)]
    public void A_histogram_counts_each_value_in_the_bar_whose_edges_enclose_it()
    {
        const string Function = """
            ({ values, minimum, maximum, logarithmic, set }) => {
              const axis = histogramAxis({ minimum, maximum, logarithmic }, 12);
              const bars = barsOf(Float32Array.from(values, value => value ?? NaN), axis);
              return {
                edges: Array.from({ length: axis.bins + 1 }, (_, e) => axis.edge(e)),
                all: countBars(bars, axis.bins, null), some: countBars(bars, axis.bins, Uint8Array.from(set)) };
            }
            """;
        int[] set = [.. Enumerable.Range(0, 500).Select(i => i % 3 == 0 ? 1 : 0)];
        foreach ((double minimum, double maximum, bool logarithmic) in new[] { (-10.0, 11.0, false), (0.01, 9, true), (2, 2, false) })
        {
            JsonElement result = PageFunctions.Call("histogram.js", Function, new { values = Values, minimum, maximum, logarithmic, set });
            double[] edges = [.. result.GetProperty("edges").EnumerateArray().Select(edge => edge.GetDouble())];
            int bins = minimum < maximum ? 12 : 1;
            Assert.Equal((bins + 1, minimum, maximum), (edges.Length, edges[0], edges[^1]));
            for (int e = 1; e < bins; e++)
            {
                double share = (double)e / bins;
                double expected = logarithmic ? minimum * Math.Pow(maximum / minimum, share) : minimum + (share * (maximum - minimum));
                Assert.Equal(expected, edges[e], 1e-9);
            }

            (string, Func<int, bool>)[] counts = [("all", _ => true), ("some", i => set[i] == 1)];
            foreach ((string name, Func<int, bool> counted) in counts)
            {
                int[] expected = new int[bins];
                for (int i = 0; i < 500; i++)
                {
                    if (Values[i] is { } value && counted(i))
                    {
                        expected[Math.Max(0, edges.Skip(1).SkipLast(1).Count(edge => edge <= value))]++;
                    }
                }

                Assert.Equal(expected, result.GetProperty(name).EnumerateArray().Select(count => count.GetInt32()));
            }

        }
    }
}
