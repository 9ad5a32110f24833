using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Oracles;
using Xunit.Abstractions;

namespace BhTsne.Tests.Repulsion;

/// <summary>
/// The error of the repulsion over dimension x kernel x shape of the map x weights x θ, as a table, against sums over all pairs in double.
/// Each error is held to what was measured and a quarter more; the same walk with centres of mass alone breaks every one of these bounds.
/// </summary>
public sealed class ErrorSweepTests(ITestOutputHelper output)
{
    private const int Points = 1500;

    /// <summary>Every tenth point is compared.</summary>
    private const int Step = 10;

    private const double Room = 1.25;

    private static readonly double[] Thetas = [0.3, 0.5, 0.8];

    /// <summary>The errors as measured: a row of the table that the tests print for each case, without what is in brackets.</summary>
    private static readonly Dictionary<string, double[]> Measured = File
        .ReadLines(Repository.PathOf("tests", "BhTsne.Tests", "Repulsion", "ErrorSweep.txt"))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(
            parts => string.Join(" | ", parts[..4]),
            parts => parts[4..].Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray());

    public static TheoryData<string, int> Cases
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (string kernel in new[] { "t-SNE", "alpha = 0.5", "alpha = 3", "Gaussian" })
            {
                for (int dimensions = 1; dimensions <= 3; dimensions++)
                {
                    cases.Add(kernel, dimensions);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_error_is_as_measured_and_that_of_centres_of_mass_alone_is_not(string kernel, int dimensions)
    {
        output.WriteLine($"kernel | d | map | weights | {string.Join(" | ", Thetas.Select(theta => $"θ = {theta}"))}");
        List<string> faults = [];
        foreach (SweepShape shape in Enum.GetValues<SweepShape>())
        {
            foreach (bool weighted in new[] { false, true })
            {
                string name = $"{kernel} | {dimensions} | {shape} | {(weighted ? "1 to 100" : "none")}";
                (double Tree, double Centres)[] errors = Errors(kernel, dimensions, shape, weighted);
                output.WriteLine(
                    $"{name} | {string.Join(" | ", errors.Select(error => $"{error.Tree:0.0e0} ({error.Centres:0.0e0})"))}");
                double[]? measured = Measured.GetValueOrDefault(name);
                for (int i = 0; i < Thetas.Length; i++)
                {
                    double bound = Room * measured?[i] ?? 0;
                    if (errors[i].Tree > bound || errors[i].Centres <= bound)
                    {
                        faults.Add($"{name}, θ = {Thetas[i]}: {errors[i]}, bound {bound:0.0e0}");
                    }
                }
            }
        }

        output.WriteLine("In brackets: by centres of mass alone.");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static (double Tree, double Centres)[] Errors(string kernel, int dimensions, SweepShape shape, bool weighted) =>
        dimensions switch
        {
            1 => Errors<OneDimension>(kernel, shape, weighted),
            2 => Errors<TwoDimensions>(kernel, shape, weighted),
            _ => Errors<ThreeDimensions>(kernel, shape, weighted),
        };

    private static (double Tree, double Centres)[] Errors<TSpace>(string kernel, SweepShape shape, bool weighted)
        where TSpace : struct, ISpace => kernel switch
        {
            "t-SNE" => Errors<TSpace, StudentKernel>(default, CellField.Student(1), Radius<TSpace>(150, 60, 36), shape, weighted),
            "alpha = 0.5" => Errors<TSpace, StudentTailKernel>(
                new(0.5), CellField.Student(0.5), Radius<TSpace>(150, 60, 36), shape, weighted),
            "alpha = 3" => Errors<TSpace, StudentTailKernel>(
                new(3), CellField.Student(3), Radius<TSpace>(40, 12, 8), shape, weighted),
            _ => Errors<TSpace, GaussianKernel>(default, CellField.Gaussian, Radius<TSpace>(12, 6, 4), shape, weighted),
        };

    /// <summary>As wide as the kernel reaches: in a wider map nearly all of the repulsion is that of points which act one by one.</summary>
    private static double Radius<TSpace>(double line, double plane, double space)
        where TSpace : struct, ISpace => TSpace.Dimensions switch
        {
            1 => line,
            2 => plane,
            _ => space,
        };

    private static (double Tree, double Centres)[] Errors<TSpace, TKernel>(
        TKernel kernel, KernelFormula formula, double radius, SweepShape shape, bool weighted)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
    {
        float[] positions = SweepMaps.Of<TSpace>(shape, Points, radius);
        Random random = new(31);
        float[]? weights = weighted ? [.. Enumerable.Range(0, Points).Select(_ => (float)Math.Pow(10, 2 * random.NextDouble()))] : null;
        double[,] y = Maps.Dense<TSpace>(positions, Points);
        double[][] exact = [.. Enumerable.Range(0, Points / Step).Select(Exact)];
        using WorkerTeam team = new(1);
        BarnesHutRepulsion<TSpace, TKernel> tree = new(kernel, new TreeState(Points), team);
        WalkedPairs<TSpace, TKernel> centres = new(kernel, Points, team) { CentresOnly = true };
        return [.. Thetas.Select(theta => (Error(tree, theta), Error(centres, theta)))];

        double[] Exact(int sample)
        {
            double[] x = [.. Enumerable.Range(0, TSpace.Dimensions).Select(axis => y[sample * Step, axis])];
            return PairField.At(formula, y, weights, x, self: sample * Step).Force;
        }

        double Error(IPairSums pairs, double theta)
        {
            float[] forces = new float[positions.Length];
            pairs.SetSources(positions, weights, theta);
            pairs.ComputeAtSources(forces, null);
            double difference = 0, size = 0;
            for (int sample = 0; sample < exact.Length; sample++)
            {
                for (int axis = 0; axis < TSpace.Dimensions; axis++)
                {
                    double expected = exact[sample][axis];
                    difference += Math.Pow(forces[(sample * Step * TSpace.Stride) + axis] - expected, 2);
                    size += expected * expected;
                }
            }

            return Math.Sqrt(difference / size);
        }
    }
}
