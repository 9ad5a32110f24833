using System.Globalization;
using System.Text.Json;
using BhTsne.Plotting.Tests.Oracles;
using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests.Html;

/// <summary>
/// The script of the page, run by Node with a small imitation of a browser (browser.js): it finds the data, and nothing that a user does
/// fails.
/// </summary>
public sealed class ScriptTests
{
    [ProgramFact(Browser.Program)]
    public void The_page_shows_the_coordinates_and_categories_of_the_map()
    {
        foreach (int dimensions in new[] { 1, 2, 3 })
        {
            float[] values = [.. Enumerable.Range(0, 60 * dimensions).Select(i => MathF.Sin(i) * MathF.Pow(10, i % 5))];
            string[] labels = [.. Enumerable.Range(0, 60).Select(i => $"group {i % 4}")];
            JsonElement page = Browser.Run(
                new Page(new Embedding(values, dimensions), labels, new PlotOptions { Title = "A <title>" }),
                "GROUP 2",
                "#7",
                "nothing",
                " ");

            Assert.Equal(
                values.Select(BitConverter.SingleToUInt32Bits),
                page.GetProperty("coordinates").EnumerateArray().Select(bits => bits.GetUInt32()));
            Assert.Equal(Enumerable.Range(0, 60).Select(i => i % 4), Integers(page.GetProperty("codes")));
            Assert.Equal(Enumerable.Range(0, 60), Integers(page.GetProperty("order")).Order());
            Assert.Equal(("A <title>", "60 points"), (page.GetProperty("title").GetString(), page.GetProperty("line").GetString()));
            Assert.Equal((60, 60), (page.GetProperty("shownAtFirst").GetInt32(), page.GetProperty("drawnAtFirst").GetInt32()));
            Assert.Empty(page.GetProperty("unknown").EnumerateArray());
            AssertSearches(page.GetProperty("searches"));
            AssertLegend(page);

            // The tooltip of the first drawn point, or of one that lies over it: its category, number and coordinates.
            Assert.False(page.GetProperty("tooltipHidden").GetBoolean());
            string[] lines = [.. page.GetProperty("tooltip").EnumerateArray().Select(line => line.GetString()!)];
            int point = int.Parse(lines[1].Split(' ')[0][1..], CultureInfo.InvariantCulture);
            Assert.Equal(labels[point], lines[0]);
        }
    }

    [ProgramFact(Browser.Program)]
    public void The_page_shows_numbers_by_a_scale()
    {
        PlotOptions options = new() { LabelKind = LabelKind.Numbers, PointNames = ["one", "two", "three", "four"] };
        JsonElement page = Browser.Run(new Page(new Embedding([1, 2, 3, 4, 5, 6, 7, 8], 2), ["1.5", "-2", "none", "1e3"], options), "T");
        Assert.Equal(
            new[] { 1.5f, -2, float.NaN, 1000 }.Select(value => (value, float.IsNaN(value))),
            page.GetProperty("numbers").EnumerateArray().Select(bits => BitConverter.UInt32BitsToSingle(bits.GetUInt32()))
                .Select(value => (value, float.IsNaN(value))));
        Assert.Equal(
            ["-2", "1000", "1 without a value, grey"], page.GetProperty("scale").EnumerateArray().Select(text => text.GetString()));
        Assert.Equal([1, 2], Integers(page.GetProperty("searches").GetProperty("T").GetProperty("found")));
    }

    [ProgramFact(Browser.Program)]
    public void The_page_shows_points_without_labels_and_points_at_one_place()
    {
        JsonElement page = Browser.Run(new Page(new Embedding(new float[30], 2)), "#3");
        Assert.Equal(15, page.GetProperty("drawnAtFirst").GetInt32());
        Assert.Equal([3], Integers(page.GetProperty("searches").GetProperty("#3").GetProperty("found")));
        Assert.Equal(7, Browser.Run(new Page(new Embedding([1, 2, 3, 4, 5, 6, 7], 1))).GetProperty("shownAtFirst").GetInt32());
    }

