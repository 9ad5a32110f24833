using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Oracles;
using Xunit.Abstractions;

namespace BhTsne.Tests.Repulsion;

/// <summary>
/// The error of the repulsion at θ above 0, for every objective and number of dimensions, with and without weights, against the sums over
/// all pairs. The bounds are measured errors and a quarter more; centres of mass alone pass none of them up to θ = 1.
/// </summary>
public sealed class RepulsionAccuracyTests(ITestOutputHelper output)
{
    private const int Points = 1500;
    private const double Room = 1.25;

    /// <summary>Relative errors as measured (see the output of the test) at θ = 0.5, 1, 1.5 and 2.</summary>
    private static readonly Dictionary<(string Objective, int Dimensions, bool Weighted), double[]> Measured = new()
    {
        [("t-SNE", 1, false)] = [4.1e-4, 8.0e-3, 3.3e-2, 9.5e-2],
        [("t-SNE", 1, true)] = [2.6e-4, 5.2e-3, 1.4e-2, 5.6e-2],
        [("t-SNE", 2, false)] = [3.0e-4, 3.9e-3, 5.5e-2, 2.2e-1],
        [("t-SNE", 2, true)] = [2.0e-4, 2.9e-3, 4.3e-2, 1.3e-1],
        [("t-SNE", 3, false)] = [2.0e-4, 2.3e-3, 4.1e-2, 1.7e-1],
        [("t-SNE", 3, true)] = [2.2e-4, 3.5e-3, 3.8e-2, 1.6e-1],
        [("alpha = 0.5", 1, false)] = [6.3e-4, 8.1e-3, 2.9e-2, 1.3e-1],
        [("alpha = 0.5", 1, true)] = [3.9e-4, 5.1e-3, 1.5e-2, 7.0e-2],
        [("alpha = 0.5", 2, false)] = [3.3e-4, 3.7e-3, 3.3e-2, 1.5e-1],
        [("alpha = 0.5", 2, true)] = [2.4e-4, 2.9e-3, 3.2e-2, 1.1e-1],
        [("alpha = 0.5", 3, false)] = [2.1e-4, 1.9e-3, 1.7e-2, 7.8e-2],
        [("alpha = 0.5", 3, true)] = [2.5e-4, 2.4e-3, 1.9e-2, 8.2e-2],
        [("alpha = 3", 1, false)] = [2.3e-4, 1.0e-2, 5.4e-2, 9.6e-2],
        [("alpha = 3", 1, true)] = [1.1e-4, 6.9e-3, 2.1e-2, 5.9e-2],
        [("alpha = 3", 2, false)] = [8.4e-5, 4.2e-3, 7.4e-2, 2.4e-1],
        [("alpha = 3", 2, true)] = [5.8e-5, 3.9e-3, 5.3e-2, 1.3e-1],
        [("alpha = 3", 3, false)] = [7.1e-5, 3.0e-3, 8.4e-2, 3.1e-1],
        [("alpha = 3", 3, true)] = [8.8e-5, 5.1e-3, 6.3e-2, 2.3e-1],
        [("symmetric SNE", 1, false)] = [2.2e-3, 6.6e-2, 2.0e-1, 9.1e-1],
        [("symmetric SNE", 1, true)] = [1.9e-3, 6.1e-2, 2.1e-1, 7.0e-1],
        [("symmetric SNE", 2, false)] = [1.1e-3, 1.2e-2, 4.2e-2, 4.5e-1],
        [("symmetric SNE", 2, true)] = [1.1e-3, 9.4e-3, 5.6e-2, 4.0e-1],
        [("symmetric SNE", 3, false)] = [6.7e-4, 5.3e-3, 5.8e-2, 2.7e-1],
        [("symmetric SNE", 3, true)] = [7.3e-4, 6.9e-3, 7.1e-2, 2.3e-1],
        [("SNE", 1, false)] = [1.9e-3, 5.9e-2, 2.0e-1, 9.0e-1],
        [("SNE", 1, true)] = [1.7e-3, 5.3e-2, 1.7e-1, 6.4e-1],
        [("SNE", 2, false)] = [9.9e-4, 1.0e-2, 3.9e-2, 3.9e-1],
        [("SNE", 2, true)] = [1.1e-3, 8.9e-3, 4.6e-2, 4.0e-1],
        [("SNE", 3, false)] = [7.1e-4, 4.9e-3, 4.9e-2, 2.4e-1],
        [("SNE", 3, true)] = [8.7e-4, 5.9e-3, 5.4e-2, 2.0e-1],
    };

    private static readonly double[] Thetas = [0.5, 1, 1.5, 2];

