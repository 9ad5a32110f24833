using System.CommandLine;
using System.Globalization;
using BhTsne;
using BhTsne.Benchmarks.Peers;
using BhTsne.Benchmarks.Support;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// The engine's own runs are processes like those of the others: this program, with a first argument that only it uses.
if (args.FirstOrDefault() == OwnRun.Verb)
{
    OwnRun.Execute(args[1..]);
    return 0;
}

string[] keys = [.. PeerProgram.All.Select(program => program.Key)];
Argument<string> set = new("DATASET") { Description = $"One of {DataSet.Names}. More than 50 dimensions are reduced to 50 by PCA first." };
Option<int> iterations = new("--iterations") { Description = "Iterations of each run.", DefaultValueFactory = _ => 750 };
Option<int> repeats = new("--repeats") { Description = "Runs of each program, in alternation.", DefaultValueFactory = _ => 1 };
Option<int> threads = new("--threads") { Description = "Threads of each program.", DefaultValueFactory = _ => Environment.ProcessorCount };
Option<double> perplexity = new("--perplexity") { Description = "The perplexity.", DefaultValueFactory = _ => TsneDefaults.Perplexity };
Option<double> limit = new("--limit") { Description = "Seconds after which a process is ended.", DefaultValueFactory = _ => 900 };
Option<string[]> programs = new("--programs")
{
    Description = $"The programs to run, of {string.Join(", ", keys)}.",
    AllowMultipleArgumentsPerToken = true,
};
programs.AcceptOnlyFromAmong(keys);
Option<string> results = new("--results") { Description = "The folder of the report.", DefaultValueFactory = _ => Repository.Results };

RootCommand command = new(
    "Runs other t-SNE programs and this engine on the same points and cores, in alternation, and computes the exact KL of every map.")
{
    set, iterations, repeats, threads, perplexity, limit, programs, results,
};
command.SetAction(line =>
{
    string[] wanted = line.GetValue(programs) is { Length: > 0 } named
        ? named
        : [.. PeerProgram.All.Where(program => program.RunsByDefault).Select(program => program.Key)];
    Comparison comparison = new(
        line.GetRequiredValue(set),
        new RunSettings(line.GetValue(perplexity), [line.GetValue(iterations)], line.GetValue(threads)),
        TimeSpan.FromSeconds(line.GetValue(limit)),
        [.. PeerProgram.All.Where(program => wanted.Contains(program.Key))]);
    comparison.Execute(line.GetValue(repeats), line.GetRequiredValue(results));
});

Option<int[]> counts = new("--iterations")
{
    Description = "Numbers of iterations of all programs; each has its own by default.",
    AllowMultipleArgumentsPerToken = true,
};
Option<string?> output = new("--output") { Description = "The CSV file; rows are added to one that exists." };
Command curves = new("curves", "KL against seconds: runs each program to several numbers of iterations, and adds a CSV row for each map.")
{
    set, counts, threads, perplexity, limit, programs, output,
};
curves.SetAction(line =>
{
    int[] given = [.. (line.GetValue(counts) ?? []).Order()];
    string[] wanted = line.GetValue(programs) is { Length: > 0 } named
        ? named
        : [.. PeerProgram.All.Where(program => program.CurveCounts.Count > 0).Select(program => program.Key)];
    Dictionary<PeerProgram, IReadOnlyList<int>> chosen = PeerProgram.All
        .Where(program => wanted.Contains(program.Key))
        .ToDictionary(program => program, program => given.Length > 0 ? given : program.CurveCounts);
    PeerProgram? without = chosen.Keys.FirstOrDefault(program => chosen[program].Count == 0);
    if (without is not null)
    {
        Console.Error.WriteLine($"{without.Key} needs --iterations.");
        return 2;
    }

    Curves study = new(
        line.GetRequiredValue(set), line.GetValue(perplexity), line.GetValue(threads), TimeSpan.FromSeconds(line.GetValue(limit)));
    study.Execute(chosen, line.GetValue(output));
    return 0;
});

Argument<string> table = new("CSV") { Description = "What the command curves wrote." };
Argument<string> picture = new("SVG") { Description = "The picture to write." };
Command draw = new("draw", "Draws KL against seconds.") { table, picture };
draw.SetAction(line => File.WriteAllText(line.GetRequiredValue(picture), CurveFigure.Draw(CurveRow.Read(line.GetRequiredValue(table)))));

command.Add(curves);
command.Add(draw);
return command.Parse(args).Invoke();
