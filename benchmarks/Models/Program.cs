using System.CommandLine;
using System.Globalization;
using BhTsne.Benchmarks.Models;
using BhTsne.Benchmarks.Support;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Argument<string[]> sets = new("DATASET") { Description = "One or more of digits, letter, mnist, fashion-mnist." };
Option<int> splits = new("--splits") { Description = "Splits into points of the map and new points.", DefaultValueFactory = _ => 1 };
Option<double[]> perplexities = new("--perplexities")
{
    Description = "Perplexities of the new points' rows.",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [3, 5, 7, 10, 20, 30],
};
Option<bool> peer = new("--peer") { Description = "Place the new points by openTSNE, too, if a python3 on the PATH has it." };
Option<int> threads = new("--threads") { Description = "Threads.", DefaultValueFactory = _ => Environment.ProcessorCount };
Command places = new("places", "How good are the places of new points, and how long do they take?")
{
    sets, splits, perplexities, peer, threads,
};
places.SetAction(line =>
{
    Console.WriteLine($"{Machine.Description}\n");
    foreach (string set in line.GetRequiredValue(sets))
    {
        if (DataSet.IsAvailable(set))
        {
            new PlacesStudy(set, line.GetValue(threads)).Print(
                line.GetValue(splits), line.GetValue(perplexities)!, line.GetValue(peer));
        }
        else
        {
            Console.Error.WriteLine($"{set}: skipped; its files are not in ../shared/data.");
        }
    }
});

Argument<string> one = new("DATASET") { Description = $"One of {DataSet.Names}." };
Option<int> every = new("--every") { Description = "Iterations between two checkpoints.", DefaultValueFactory = _ => 50 };
Option<int> repeat = new("--repeat") { Description = "Runs of each, in alternation.", DefaultValueFactory = _ => 2 };
Option<int> iterations = new("--iterations") { Description = "Iterations of each descent.", DefaultValueFactory = _ => 300 };
Option<string?> file = new("--file") { Description = "The checkpoint; a temporary file by default." };
Command checkpoints = new(
    "checkpoints", "How much longer does a descent take when checkpoints are written, and how long does it take to resume?")
{
    one, every, repeat, iterations, file,
};
checkpoints.SetAction(line =>
{
    Console.WriteLine($"{Machine.Description}\n");
    CheckpointCost.Print(
        line.GetRequiredValue(one),
        line.GetValue(iterations),
        line.GetValue(every),
        line.GetValue(repeat),
        line.GetValue(file) ?? Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.checkpoint"));
});

RootCommand command = new("Measures what outlives a run: the places of new points, and checkpoints.") { places, checkpoints };
return command.Parse(args).Invoke();