    public static TheoryData<string, int, bool> Cases
    {
        get
        {
            TheoryData<string, int, bool> cases = [];
            foreach (string name in ObjectiveCase.All.Keys)
            {
                for (int dimensions = 1; dimensions <= 3; dimensions++)
                {
                    cases.Add(name, dimensions, false);
                    cases.Add(name, dimensions, true);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_error_is_that_of_second_moments(string objective, int dimensions, bool weighted)
    {
        double[] bounds = Measured[(objective, dimensions, weighted)];
        for (int i = 0; i < Thetas.Length; i++)
        {
            double error = Error(objective, dimensions, weighted, Thetas[i], new Way());
            double walked = Error(objective, dimensions, weighted, Thetas[i], new Way(Walked: true));
            double centres = Error(objective, dimensions, weighted, Thetas[i], new Way(Walked: true, CentresOnly: true));
            output.WriteLine($"{objective}, {dimensions}, {weighted}, {Thetas[i]}: {error:0.0e0}, of centres alone {centres:0.0e0}");
            Assert.True(error <= Room * bounds[i], $"error {error} at theta {Thetas[i]}");
            Assert.Equal(error, walked, 0.01 * error);
            Assert.True(
                Thetas[i] > 1 || centres > Room * bounds[i], $"centres of mass alone have an error of {centres} at theta {Thetas[i]}");
        }
    }

    /// <summary>
    /// The points have moved by as much as the tree's cells are wide, or more: cells overlap, and sums are as accurate as in a new tree.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_refitted_tree_keeps_the_promise_of_theta(string objective, int dimensions, bool weighted)
    {
        double fresh = Error(objective, dimensions, weighted, 0.5, new Way(Walked: true));
        double refitted = Error(objective, dimensions, weighted, 0.5, new Way(Walked: true, Refitted: true));
        double centres = Error(objective, dimensions, weighted, 0.5, new Way(Walked: true, Refitted: true, CentresOnly: true));
        output.WriteLine(
            $"{objective}, {dimensions}, {weighted}: {fresh:0.0e0} new, {refitted:0.0e0} refitted, {centres:0.0e0} by centres alone");
        Assert.True(refitted <= 2 * fresh, $"{refitted} refitted, {fresh} in a new tree");
        Assert.True(refitted < 0.6 * centres, $"{refitted} refitted, {centres} by centres of mass alone");
    }

    private static double Error(string objective, int dimensions, bool weighted, double theta, Way way) => dimensions switch
    {
        1 => Error<OneDimension>(objective, weighted, theta, way),
        2 => Error<TwoDimensions>(objective, weighted, theta, way),
        _ => Error<ThreeDimensions>(objective, weighted, theta, way),
    };

    private static double Error<TSpace>(string objective, bool weighted, double theta, Way way)
        where TSpace : struct, ISpace
    {
        TsneOptions options = ObjectiveCase.All[objective].Options;
        return options switch
        {
            { Objective: not TsneObjective.TSne } => Error<TSpace, GaussianKernel>(default, options, weighted, theta, way),
            { DegreesOfFreedom: 1 } => Error<TSpace, StudentKernel>(default, options, weighted, theta, way),
            { DegreesOfFreedom: double alpha } => Error<TSpace, StudentTailKernel>(new(alpha), options, weighted, theta, way),
        };
    }

    private static double Error<TSpace, TKernel>(TKernel kernel, TsneOptions options, bool weighted, double theta, Way way)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
    {
        float[] positions = Map<TSpace>(options.Objective);
        Random random = new(31);
        float[]? weights = weighted ? [.. Enumerable.Range(0, Points).Select(_ => (float)Math.Pow(10, 2 * random.NextDouble()))] : null;
        using WorkerTeam team = new(1);
        IPairSums pairs = way.Walked
            ? new WalkedPairs<TSpace, TKernel>(kernel, Points, team)
            {
                CentresOnly = way.CentresOnly,
                BuiltFor = way.Refitted ? Shaken(positions) : null,
            }
            : new BarnesHutRepulsion<TSpace, TKernel>(kernel, new TreeState(Points), team);
        return Dense.RelativeError(Repulsion(pairs), Repulsion(new ExactRepulsion<TSpace, TKernel>(kernel, Points, team)));

        double[,] Repulsion(IPairSums pairs)
        {
            IRepulsion repulsion = options.Objective == TsneObjective.Sne
                ? new ConditionalRepulsion<TSpace>(pairs, Points)
                : new JointRepulsion<TSpace>(pairs, Points);
            float[] forces = new float[positions.Length];
            double z = repulsion.Compute(positions, weights, theta, forces);
            double[,] dense = Maps.Dense<TSpace>(forces, Points);
            foreach (ref double force in Dense.Flat(dense))
            {
                force /= z;
            }

            return dense;
        }
    }

    /// <summary>
    /// An ellipsoid of uniform density, three times as long along each axis as along the next: cells are as a rule not round.
    /// </summary>
    private static float[] Map<TSpace>(TsneObjective objective)
        where TSpace : struct, ISpace
    {
        double radius = (objective == TsneObjective.TSne, TSpace.Dimensions) switch
        {
            (true, 1) => 150,
            (true, 2) => 60,
            (true, _) => 36,
            (false, 1) => 12,
            (false, 2) => 10,
            _ => 10,
        };
        float[] positions = Maps.Disc<TSpace>(Points, radius, 29);
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] /= (i % TSpace.Stride) switch
            {
                0 => 1,
                1 => 3,
                _ => 9,
            };
        }

        return positions;
    }

    private static float[] Shaken(float[] positions)
    {
        Random random = new(12);
        float size = positions.Max();
        return [.. positions.Select(value => value == 0 ? 0 : value + (0.1f * size * random.NextSingle()))];
    }

    /// <summary>How sums are computed: by the engine, or by the test's walk through the engine's tree.</summary>
    private readonly record struct Way(bool Walked = false, bool CentresOnly = false, bool Refitted = false);
}
