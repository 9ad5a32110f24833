using BhTsne.Benchmarks.Support;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Benchmarks.Accuracy;

/// <summary>The error against θ with its observed order, a column for each kernel.</summary>
internal static class ErrorTables
{
    /// <summary>θ of all tables. Some begin with 0, where the error is that of single precision alone.</summary>
    public static readonly double[] Thetas = [0.2, 0.3, 0.5, 0.8, 1.0, 1.4, 2.0];

    /// <summary>The kernels by name.</summary>
    private static readonly (string Name, TsneOptions Options)[] _kernels =
    [
        ("t-SNE", new()),
        ("t-SNE, α = 0.5", new() { DegreesOfFreedom = 0.5 }),
        ("t-SNE, α = 3", new() { DegreesOfFreedom = 3 }),
        ("symmetric SNE", new() { Objective = TsneObjective.SymmetricSne }),
        ("SNE", new() { Objective = TsneObjective.Sne }),
    ];

    /// <summary>Prints the tables of one number of dimensions.</summary>
    public static void Print<TSpace>(ConvergedMaps maps, int points)
        where TSpace : struct, ISpace
    {
        using WorkerTeam team = new(0);
        IRepulsionErrors[] errors =
        [
            .. _kernels.Select(kernel => Errors<TSpace>(
                kernel.Options, maps.Of(kernel.Options with { OutputDimensions = TSpace.Dimensions }), team)),
        ];
        string where = $"{points:N0} points in {TSpace.Dimensions} dimension{(TSpace.Dimensions > 1 ? "s" : "")}";
        (double R, double Z)[][] engine = All([0, .. Thetas], errors, (kernel, theta) => kernel.Engine(theta));
        (double R, double Z)[][] moments = All(Thetas, errors, (kernel, theta) => kernel.Cells(theta, secondMoments: true));
        (double R, double Z)[][] centres = All(Thetas, errors, (kernel, theta) => kernel.Cells(theta, secondMoments: false));
        Write($"R by the engine, {where}", [0, .. Thetas], engine, error => error.R);
        Write($"R in double, with second moments, {where}", Thetas, moments, error => error.R);
        Write($"R in double, centres of mass only, {where}", Thetas, centres, error => error.R);
        Write($"Z by the engine, {where}", [0, .. Thetas], engine, error => error.Z);
        Write($"Z in double, with second moments, {where}", Thetas, moments, error => error.Z);
        Write($"Z in double, centres of mass only, {where}", Thetas, centres, error => error.Z);
    }

    /// <summary>An error and, where the row before has a θ above 0, the order.</summary>
    public static string Cell(double error, double before, double theta, double thetaBefore) =>
        thetaBefore > 0 ? $"{error:0.0e+0} ({Order(error, before, theta, thetaBefore):0.0})" : $"{error:0.0e+0}";

    /// <summary>A kernel's errors on a map.</summary>
    public static IRepulsionErrors Errors<TSpace>(TsneOptions options, Embedding map, WorkerTeam team)
        where TSpace : struct, ISpace => options switch
        {
            { Objective: TsneObjective.SymmetricSne } =>
                new RepulsionErrors<TSpace, GaussianKernel, Gaussian>(default, default, map, false, team),
            { Objective: TsneObjective.Sne } => new RepulsionErrors<TSpace, GaussianKernel, Gaussian>(default, default, map, true, team),
            { DegreesOfFreedom: 1 } => new RepulsionErrors<TSpace, StudentKernel, Student>(default, default, map, false, team),
            _ => new RepulsionErrors<TSpace, StudentTailKernel, Tail>(
                new(options.DegreesOfFreedom), new(options.DegreesOfFreedom), map, false, team),
        };

    /// <summary>The order between two errors at two θ: 2 where the error grows as θ².</summary>
    private static double Order(double error, double before, double theta, double thetaBefore) =>
        Math.Log(error / before) / Math.Log(theta / thetaBefore);

    private static (double R, double Z)[][] All(
        double[] thetas, IRepulsionErrors[] errors, Func<IRepulsionErrors, double, (double R, double Z)> measure) =>
        [.. thetas.Select(theta => errors.Select(kernel => measure(kernel, theta)).ToArray())];

    private static void Write(string title, double[] thetas, (double R, double Z)[][] errors, Func<(double R, double Z), double> pick)
    {
        MarkdownTable table = new(["θ", .. _kernels.Select(kernel => kernel.Name)]);
        for (int row = 0; row < thetas.Length; row++)
        {
            table.Add([$"{thetas[row]}", .. Enumerable.Range(0, _kernels.Length).Select(kernel =>
                Cell(pick(errors[row][kernel]), row > 0 ? pick(errors[row - 1][kernel]) : 0, thetas[row], row > 0 ? thetas[row - 1] : 0))]);
        }

        Console.WriteLine($"### {title}\n\n{table}");
    }
}
