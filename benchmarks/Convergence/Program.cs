using System.CommandLine;
using System.Globalization;
using BhTsne;
using BhTsne.Benchmarks.Convergence;
using BhTsne.Benchmarks.Support;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Argument<string[]> sets = new("DATASET")
{
    Description = $"One or more of {DataSet.Names}; a number behind a colon takes the first rows.",
    Arity = ArgumentArity.OneOrMore,
};
Option<TsneSchedule[]> schedules = new("--schedule")
{
    Description = "The schedules to compare.",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [TsneSchedule.Classic, TsneSchedule.Accelerated],
};
Option<string[]> phases = new("--phases")
{
    Description = "Descents of your own instead: phases iterations:exaggeration:rate:momentum[:theta], separated by commas; rate in units "
        + "of N / exaggeration, 1-4 to change it; g0.97 for a momentum that grows to 0.97.",
    AllowMultipleArgumentsPerToken = true,
};
Option<int> iterations = new("--iterations")
{
    Description = "The most iterations.",
    DefaultValueFactory = _ => TsneDefaults.Iterations,
};
Option<int[]> checkpoints = new("--at")
{
    Description = "Numbers of iterations after which the map is measured too.",
    AllowMultipleArgumentsPerToken = true,
};
Option<double> perplexity = new("--perplexity") { Description = "Of P.", DefaultValueFactory = _ => TsneDefaults.Perplexity };
Option<int?> uniform = new("--uniform")
{
    Description = "So many nearest neighbours with the same share of a row, in place of Gaussians of a perplexity.",
};
Option<int> dimensions = new("--dimensions") { Description = "Of the map.", DefaultValueFactory = _ => 2 };
Option<TsneObjective> objective = new("--objective") { Description = "What is minimised." };
Option<double> degrees = new("--degrees-of-freedom") { Description = "α of t-SNE's kernel.", DefaultValueFactory = _ => 1 };
Option<double?> improvement = new("--min-cost-improvement") { Description = "The stopping rule; 0 for none." };
Option<bool> random = new("--random") { Description = "Start at random, not at the principal components." };
Option<int> seeds = new("--seeds")
{
    Description = "Starts with seeds 1 to this; principal components have only a jitter from them.",
    DefaultValueFactory = _ => 1,
};
Option<bool> measures = new("--measures") { Description = "What the map keeps too." };

Option<int?> sample = new("--sample") { Description = "Start from the map of so many points drawn at random; the others are placed by P." };
Option<double> scale = new("--scale") { Description = "The factor on the map of the sample.", DefaultValueFactory = _ => 1 };

RootCommand command = new("Compares descents from the same P, and prints a Markdown row for each map.")
{
    sets, schedules, phases, iterations, checkpoints, perplexity, uniform, dimensions, objective, degrees, improvement, random, seeds,
    measures, sample, scale,
};
command.SetAction(line =>
{
    Console.WriteLine($"{Machine.Description}\n");
    MarkdownTable table = Study.NewTable();
    foreach (string set in line.GetRequiredValue(sets))
    {
        if (!DataSet.IsAvailable(set) && !DataSet.IsAvailable(set.Split(':')[0]))
        {
            Console.Error.WriteLine($"{set}: skipped, its files are not in ../shared/data.");
            continue;
        }

        StudyInput input = new(set, line.GetValue(perplexity), line.GetValue(uniform));
        Study study = new(input, line.GetValue(checkpoints) ?? [], line.GetValue(measures))
        {
            SampleSize = line.GetValue(sample),
            SampleScale = line.GetValue(scale),
        };
        TsneOptions options = new()
        {
            Iterations = line.GetValue(iterations),
            OutputDimensions = line.GetValue(dimensions),
            Objective = line.GetValue(objective),
            DegreesOfFreedom = line.GetValue(degrees),
            MinCostImprovement = line.GetValue(improvement),
            Initialization = line.GetValue(random) ? InitializationMethod.Random : InitializationMethod.Pca,
        };
        for (int seed = 1; seed <= line.GetValue(seeds); seed++)
        {
            TsneOptions started = options with { Seed = (ulong)seed };
            string[] own = line.GetValue(phases) ?? [];
            foreach (string text in own)
            {
                study.AddRows(table, text, started, PhaseText.Parse(text, input.Points.Rows));
            }

            foreach (TsneSchedule schedule in own.Length > 0 ? [] : line.GetRequiredValue(schedules))
            {
                study.AddRows(table, $"{schedule}", started with { Schedule = schedule }, null);
            }
        }
    }

    Console.WriteLine(table);
});
return command.Parse(args).Invoke();