    [ProgramFact(Browser.Program)]
    public void The_page_colours_points_by_the_column_that_is_chosen()
    {
        float[] linear = [.. Enumerable.Range(0, 300).Select(i => i % 10 == 0 ? float.NaN : MathF.Sin(i) * i)];
        float[] logarithmic = [.. Enumerable.Range(0, 300).Select(i => i == 7 ? 0 : MathF.Exp(20 * MathF.Sin(i)))];
        string[] labels = [.. Enumerable.Range(0, 300).Select(i => $"c{i % 3}")];
        PlotOptions options = new()
        {
            Columns =
            [
                PointColumn.OfNumbers("distance", linear) with { Description = "How far." },
                PointColumn.OfNumbers("freedom", logarithmic) with { Scale = PointColumnScale.Logarithmic },
                PointColumn.OfNumbers("unknown", Enumerable.Repeat(float.NaN, 300).ToArray()),
            ],
            ColorBy = "freedom",
        };
        JsonElement page = Browser.Run(
            new Page(new Embedding([.. Enumerable.Range(0, 300).Select(i => (float)i)], 1), labels, options));
        JsonElement[] choices = [.. page.GetProperty("choices").EnumerateArray()];

        Assert.Empty(page.GetProperty("unknown").EnumerateArray());
        JsonElement first = page.GetProperty("colorBy");
        Assert.Equal((false, 2), (first.GetProperty("hidden").GetBoolean(), first.GetProperty("value").GetInt32()));
        Assert.Equal(
            ["labels", "distance", "freedom", "unknown", "density"],
            choices.Select(choice => choice.GetProperty("name").GetString()));
        Assert.Equal([true, false, false, false, false], choices.Select(choice => choice.GetProperty("scaleHidden").GetBoolean()));
        Assert.Equal(
            ["", "How far.", "", "", "how close the points lie in the map"],
            choices.Select(choice => choice.GetProperty("meaning").GetString()));
        Assert.Equal(
            ["", "30 without a value, grey", "", "300 without a value, grey", ""],
            choices.Select(choice => choice.GetProperty("missing").GetString()));
        Assert.Equal(Colors(choices[2]), page.GetProperty("colorsAtFirst").EnumerateArray().Select(color => color.GetString()));
        Assert.Equal(3, Colors(choices[0]).Distinct().Count());
        AssertColors(choices[1], linear, false);
        AssertColors(choices[2], logarithmic, true);
        Assert.All(Colors(choices[3]), color => Assert.Equal("#b4b4ba", color));
        Assert.Equal(
            "From the 1st to the 99th percentile. 2 below and 2 above have the colours of the ends.",
            choices[1].GetProperty("outside").GetString());

        // After all choices the pointer rests on a point: its values are in the tooltip.
        string[] lines = [.. page.GetProperty("tooltip").EnumerateArray().Select(line => line.GetString()!)];
        int point = int.Parse(lines[1].Split(' ')[0][1..], CultureInfo.InvariantCulture);
        string shown = float.IsNaN(linear[point]) ? "no value" : linear[point].ToString("G4", CultureInfo.InvariantCulture);
        Assert.Equal(("distance: " + shown, "unknown: no value"), (lines[2], lines[4]));
        Assert.StartsWith("freedom: ", lines[3], StringComparison.Ordinal);
    }

    private static string[] Colors(JsonElement choice) =>
        [.. choice.GetProperty("colors").EnumerateArray().Select(color => color.GetString()!)];

    private static void AssertColors(JsonElement choice, float[] values, bool logarithmic)
    {
        (double low, double high) = ScoreColors.Range(values, logarithmic);
        Assert.All(values.Zip(Colors(choice)), point =>
        {
            if (float.IsNaN(point.First))
            {
                Assert.Equal("#b4b4ba", point.Second);
                return;
            }

            double position = ScoreColors.Position(point.First, low, high, logarithmic);
            Assert.InRange(ScoreColors.Difference(point.Second, position), 0, 1.1); // Half a step of 1,023, and rounding.
        });
        double middle = logarithmic ? Math.Sqrt(low * high) : (low + high) / 2;
        string[] ends = [.. choice.GetProperty("ends").EnumerateArray().Select(end => end.GetString()!)];
        Assert.Equal(("≤ ", "≥ "), (ends[0][..2], ends[2][..2]));
        Assert.All(new[] { (low, ends[0][2..]), (middle, ends[1]), (high, ends[2][2..]) }, end =>
            Assert.Equal(end.Item1, double.Parse(end.Item2, CultureInfo.InvariantCulture), Math.Abs(end.Item1) * 0.006));
    }

    private static void AssertSearches(JsonElement searches)
    {
        Assert.Equal(Enumerable.Range(0, 15).Select(i => (4 * i) + 2), Integers(searches.GetProperty("GROUP 2").GetProperty("found")));
        Assert.Equal("15 of 60 points · Enter zooms", searches.GetProperty("GROUP 2").GetProperty("line").GetString());
        Assert.Equal([7], Integers(searches.GetProperty("#7").GetProperty("found")));
        Assert.Equal("0 of 60 points", searches.GetProperty("nothing").GetProperty("line").GetString());
        Assert.Equal(JsonValueKind.Null, searches.GetProperty(" ").GetProperty("found").ValueKind);
    }

    private static void AssertLegend(JsonElement page)
    {
        Assert.Equal(
            Enumerable.Range(0, 4).Select(code => $"group {code} 15"),
            page.GetProperty("legend").EnumerateArray()
                .Select(item => string.Join(' ', item.EnumerateArray().Skip(1).Select(part => part.GetString()))));
        Assert.Equal(45, page.GetProperty("shownWithoutFirst").GetInt32());
        Assert.Equal(15, page.GetProperty("shownOnlyFirst").GetInt32());
        Assert.Equal(0, page.GetProperty("shownNone").GetInt32());
        Assert.Equal(60, page.GetProperty("shownAll").GetInt32());
    }

    private static IEnumerable<int> Integers(JsonElement array) => array.EnumerateArray().Select(value => value.GetInt32());
}
