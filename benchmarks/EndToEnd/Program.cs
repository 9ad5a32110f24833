using System.CommandLine;
using System.Globalization;
using BhTsne;
using BhTsne.Benchmarks.EndToEnd;
using BhTsne.Benchmarks.Support;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Argument<string[]> sets = new("DATASET") { Description = $"One or more of {DataSet.Names}.", Arity = ArgumentArity.OneOrMore };
Option<int> iterations = new("--iterations") { Description = "Iterations.", DefaultValueFactory = _ => TsneDefaults.Iterations };
Option<double> theta = new("--theta") { Description = "θ, with a cell's full width.", DefaultValueFactory = _ => TsneDefaults.Theta };
Option<double> perplexity = new("--perplexity") { Description = "The perplexity.", DefaultValueFactory = _ => TsneDefaults.Perplexity };
Option<NeighborMethod> neighbors = new("--neighbors")
{
    Description = "The neighbour search.",
    DefaultValueFactory = _ => NeighborMethod.Auto,
};
Option<double> recall = new("--neighbor-recall")
{
    Description = "The share of neighbours that an approximate search finds.",
    DefaultValueFactory = _ => TsneDefaults.NeighborRecall,
};
Option<int> threads = new("--threads") { Description = "Threads; 0 for one per processor.", DefaultValueFactory = _ => 0 };
Option<int> repeat = new("--repeat") { Description = "The number of runs, a row for each.", DefaultValueFactory = _ => 1 };
Option<bool> exact = new("--exact-kl")
{
    Description = "Compute the cost of each map over all pairs in double too. Quadratic: minutes beyond 300,000 points.",
};
Option<bool> memory = new("--memory")
{
    Description = "Compare the memory of each stage with the plan; the exit status is 1 where one takes more than a fifth more.",
};
Option<string?> map = new("--map") { Description = "Write the last map to this .npy file." };
Option<bool> quiet = new("--quiet") { Description = "Write no progress to standard error." };

RootCommand command = new("Runs whole maps and prints a Markdown row each: seconds of each stage, divergence, memory.")
{
    sets, iterations, theta, perplexity, neighbors, recall, threads, repeat, exact, memory, map, quiet,
};
command.SetAction(line =>
{
    TsneOptions options = new()
    {
        Iterations = line.GetValue(iterations),
        Theta = line.GetValue(theta),
        Perplexity = line.GetValue(perplexity),
        Neighbors = line.GetValue(neighbors),
        NeighborRecall = line.GetValue(recall),
        Threads = line.GetValue(threads),
    };
    Console.WriteLine($"{Machine.Description}\n");
    MarkdownTable table = WholeRun.NewTable();
    MarkdownTable? budgets = line.GetValue(memory) ? MemoryBudget.NewTable() : null;
    bool isWithin = true;
    foreach (string set in line.GetRequiredValue(sets))
    {
        try
        {
            WholeRun run = new(set, options, line.GetValue(exact), line.GetValue(quiet) ? null : new StageLog(Console.Error));
            isWithin &= run.AddRows(table, line.GetValue(repeat), budgets);
            if (line.GetValue(map) is { } file)
            {
                NpyFile.Write(file, run.Map!.Memory, run.Map.Dimensions);
            }
        }
        catch (FileNotFoundException missing)
        {
            Console.Error.WriteLine($"{set}: skipped. {missing.Message}");
        }
    }

    Console.WriteLine(table);
    if (budgets is not null)
    {
        Console.WriteLine(budgets);
    }

    return isWithin ? 0 : 1;
});
return command.Parse(args).Invoke();
