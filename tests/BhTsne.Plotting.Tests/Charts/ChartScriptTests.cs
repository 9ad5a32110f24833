using System.Text.Json;
using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests.Charts;

/// <summary>The script of a page of charts, run by Node with a small imitation of a browser (browser.js).</summary>
public sealed class ChartScriptTests
{
    [ProgramFact(Browser.Program)]
    public void The_values_of_the_nearest_point_are_shown()
    {
        ChartSeries runs = new()
        {
            Name = "runs",
            Points = [new ChartPoint { X = 0, Y = 0 }, new ChartPoint { X = 5, Y = 5, Label = "θ 0.5" }, new ChartPoint { X = 10, Y = 10 }],
        };
        ChartSeries front = new() { Name = "front", IsFront = true, Points = [new ChartPoint { X = 5, Y = 5 }] };
        Report report = new(new ChartPage { Charts = [new Chart { Title = "t", XLabel = "s", YLabel = "e", Series = [runs, front] }] });
        Report.Drawing drawing = report.Charts[0];
        (double x, double y) = Report.Drawing.Marks(drawing.Series[1])[1];

        JsonElement result = Browser.Run(
            report.Bytes, ["Charts", "browser.js"], FormattableString.Invariant($"{x + 12},{y - 15}"),
            FormattableString.Invariant($"{x + 30},{y}"), FormattableString.Invariant($"{x},{y + 2}"), "leave");
        JsonElement[] seen = [.. result.GetProperty("seen").EnumerateArray()];

        // The front is drawn first, with one mark; the second point of the runs is the third mark and lies over it.
        Assert.Equal([false, true, false, true], seen.Select(state => state.GetProperty("hidden").GetBoolean()));
        Assert.Equal("runs\nθ 0.5\ns: 5\ne: 5", seen[0].GetProperty("text").GetString());
        Assert.Equal([2], seen[0].GetProperty("near").EnumerateArray().Select(mark => mark.GetInt32()));
        Assert.Equal(0, seen[1].GetProperty("near").GetArrayLength());
        Assert.Equal(0, seen[3].GetProperty("near").GetArrayLength());
        Assert.Equal(FormattableString.Invariant($"{x + 12}px"), seen[0].GetProperty("left").GetString());
        Assert.Equal(FormattableString.Invariant($"{1000 + y - 60 - 12}px"), seen[0].GetProperty("top").GetString());
        Assert.True(result.GetProperty("titlesGone").GetBoolean());
        Assert.Equal("front\ns: 5\ne: 5", result.GetProperty("labels")[0].GetString());
    }
}
