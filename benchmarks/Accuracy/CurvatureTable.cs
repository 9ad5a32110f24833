using BhTsne.Benchmarks.Support;
using BhTsne.Planning;
using BhTsne.Quality;
using BhTsne.Scheduling;

namespace BhTsne.Benchmarks.Accuracy;

/// <summary>
/// The blocks of the Hessian by the tree against sums over all pairs: the relative error of the blocks, and of λ_min in the median point.
/// </summary>
internal static class CurvatureTable
{
    private static readonly (string Name, TsneOptions Options)[] _kernels =
    [
        ("t-SNE", new()),
        ("t-SNE, α = 0.5", new() { DegreesOfFreedom = 0.5 }),
        ("t-SNE, α = 3", new() { DegreesOfFreedom = 3 }),
        ("symmetric SNE", new() { Objective = TsneObjective.SymmetricSne }),
        ("SNE", new() { Objective = TsneObjective.Sne }),
    ];

    /// <summary>Prints a table for each number of dimensions.</summary>
    public static void Print(ConvergedMaps maps, int points)
    {
        using WorkerTeam team = new(0);
        for (int dimensions = 1; dimensions <= 3; dimensions++)
        {
            MarkdownTable table = new(["θ", .. _kernels.Select(kernel => kernel.Name)]);
            float[][] exact = new float[_kernels.Length][];
            foreach (double theta in (double[])[0.2, 0.3, 0.5, 0.8, 1])
            {
                List<string> row = [$"{theta}"];
                for (int kernel = 0; kernel < _kernels.Length; kernel++)
                {
                    TsneOptions options = _kernels[kernel].Options with { OutputDimensions = dimensions };
                    Embedding map = maps.Of(options);
                    exact[kernel] ??= Blocks(options with { Repulsion = RepulsionMethod.Exact }, 0);
                    row.Add(Errors(Blocks(options, theta), exact[kernel], points));

                    float[] Blocks(TsneOptions by, double at) => DescentFactory.Create(maps.Affinities, map, by, team)
                        .Measure(view => view.Gradient.ComputeCurvatures(view.Positions, at, 1));
                }

                table.Add([.. row]);
            }

            Console.WriteLine($"### Curvatures, {points:N0} points in {dimensions} dimension{(dimensions > 1 ? "s" : "")}\n\n{table}");
        }
    }

    private static string Errors(float[] blocks, float[] exact, int points)
    {
        double error = 0, norm = 0;
        for (int at = 0; at < exact.Length; at++)
        {
            error += ((double)blocks[at] - exact[at]) * ((double)blocks[at] - exact[at]);
            norm += (double)exact[at] * exact[at];
        }

        int size = exact.Length / points;
        double[] relative =
        [
            .. Enumerable.Range(0, points).Select(i =>
            {
                double right = LeastEigenvalue.Of(exact.AsSpan(i * size, size));
                return Math.Abs((LeastEigenvalue.Of(blocks.AsSpan(i * size, size)) - right) / right);
            }).Order(),
        ];
        return $"{Math.Sqrt(error / norm):0.0e+0}, {relative[points / 2]:0.0e+0}";
    }
}
