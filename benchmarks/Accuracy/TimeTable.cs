using System.Diagnostics;
using BhTsne.Benchmarks.Support;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Benchmarks.Accuracy;

/// <summary>
/// Time against error: processor time of one pass of the repulsion of t-SNE in two dimensions, refit and walk, on one thread.
/// </summary>
internal static class TimeTable
{
    private const int Rounds = 7;

    /// <summary>Measures, and prints the table. Rounds alternate between all θ; the time is the least of all rounds.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="map">In its own order, as the descent keeps it.</param>
    public static void Print(string title, Embedding map)
    {
        double[] thetas = ErrorTables.Thetas;
        float[] positions = DescentState<TwoDimensions>.Create<MomentumWithGains>(map).Positions, forces = new float[positions.Length];
        using WorkerTeam team = new(1), all = new(0);
        IRepulsionErrors errors = ErrorTables.Errors<TwoDimensions>(new TsneOptions(), map, all);
        BarnesHutRepulsion<TwoDimensions, StudentKernel>[] passes = [.. thetas.Select(_ =>
            new BarnesHutRepulsion<TwoDimensions, StudentKernel>(default, new TreeState(map.Points), team))];
        double[] best = [.. thetas.Select(_ => double.PositiveInfinity)];
        double processor = 0, wall = 0;
        for (int round = -1; round < Rounds; round++)
        {
            for (int i = 0; i < thetas.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                TimeSpan used = Environment.CpuUsage.TotalTime;
                passes[i].SetSources(positions, null, thetas[i]);
                passes[i].ComputeAtSources(forces, null);
                double milliseconds = (Environment.CpuUsage.TotalTime - used).TotalMilliseconds;
                if (round >= 0)
                {
                    best[i] = Math.Min(best[i], milliseconds);
                    (processor, wall) = (processor + milliseconds, wall + Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        (double R, double Z)[][] measured =
        [
            [.. thetas.Select(errors.Engine)],
            [.. thetas.Select(theta => errors.Cells(theta, secondMoments: true))],
            [.. thetas.Select(theta => errors.Cells(theta, secondMoments: false))],
        ];
        MarkdownTable table = new(
            "θ", "processor ms", "of θ = 0.5", "R by the engine", "in double, second moments", "in double, centres of mass only");
        for (int i = 0; i < thetas.Length; i++)
        {
            table.Add(
            [
                $"{thetas[i]}",
                $"{best[i]:0.0}",
                $"{best[i] / best[Array.IndexOf(thetas, 0.5)]:0.00}",
                .. measured.Select(all => ErrorTables.Cell(all[i].R, i > 0 ? all[i - 1].R : 0, thetas[i], i > 0 ? thetas[i - 1] : 0)),
            ]);
        }

        string busy = processor < 0.9 * wall ? " Other programs took processor time from it: the machine was busy." : "";
        string share = $"The passes had the processor for {Math.Min(1, processor / wall):0%} of their time.";
        Console.WriteLine($"### {title}\n\n{share}{busy}\n\n{table}");
    }
}
