using System.Text;
using BhTsne.Benchmarks.Support;

namespace BhTsne.Benchmarks.Peers;

/// <summary>
/// Runs each program to several numbers of iterations, and computes the exact KL of each map. Rows are added to a CSV file as they come,
/// and a page beside it has the table of all rows of the file: programs can be measured by one call each.
/// </summary>
/// <param name="set">The data set's name.</param>
/// <param name="perplexity">Of all programs.</param>
/// <param name="threads">Of all programs.</param>
/// <param name="limit">For one process.</param>
internal sealed class Curves(string set, double perplexity, int threads, TimeSpan limit)
{
    /// <summary>Runs all programs.</summary>
    /// <param name="programs">Each with its numbers of iterations, ascending.</param>
    /// <param name="path">The CSV file; null for one of today under the results.</param>
    public void Execute(IReadOnlyDictionary<PeerProgram, IReadOnlyList<int>> programs, string? path)
    {
        SharedInput input = new(set, perplexity, threads);
        path ??= Path.Combine(Repository.Results, $"{DateTime.UtcNow:yyyy-MM-dd}-{Machine.Slug}-curves-{input.Slug}.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        List<string> failures = [];
        Dictionary<PeerProgram, string?> missing = programs.ToDictionary(
            pair => pair.Key, pair => pair.Key.Find(input.Files(pair.Key), new RunSettings(perplexity, [pair.Value[^1]], threads)).Missing);
        Launch.PrintMissing(missing);
        foreach ((PeerProgram program, IReadOnlyList<int> counts) in programs.Where(pair => missing[pair.Key] is null))
        {
            IReadOnlyList<int>[] processes = program.MapsOnTheWay ? [counts] : [.. counts.Select(count => new[] { count })];
            foreach (IReadOnlyList<int> together in processes)
            {
                RunSettings settings = new(perplexity, together, threads);
                if (Run(program, settings, input, path) is { } failure)
                {
                    Console.WriteLine(failure);
                    failures.Add(program.Key);
                }
            }
        }

        if (File.Exists(path))
        {
            WritePage(path, missing, failures);
            Console.WriteLine($"Written to {Path.GetRelativePath(Directory.GetCurrentDirectory(), path)} and the .md beside it.");
        }
    }

    /// <summary>Runs one process, and adds a row for each of its maps; returns why it failed, or null.</summary>
    private string? Run(PeerProgram program, RunSettings settings, SharedInput input, string path)
    {
        RunFiles files = input.Files(program);
        Console.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {program.Key}, {string.Join(", ", settings.Counts)} iterations");
        ProcessCosts costs = MeasuredProcess.Run(program.Find(files, settings).Command, threads, limit);
        foreach (int count in settings.Counts.Where(count => costs.Facts.ContainsKey($"descent-{count}")))
        {
            Fact descent = costs.Facts[$"descent-{count}"];
            bool isEnd = count == settings.Iterations && costs.Failure is null;
            CurveRow row = new(
                set, input.Points, input.Dimensions, Machine.Processor, threads, perplexity, program.Key, program.Name,
                costs.Facts.TryGetValue("version", out Fact version) ? version.Text : "",
                program.Differences,
                isEnd ? (int)costs.Facts["iterations"].Number : count,
                isEnd ? costs.WallSeconds : descent.Seconds,
                descent.Number,
                input.Divergence(files.Map(count)));
            row.AppendTo(path);
            Console.Write($"  {row.Iterations} iterations: {row.Seconds:0.0} s ({descent.Number:0.0} s of descent), ");
            Console.WriteLine($"KL {row.Divergence:0.0000}");
        }

        Console.WriteLine($"  peak {costs.PeakBytes >> 20} MiB");
        return costs.Failure;
    }

    private static void WritePage(string path, Dictionary<PeerProgram, string?> missing, List<string> failures)
    {
        CurveRow[] rows = CurveRow.Read(path);
        MarkdownTable table = new("program", "iterations", "process s", "descent s", "KL, exact");
        foreach (CurveRow row in rows)
        {
            table.Add(row.Name, $"{row.Iterations}", $"{row.Seconds:0.0}", $"{row.DescentSeconds:0.0}", $"{row.Divergence:0.0000}");
        }

        CurveRow first = rows[0];
        StringBuilder text = new();
        text.Append($"# KL against seconds: {first.Set}, {first.Points:N0} x {first.Dimensions}\n\n");
        text.Append($"{first.Processor}, {first.Threads} threads, perplexity {first.Perplexity}. The same points (float32) and the same\n");
        text.Append("start for all. Process s is from the start of a process until the map is written, the neighbour search included.\n");
        text.Append("A program that can write maps on the way ran once, any other once for each number of iterations.\n");
        text.Append(SharedInput.Judge).Append("\n\n");
        text.Append(table).Append('\n');
        foreach (CurveRow row in rows.DistinctBy(row => (row.Name, row.Version)).Where(row => row.Version.Length > 0))
        {
            text.Append($"- {row.Name}: {row.Version}; {row.Steps}\n");
        }

        foreach ((PeerProgram program, string? reason) in missing.Where(pair => pair.Value is not null))
        {
            text.Append($"- {program.Name} did not run: {reason}.\n");
        }

        foreach (IGrouping<string, string> failed in failures.GroupBy(key => key))
        {
            text.Append($"- {failed.Key} failed {failed.Count()} times; see the log.\n");
        }

        File.WriteAllText(Path.ChangeExtension(path, ".md"), text.ToString());
    }
}
