using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BhTsne.Benchmarks.Support;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Benchmarks;

/// <summary>The error of the repulsion beside its time: times are comparable only at the same error.</summary>
internal sealed class RepulsionErrorColumn : IColumn
{
    private readonly Dictionary<(int Points, double Theta), string> _known = [];
    private readonly Dictionary<int, (Embedding Map, ExactRepulsionSample Exact)> _maps = [];

    public string Id => nameof(RepulsionErrorColumn);

    public string ColumnName => "Relative error";

    public string Legend => "Relative error : |R - exact| / |exact| over 1000 points, the exact sums in double";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        int points = (int)benchmarkCase.Parameters[nameof(RepulsionBenchmarks.Points)];
        double theta = (double)benchmarkCase.Parameters[nameof(RepulsionBenchmarks.Theta)];
        if (!_known.TryGetValue((points, theta), out string? error))
        {
            error = Measure(points, theta).ToString("0.0e+0", CultureInfo.InvariantCulture);
            _known.Add((points, theta), error);
        }

        return error;
    }

    private double Measure(int points, double theta)
    {
        if (!_maps.TryGetValue(points, out (Embedding Map, ExactRepulsionSample Exact) known))
        {
            Embedding map = Stages.Of(points).Map();
            known = (map, new ExactRepulsionSample(map));
            _maps.Add(points, known);
        }

        using WorkerTeam team = new(0);
        float[] positions = BenchmarkData.Positions(known.Map), repulsion = new float[positions.Length];
        BarnesHutRepulsion<TwoDimensions, StudentKernel> barnesHut = new(default, new TreeState(points), team);
        barnesHut.SetSources(positions, null, theta);
        barnesHut.ComputeAtSources(repulsion, null);
        return known.Exact.RelativeError(repulsion);
    }
}
