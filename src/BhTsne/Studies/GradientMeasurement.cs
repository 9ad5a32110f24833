using System.Diagnostics;
using BhTsne.Kernels;
using BhTsne.Neighbors;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Studies;

/// <summary>Measures ways to compute the repulsion at one map: the errors of each on a sample of points, and its time.</summary>
/// <remarks>
/// Each pass begins with the positions in the caller's order and builds its tree anew. Errors are those of a first pass, which is not
/// timed; the timed passes of all ways then take turns, so that what slows the computer for a while slows all of them. The exact sum over
/// many points takes part once.
/// </remarks>
internal sealed class GradientMeasurement
{
    /// <summary>The most points of the sample.</summary>
    public const int SampleSize = 1000;

    /// <summary>Up to this many points the exact sum is timed as often as the others.</summary>
    private const int FewPoints = 20_000;

    /// <summary>As in the repulsion of SNE: the least normaliser of a point.</summary>
    private const double LeastZ = 8.27e-25;

    private readonly AffinityMatrix _affinities;
    private readonly WorkerTeam _team;

    /// <summary>Prepares measurements.</summary>
    /// <param name="affinities">P, of points without weights.</param>
    /// <param name="team">The worker threads; its token cancels between two blocks of work.</param>
    public GradientMeasurement(AffinityMatrix affinities, WorkerTeam team) => (_affinities, _team) = (affinities, team);

    /// <summary>The ways.</summary>
    public required IReadOnlyList<GradientTask> Tasks { get; init; }

    /// <summary>How often each is timed.</summary>
    public required int Repetitions { get; init; }

    /// <summary>The seed of the sample.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Receives what is computed, and the share that is done.</summary>
    public Action<string, double>? Progress { get; init; }

    /// <summary>Measures.</summary>
    /// <param name="map">N points, in the order of P.</param>
    /// <param name="objective">Whose gradient.</param>
    /// <param name="degreesOfFreedom">α of t-SNE.</param>
    /// <returns>The results in the order of the tasks.</returns>
    public GradientResult[] Measure(Embedding map, TsneObjective objective, double degreesOfFreedom) =>
        map.Dimensions switch
        {
            1 => Measure<OneDimension>(map, objective, degreesOfFreedom),
            2 => Measure<TwoDimensions>(map, objective, degreesOfFreedom),
            _ => Measure<ThreeDimensions>(map, objective, degreesOfFreedom),
        };

    private GradientResult[] Measure<TSpace>(Embedding map, TsneObjective objective, double alpha)
        where TSpace : struct, ISpace => objective switch
        {
            TsneObjective.SymmetricSne => Measure<TSpace, GaussianKernel, GaussianPair>(map, default, default, false),
            TsneObjective.Sne => Measure<TSpace, GaussianKernel, GaussianPair>(map, default, default, true),
            _ when alpha != 1 => Measure<TSpace, StudentTailKernel, StudentTailPair>(map, new(alpha), new(alpha), false),
            _ => Measure<TSpace, StudentKernel, StudentPair>(map, default, default, false),
        };

    private GradientResult[] Measure<TSpace, TKernel, TPair>(Embedding map, TKernel kernel, TPair pair, bool isConditional)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
        where TPair : struct, IPairKernel
    {
        int points = map.Points;
        float[] positions = Positions<TSpace>(map);
        float[] repulsion = new float[positions.Length];
        TreeState tree = new(points);
        IRepulsion exact = Whole<TSpace>(new ExactRepulsion<TSpace, TKernel>(kernel, points, _team), points, isConditional);
        IRepulsion published = Whole<TSpace>(new PublishedBarnesHut<TSpace, TPair>(pair, points, _team), points, isConditional);
        IRepulsion engine = Whole<TSpace>(new BarnesHutRepulsion<TSpace, TKernel>(kernel, tree, _team), points, isConditional);
        double total = Tasks.Sum(task => PassesOf(task, points) + 1.0), done = 0;
        GradientReference<TSpace, TPair> reference = Reference<TSpace, TKernel, TPair>(positions, kernel, pair, isConditional);
        (double Repulsion, double Gradient)[] errors = new (double, double)[Tasks.Count];
        List<double>[] seconds = [.. Tasks.Select(_ => new List<double>())];
        for (int task = 0; task < Tasks.Count; task++)
        {
            errors[task] = reference.Errors(repulsion, Pass(Tasks[task], out _));
        }

        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            for (int task = 0; task < Tasks.Count; task++)
            {
                if (repetition < PassesOf(Tasks[task], points))
                {
                    Pass(Tasks[task], out double taken);
                    seconds[task].Add(taken);
                }
            }
        }

        return
        [
            .. Tasks.Select((task, at) => new GradientResult(
                task, [.. seconds[at].Order()], errors[at].Repulsion, errors[at].Gradient, Math.Min(points, SampleSize))),
        ];

        double Pass(GradientTask task, out double taken)
        {
            Progress?.Invoke(task.ToString(), done++ / total);
            tree.RebuildIsDue = true;
            long started = Stopwatch.GetTimestamp();
            IRepulsion method = task.Method switch
            {
                StudyMethod.Exact => exact,
                StudyMethod.Published => published,
                _ => engine,
            };
            double z = method.Compute(positions, null, task.Theta, repulsion);
            taken = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return z;
        }
    }

    private int PassesOf(GradientTask task, int points) => task.Method == StudyMethod.Exact && points > FewPoints ? 1 : Repetitions;

    private GradientReference<TSpace, TPair> Reference<TSpace, TKernel, TPair>(
        float[] positions, TKernel kernel, TPair pair, bool isConditional)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
        where TPair : struct, IPairKernel
    {
        int points = _affinities.Points;
        Progress?.Invoke("exact sums of a sample", 0);
        float[] sums = new float[points];
        ExactRepulsion<TSpace, TKernel> exact = new(kernel, points, _team);
        exact.SetSources(positions, null, 0);
        double z = exact.ComputeAtSources(new float[positions.Length], sums);
        double[]? own = isConditional ? Array.ConvertAll(sums, sum => Math.Max(sum, LeastZ)) : null;
        int[] sample = Sampling.Stratified(
            [.. Enumerable.Range(0, points)], Math.Min(points, SampleSize), new CounterRandom(Seed, RandomStream.StudySample));
        return new GradientReference<TSpace, TPair>(pair, positions, _affinities, sample, z, own, _team);
    }

    /// <summary>The repulsion of an objective from sums over pairs.</summary>
    private static IRepulsion Whole<TSpace>(IPairSums pairs, int points, bool isConditional)
        where TSpace : struct, ISpace =>
        isConditional ? new ConditionalRepulsion<TSpace>(pairs, points) : new JointRepulsion<TSpace>(pairs, points);

    private static float[] Positions<TSpace>(Embedding map)
        where TSpace : struct, ISpace
    {
        float[] positions = new float[Lanes.RoundUp(map.Points * TSpace.Stride)];
        for (int point = 0; point < map.Points; point++)
        {
            map.Values.Slice(point * TSpace.Dimensions, TSpace.Dimensions).CopyTo(positions.AsSpan(point * TSpace.Stride));
        }

        return positions;
    }
}
