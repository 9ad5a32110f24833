using System.CommandLine;
using System.Globalization;
using BhTsne.Benchmarks.Limits;
using BhTsne.Benchmarks.Support;
using BhTsne.Scheduling;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Argument<int> points = new("POINTS")
{
    Description = "N: up to 70,000 the first of Fashion-MNIST, beyond shifted MNIST. The first use of a size computes its map.",
    DefaultValueFactory = _ => 70000,
};
Option<int> calls = new("--calls") { Description = "Calls of each fast stage; the fastest counts.", DefaultValueFactory = _ => 20 };

Option<string[]> stages = new("--stages")
{
    Description = $"Only these: {string.Join(", ", StageShares.Names)}.",
    AllowMultipleArgumentsPerToken = true,
};
stages.AcceptOnlyFromAmong([.. StageShares.Names]);
Option<int?> threads = new("--threads") { Description = "The threads of the stages; all by default." };

RootCommand command = new("Measures what this machine can do and what share of it each stage reaches, as Markdown.")
{
    points, calls, stages, threads,
};
command.SetAction(line =>
{
    Console.WriteLine($"{Machine.Description}\n");
    MachineLimits one = MachineLimits.Measure(1), all = MachineLimits.Measure(Environment.ProcessorCount);
    Console.WriteLine(MachineLimits.Table(one, all));
    double scaling = all.MultiplyAdds / one.MultiplyAdds;
    if (scaling < 0.9 * all.Threads)
    {
        Console.WriteLine(
            $"{all.Threads} threads reach {scaling:0.00} times the multiply-adds of one: "
            + "the machine is busy, or its cores share units. Shares are unreliable.\n");
    }

    int size = line.GetValue(points);
    int teamSize = line.GetValue(threads) ?? all.Threads;
    Console.WriteLine($"Stages of {size:N0} points on {teamSize} threads:\n");
    using WorkerTeam team = new(teamSize);
    Console.WriteLine(StageShares.Measure(teamSize == 1 ? one : all, team, size, line.GetValue(calls), line.GetValue(stages) ?? []));
});
return command.Parse(args).Invoke();
