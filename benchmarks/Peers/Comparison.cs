using BhTsne.Benchmarks.Support;
using BhTsne.IO;

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
/// <param name="programs">The programs to run.</param>
internal sealed class Comparison(string set, RunSettings settings, IReadOnlyList<PeerProgram> programs)
{
    private readonly string _folder = Repository.Scratch(Path.Combine("peers", set.Replace(':', '-')));

    private RunFiles Files(PeerProgram program) =>
        new(Path.Combine(_folder, "points.npy"), Path.Combine(_folder, "start.npy"), Path.Combine(_folder, $"{program.Key}.npy"));

    /// <summary>
    /// Runs all rounds. The report is rewritten after each run, so that it is complete up to then when the comparison is stopped.
    /// </summary>
    /// <param name="repeats">The number of rounds.</param>
    /// <param name="results">The folder of the report.</param>
    public void Execute(int repeats, string results)
    {
        Dictionary<PeerProgram, Launch> launches =
            programs.ToDictionary(program => program, program => program.Find(Files(program), settings));
        foreach ((PeerProgram program, Launch launch) in launches.Where(pair => pair.Value.Missing is not null))
        {
            Console.WriteLine($"{program.Key}: skipped, {launch.Missing}.");
        }

        AffinityMatrix affinities = Prepare(out int dimensions);
        Dictionary<PeerProgram, string?> missing = launches.ToDictionary(pair => pair.Key, pair => pair.Value.Missing);
        Report report = new(set, affinities.Points, dimensions, settings, missing);
        string name = $"{DateTime.UtcNow:yyyy-MM-dd}-{Machine.Slug}-peers-{Path.GetFileName(_folder)}.md";
        string path = Path.Combine(Directory.CreateDirectory(results).FullName, name);
        PeerProgram[] runnable = [.. programs.Where(program => launches[program].Missing is null)];
        for (int round = 0; round < repeats; round++)
        {
            // Every other round goes backwards: a machine that slows down does not always slow down the same program.
            foreach (PeerProgram program in round % 2 == 0 ? runnable : runnable.Reverse())
            {
                Console.Write($"{DateTime.UtcNow:HH:mm:ss} {program.Key}, round {round + 1} of {repeats}: ");
                try
                {
                    MeasuredRun run = Run(program, launches[program], affinities);
                    Console.WriteLine(
                        $"{run.Costs.WallSeconds:0.0} s, KL {run.Divergence:0.0000} (its own: {run.Costs.Number("divergence"):0.0000})");
                    report.Add(program, run);
                    File.WriteAllText(path, report.ToString());
                }
                catch (InvalidOperationException failure)
                {
                    // When one program fails, for instance because memory runs out, the others still run.
                    Console.WriteLine(failure.Message);
                    report.NoteFailure(program);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine(report);
        Console.WriteLine($"Written to {Path.GetRelativePath(Directory.GetCurrentDirectory(), path)}.");
    }

    /// <summary>Writes the points and the start of all runs; returns P, by which the exact KL of all maps is computed.</summary>
    private AffinityMatrix Prepare(out int dimensions)
    {
        TsneOptions options = new() { Perplexity = settings.Perplexity, Threads = settings.Threads };
        Console.WriteLine($"{Machine.Description}");
        PointMatrix points = Tsne.Reduce(DataSet.Load(set).Points, options);
        dimensions = points.Columns;
        RunFiles files = Files(programs[0]);
        NpyFile.Write(files.Points, points.Memory, points.Columns);
        EmbeddingWriter.Write(files.Start, Tsne.Initialize(points, options));
        Console.WriteLine($"{set}: {points.Rows} x {points.Columns}");
        return Tsne.ComputeAffinities(Tsne.FindNeighbors(points, options), options);
    }

    private MeasuredRun Run(PeerProgram program, Launch launch, AffinityMatrix affinities)
    {
        RunFiles files = Files(program);
        File.Delete(files.Map);
        ProcessCosts costs = MeasuredProcess.Run(launch.Command, settings.Threads);
        return new MeasuredRun(costs, ExactDivergence.Compute(affinities, EmbeddingReader.Read(files.Map), settings.Threads));
    }
}
