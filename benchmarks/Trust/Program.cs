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
    Draw(map, "map", new PlotOptions { Title = known.Title, Subtitle = known.LabelsAre }, known.Labels);
    bool[]? isFalse = known.IsFalse?.Invoke(map);
    foreach (Score score in Score.All)
    {
        long started = Stopwatch.GetTimestamp();
        float[] values = score.Compute(map);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Draw(map, score.Name, new PlotOptions
        {
            Title = $"{known.Title}: {score.Name}",
            Columns = [PointColumn.OfNumbers(score.Name, values) with { Scale = score.Scale }],
            ColorBy = score.Name,
        });
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
string page = Path.Combine(Repository.Root, "docs", "trust.md"), text = File.ReadAllText(page);
text = Replaced(Replaced(text, "truth", truth), "spread", spread);
File.WriteAllText(page, Replaced(text, "machine", $"Measured on {Machine.Description}."));

static string At(float[] sorted, double share) =>
    sorted.Length == 0 ? "" : sorted[(int)(share * (sorted.Length - 1))] is var value && value >= 100 ? $"{value:N0}" : $"{value:0.00}";

// The text between "<!-- table: NAME -->" and "<!-- end -->".
static string Replaced(string text, string name, object content)
{
    string begin = $"<!-- table: {name} -->", end = "<!-- end -->";
    int first = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length, last = text.IndexOf(end, first, StringComparison.Ordinal);
    return $"{text[..first]}\n{content.ToString()!.Trim()}\n{text[last..]}";
}

void Draw(MapOfCase map, string what, PlotOptions options, IReadOnlyList<string>? labels = null)
{
    using FileStream file = File.Create(Path.Combine(folder, $"{map.Known.Name}-{what}.svg"));
    SvgPlot.Write(file, map.Result.Embedding, labels, options with { Width = 600, Height = 600 });
}
