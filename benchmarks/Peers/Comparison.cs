using BhTsne.Benchmarks.Support;

namespace BhTsne.Benchmarks.Peers;

/// <summary>One run of a program, and the cost of its map.</summary>
/// <param name="Costs">Its time and memory.</param>
/// <param name="Divergence">The exact KL of its map.</param>
internal sealed record MeasuredRun(ProcessCosts Costs, double Divergence);

/// <summary>
/// Prepares the points, runs all programs in alternation, computes the exact KL of each map, and keeps a report up to date.
/// </summary>
/// <param name="set">The data set's name.</param>
/// <param name="settings">The settings of all programs.</param>
/// <param name="limit">For one process.</param>
/// <param name="programs">The programs to run.</param>
internal sealed class Comparison(string set, RunSettings settings, TimeSpan limit, IReadOnlyList<PeerProgram> programs)
{
    /// <summary>
    /// Runs all rounds. The report is rewritten after each run, so that it is complete up to then when the comparison is stopped.
    /// </summary>
    /// <param name="repeats">The number of rounds.</param>
    /// <param name="results">The folder of the report.</param>
    public void Execute(int repeats, string results)
    {
        SharedInput input = new(set, settings.Perplexity, settings.Threads);
        Dictionary<PeerProgram, Launch> launches =
            programs.ToDictionary(program => program, program => program.Find(input.Files(program), settings));
        Dictionary<PeerProgram, string?> missing = launches.ToDictionary(pair => pair.Key, pair => pair.Value.Missing);
        Launch.PrintMissing(missing);
        Report report = new(set, input.Points, input.Dimensions, settings, missing);
        string name = $"{DateTime.UtcNow:yyyy-MM-dd}-{Machine.Slug}-peers-{input.Slug}.md";
        string path = Path.Combine(Directory.CreateDirectory(results).FullName, name);
        PeerProgram[] runnable = [.. programs.Where(program => launches[program].Missing is null)];
        for (int round = 0; round < repeats; round++)
        {
            // Every other round goes backwards: a machine that slows down does not always slow down the same program.
            foreach (PeerProgram program in round % 2 == 0 ? runnable : runnable.Reverse())
            {
                Console.Write($"{DateTime.UtcNow:HH:mm:ss} {program.Key}, round {round + 1} of {repeats}: ");
                string map = input.Files(program).Map(settings.Iterations);
                File.Delete(map);
                ProcessCosts costs = MeasuredProcess.Run(launches[program].Command, settings.Threads, limit);
                if (costs.Failure is not null)
                {
                    // When one program fails, for instance because memory runs out, the others still run.
                    Console.WriteLine(costs.Failure);
                    report.NoteFailure(program);
                    continue;
                }

                MeasuredRun run = new(costs, input.Divergence(map));
                double own = costs.Facts["divergence"].Number;
                Console.WriteLine($"{costs.WallSeconds:0.0} s, KL {run.Divergence:0.0000} (its own: {own:0.0000})");
                report.Add(program, run);
                File.WriteAllText(path, report.ToString());
            }
        }

        Console.WriteLine();
        Console.WriteLine(report);
        Console.WriteLine($"Written to {Path.GetRelativePath(Directory.GetCurrentDirectory(), path)}.");
    }
}
