using System.CommandLine;
using System.Globalization;
using BhTsne;
using BhTsne.Benchmarks.Accuracy;
using BhTsne.Benchmarks.Support;
using BhTsne.Numerics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Option<int> size = new("--points") { Description = "Points of the maps by every kernel.", DefaultValueFactory = _ => 10000 };
Option<int> large = new("--large")
{
    Description = "Points of the map whose whole gradient and time are measured.",
    DefaultValueFactory = _ => 70000,
};
Option<bool> curvatures = new("--curvatures") { Description = "Measure the error of the blocks of the Hessian alone." };
Option<bool> quality = new("--quality") { Description = "Measure the quality of the maps of whole runs instead of errors." };

RootCommand command = new(
    "Measures the error of Barnes-Hut against θ on converged maps of Fashion-MNIST, as Markdown: docs/accuracy.md has these tables.")
{
    size, large, curvatures, quality,
};
command.SetAction(line =>
{
    Console.WriteLine($"{Machine.Description}\n");
    if (line.GetValue(quality))
    {
        QualityTable.Print();
        return 0;
    }

    if (!DataSet.IsAvailable("fashion-mnist"))
    {
        Console.Error.WriteLine("Skipped: the files of Fashion-MNIST are not in ../shared/data; artificial points do not replace them.");
        return 0;
    }

    int points = line.GetValue(size), many = line.GetValue(large);
    Console.WriteLine(
        "Errors are relative, |R − exact| / |exact| over 1,000 points; in parentheses the order, "
        + "the slope between this θ and the one above.\n");
    ConvergedMaps maps = new(points);
    if (line.GetValue(curvatures))
    {
        CurvatureTable.Print(maps, points);
        return 0;
    }

    ErrorTables.Print<OneDimension>(maps, points);
    ErrorTables.Print<TwoDimensions>(maps, points);
    ErrorTables.Print<ThreeDimensions>(maps, points);
    GradientTable.Print($"The gradient of t-SNE, {points:N0} points in 2 dimensions", maps.Of(new TsneOptions()), maps.Affinities);
    (Embedding map, AffinityMatrix affinities) = Stages.Of(many).InMapOrder();
    GradientTable.Print($"The gradient of t-SNE, {many:N0} points in 2 dimensions", map, affinities);
    TimeTable.Print($"Time against error, {many:N0} points in 2 dimensions", map);
    return 0;
});
return command.Parse(args).Invoke();
