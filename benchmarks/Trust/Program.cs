using System.Globalization;
using BhTsne.Benchmarks.Support;
using BhTsne.Benchmarks.Trust;
using BhTsne.Plotting;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "docs", "images", "trust")).FullName;
MarkdownTable table = new(
    "points", "score", "N", "false means", "false", "area under the curve", "median", "90 %", "99 %", "largest", "above 5", "seconds");
foreach (KnownCase known in KnownCase.All())
{
    MapOfCase map = new(known);
    Draw(map, "map", known.Title, known.Labels);
    bool[]? isFalse = known.IsFalse?.Invoke(map);
    foreach (Score score in Score.All)
    {
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        float[] values = score.Compute(map);
        double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
        Draw(map, score.Name, $"{known.Title}: {score.Name}", [.. values.Select(value => $"{Math.Log2(1 + value):0.##}")]);
        float[] sorted = [.. values.Order()];
        table.Add(
            known.Name,
            score.Name,
            $"{values.Length:N0}",
            known.FalseMeans,
            isFalse is null ? "" : $"{isFalse.Count(value => value)}",
            isFalse is null ? "" : $"{Score.AreaUnderCurve(values, isFalse):0.000}",
            $"{sorted[sorted.Length / 2]:0.00}",
            $"{sorted[sorted.Length * 9 / 10]:0.00}",
            $"{sorted[sorted.Length * 99 / 100]:0.00}",
            $"{sorted[^1]:0.00}",
            $"{100.0 * values.Count(value => value > 5) / values.Length:0.0} %",
            $"{seconds:0.0}");
    }
}

Console.WriteLine(table);

void Draw(MapOfCase map, string what, string title, IReadOnlyList<string> labels)
{
    using FileStream file = File.Create(Path.Combine(folder, $"{map.Known.Name}-{what}.svg"));
    SvgPlot.Write(file, map.Result.Embedding, labels, new PlotOptions { Title = title, Width = 600, Height = 600 });
}
