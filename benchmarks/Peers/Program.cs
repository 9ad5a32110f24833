using System.CommandLine;
using System.Globalization;
using BhTsne.Benchmarks.Peers;
using BhTsne.Benchmarks.Support;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// The engine's own runs are processes like those of the others: this program, with a first argument that only it uses.
if (args.FirstOrDefault() == OwnRun.Verb)
{
    OwnRun.Execute(args[1..]);
    return 0;
}

Argument<string> set = new("DATASET") { Description = $"One of {DataSet.Names}. More than 50 dimensions are reduced to 50 by PCA first." };
Option<int> iterations = new("--iterations")
{
    Description = "Iterations of each run, 250 of them with early exaggeration.",
    DefaultValueFactory = _ => 750,
};
Option<int> repeats = new("--repeats") { Description = "Runs of each program, in alternation.", DefaultValueFactory = _ => 1 };
Option<int> threads = new("--threads") { Description = "Threads of each program.", DefaultValueFactory = _ => Environment.ProcessorCount };
Option<double> perplexity = new("--perplexity") { Description = "The perplexity.", DefaultValueFactory = _ => 30 };
Option<string[]> programs = new("--programs")
{
    Description = $"The programs to run, of {string.Join(", ", PeerProgram.All.Select(program => program.Key))}.",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [.. PeerProgram.All.Where(program => program.RunsByDefault).Select(program => program.Key)],
};
programs.AcceptOnlyFromAmong([.. PeerProgram.All.Select(program => program.Key)]);
Option<string> results = new("--results") { Description = "The folder of the report.", DefaultValueFactory = _ => Repository.Results };

RootCommand command = new(
    "Runs other t-SNE programs and this engine on the same points and cores, in alternation, and computes the exact KL of every map.")
{
    set, iterations, repeats, threads, perplexity, programs, results,
};
command.SetAction(line =>
{
    string[] wanted = line.GetRequiredValue(programs);
    Comparison comparison = new(
        line.GetRequiredValue(set),
        new RunSettings(line.GetValue(perplexity), line.GetValue(iterations), line.GetValue(threads)),
        [.. PeerProgram.All.Where(program => wanted.Contains(program.Key))]);
    comparison.Execute(line.GetValue(repeats), line.GetRequiredValue(results));
});
return command.Parse(args).Invoke();
