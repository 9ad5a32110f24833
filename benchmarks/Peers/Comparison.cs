using BhTsne.Benchmarks.Support;
using BhTsne.IO;

namespace BhTsne.Benchmarks.Peers;

/// <summary>One run of a program and the judgement of its map.</summary>
/// <param name="Costs">What it took.</param>
/// <param name="Divergence">The exact KL of its map.</param>
internal sealed record JudgedRun(ProcessCosts Costs, double Divergence);

/// <summary>Prepares the points, runs all programs in alternation, judges each map, and keeps a report up to date.</summary>
/// <param name="set">The data set's name.</param>
/// <param name="settings">What all are told.</param>
/// <param name="programs">Which run.</param>
internal sealed class Comparison(string set, RunSettings settings, IReadOnlyList<PeerProgram> programs)
{
    private readonly string _folder = Repository.Scratch(Path.Combine("peers", set.Replace(':', '-')));

    private RunFiles Files(PeerProgram program) =>
        new(Path.Combine(_folder, "points.npy"), Path.Combine(_folder, "start.npy"), Path.Combine(_folder, $"{program.Key}.npy"));

    /// <summary>Runs it all; the report is written anew after each run, so that one that is stopped leaves what it had.</summary>
    /// <param name="repeats">Rounds.</param>
    /// <param name="results">The folder of the report.</param>
    public void Execute(int repeats, string results)
    {
        Dictionary<PeerProgram, Launch> launches = programs.ToDictionary(program => program, program => program.Find(Files(program), settings));
        foreach ((PeerProgram program, Launch launch) in launches.Where(pair => pair.Value.Missing is not null))
        {
            Console.WriteLine($"{program.Key}: skipped, {launch.Missing}.");
        }

        AffinityMatrix affinities = Prepare(out int dimensions);
        Report report = new(set, affinities.Points, dimensions, settings, launches.ToDictionary(pair => pair.Key, pair => pair.Value.Missing));
        string path = Path.Combine(Directory.CreateDirectory(results).FullName, $"{DateTime.UtcNow:yyyy-MM-dd}-{Machine.Slug}-peers-{Path.GetFileName(_folder)}.md");
        PeerProgram[] runnable = [.. programs.Where(program => launches[program].Missing is null)];
        for (int round = 0; round < repeats; round++)
        {
            // Every other round goes backwards: a machine that slows down does not always slow down the same program.
            foreach (PeerProgram program in round % 2 == 0 ? runnable : runnable.Reverse())
            {
                Console.Write($"{DateTime.UtcNow:HH:mm:ss} {program.Key}, round {round + 1} of {repeats}: ");
                try
                {
                    JudgedRun run = Run(program, launches[program], affinities);
                    Console.WriteLine($"{run.Costs.WallSeconds:0.0} s, KL {run.Divergence:0.0000} (it says {run.Costs.Number("divergence"):0.0000})");
                    report.Add(program, run);
                    File.WriteAllText(path, report.ToString());
                }
                catch (InvalidOperationException failure)
                {
                    // One program that fails, for instance for want of memory, takes nothing from the others.
                    Console.WriteLine(failure.Message);
                    report.NoteFailure(program);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine(report);
        Console.WriteLine($"Written to {Path.GetRelativePath(Directory.GetCurrentDirectory(), path)}.");
    }

    /// <summary>Writes the points and the start that all get; returns the P that all are judged by.</summary>
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

    private JudgedRun Run(PeerProgram program, Launch launch, AffinityMatrix affinities)
    {
        RunFiles files = Files(program);
        File.Delete(files.Map);
        ProcessCosts costs = MeasuredProcess.Run(launch.Command, settings.Threads);
        return new JudgedRun(costs, ExactDivergence.Compute(affinities, EmbeddingReader.Read(files.Map), settings.Threads));
    }
}
