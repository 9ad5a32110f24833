using System.Diagnostics;
using System.Globalization;
using BhTsne.Benchmarks.Support;
using BhTsne.Benchmarks.Trust;
using BhTsne.Plotting;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "docs", "images", "trust")).FullName;
MarkdownTable truth = new("points", "N", "false means", "false", "score", "area under the curve");
MarkdownTable spread = new("points", "score", "no score", "10 %", "median", "90 %", "99 %", "largest", "seconds");
foreach (KnownCase known in KnownCase.All())
{
    MapOfCase map = new(known);
    Draw(map, "map", known.Title, known.LabelsAre, known.Labels);
    bool[]? isFalse = known.IsFalse?.Invoke(map);
    foreach (Score score in Score.All)
    {
        long started = Stopwatch.GetTimestamp();
        float[] values = score.Compute(map);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        string[] shown = [.. values.Select(value => float.IsFinite(value) ? $"{score.Shown(value):0.##}" : "")];
        Draw(map, score.Name, $"{known.Title}: {score.Name}", score.Legend, shown);
        if (isFalse is not null)
        {
            truth.Add(
                known.Name, $"{values.Length:N0}", known.FalseMeans, $"{isFalse.Count(value => value)}", score.Name,
                $"{Score.AreaUnderCurve(values, isFalse):0.000}");
        }

        float[] sorted = [.. values.Where(value => !float.IsNaN(value)).Order()];
        spread.Add(
            known.Name, score.Name, $"{values.Length - sorted.Length}", At(sorted, 0.1), At(sorted, 0.5), At(sorted, 0.9),
            At(sorted, 0.99), At(sorted, 1), $"{seconds:0.0}");
    }
}

Console.WriteLine(truth);
Console.WriteLine(spread);

static string At(float[] sorted, double share) =>
    sorted.Length == 0 ? "" : sorted[(int)(share * (sorted.Length - 1))] is var value && value >= 100 ? $"{value:N0}" : $"{value:0.00}";

void Draw(MapOfCase map, string what, string title, string? subtitle, IReadOnlyList<string> labels)
{
    using FileStream file = File.Create(Path.Combine(folder, $"{map.Known.Name}-{what}.svg"));
    SvgPlot.Write(file, map.Result.Embedding, labels, new PlotOptions { Title = title, Subtitle = subtitle, Width = 600, Height = 600 });
}
