using BhTsne.Affinities;
using BhTsne.Attraction;
using BhTsne.Benchmarks.Support;
using BhTsne.Data;
using BhTsne.Kernels;
using BhTsne.Neighbors;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Reduction;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Benchmarks.Limits;

/// <summary>Runs each stage of a map of N points and computes what share of the machine's limit it reached.</summary>
internal sealed class StageShares
{
    private static readonly string[] DescentNames = ["attraction", "repulsion", "step"];

    private readonly MachineLimits _limits;
    private readonly WorkerTeam _team;
    private readonly Stages _stages;
    private readonly int _points;
    private readonly int _calls;
    private readonly MarkdownTable _table = new("stage", "ms", "work", "achieved", "bound by", "ms at the limit", "share of it");

    /// <summary>The names of the stages.</summary>
    public static IReadOnlyList<string> Names { get; } = ["scatter", "all-pairs", "search", "affinities", .. DescentNames];

    private StageShares(MachineLimits limits, WorkerTeam team, int points, int calls) =>
        (_limits, _team, _stages, _points, _calls) = (limits, team, Stages.Of(points), points, calls);

    /// <summary>Measures all stages.</summary>
    /// <param name="limits">What the machine can do with the team's threads.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="points">N.</param>
    /// <param name="calls">Calls of the stages that take milliseconds; the others are called once after a warm-up.</param>
    /// <param name="stages">The names of those to measure; none for all.</param>
    public static MarkdownTable Measure(MachineLimits limits, WorkerTeam team, int points, int calls, IReadOnlyList<string> stages)
    {
        StageShares shares = new(limits, team, points, calls);
        (string Name, Action Run)[] beforeDescent =
        [
            ("scatter", shares.Scatter),
            ("all-pairs", shares.SearchAllPairs),
            ("search", shares.Search),
            ("affinities", shares.Affinities),
        ];
        foreach ((string _, Action run) in beforeDescent.Where(stage => Wants(stage.Name)))
        {
            run();
        }

        if (DescentNames.Any(Wants))
        {
            shares.Descend(Wants);
        }

        return shares._table;

        bool Wants(string stage) => stages.Count == 0 || stages.Contains(stage);
    }

    private void Descend(Func<string, bool> wants)
    {
        (Embedding map, AffinityMatrix affinities) = _stages.InMapOrder();
        float[] positions = DescentState<TwoDimensions>.Create<NesterovWithPointGains>(map).Positions;
        if (wants(DescentNames[0]))
        {
            Attract(positions, affinities);
        }

        if (wants(DescentNames[1]))
        {
            Repel(positions, 0.5);
            Repel(positions, 1);
        }

        if (wants(DescentNames[2]))
        {
            Step(map, affinities);
        }
    }

    private void Scatter()
    {
        PointMatrix points = _stages.RawPoints();
        ColumnStatistics statistics = ColumnStatistics.Measure(points, new UnitWeights(points.Rows), _team);
        CentredPoints centred = new(points, statistics.Mean, CentredPoints.ScaleFor(statistics.Spread));
        double seconds = Timing.Best(1, () => SymmetricProduct.Compute(points.Rows, points.Columns, centred.PackColumns, _team));
        AddFlops($"PCA scatter, {points.Columns} columns", seconds, 0.5 * points.Rows * points.Columns * (points.Columns + 1.0));
    }

    private void SearchAllPairs() => Search("neighbours, all pairs", new ExhaustiveSearch());

    private void Search()
    {
        PointMatrix points = _stages.Points();
        INeighborSearch chosen = NeighborSearches.Create(
            NeighborSearches.Choose(NeighborMethod.Auto, points.Rows, points.Columns, Metric.Euclidean));
        Search($"neighbours, {chosen.Description}, as if all pairs", chosen);
    }

    private void Search(string name, INeighborSearch search)
    {
        PointMatrix points = _stages.Points();
        int k = _stages.Graph().NeighborsPerPoint;
        AddFlops(
            name,
            Timing.Best(1, () => search.FindNeighbors(points, Metric.Euclidean, k, _team, null)),
            (double)points.Rows * points.Rows * points.Columns);
    }

    /// <summary>The least traffic: the graph read once, P written once.</summary>
    private void Affinities()
    {
        NeighborGraph graph = _stages.Graph();
        AffinityKind kind = AffinityKind.Perplexity(TsneDefaults.Perplexity);
        double seconds = Timing.Best(1, () => new JointAffinities(graph, null).Compute(kind, 0, _team));
        double bytes = 8.0 * (graph.Rows.Count + _stages.Affinities().Matrix.EntryCount);
        Add("affinities", seconds, $"{bytes / 1e6:0} MB", $"{bytes / seconds / 1e9:0.0} GB/s", "memory triad", bytes / _limits.TriadBytes);
    }

    private void Attract(float[] positions, AffinityMatrix affinities)
    {
        SparseMatrix matrix = affinities.Matrix;
        AttractiveForces<TwoDimensions, StudentKernel> attraction = new(default, matrix.Rows, _team);
        float[] forces = new float[positions.Length];
        double seconds = Timing.Best(_calls, () => attraction.Compute(matrix, positions, positions, forces)), entries = matrix.EntryCount;
        (double Seconds, string Name) bound = Largest(
            (8 * entries / _limits.ReadBytes, "memory read"),
            (entries / _limits.GathersFrom((long)positions.Length * sizeof(float)), "random gathers"),
            (entries / Lanes.Count / _limits.Divisions, "divisions"));
        Add(
            "attraction",
            seconds,
            $"{entries / 1e6:0.0} M entries",
            $"{entries / seconds / 1e9:0.00} G entries/s",
            bound.Name,
            bound.Seconds);
    }

    private void Repel(float[] positions, double theta)
    {
        BarnesHutRepulsion<TwoDimensions, StudentKernel> repulsion = new(default, new TreeState(_points), _team);
        float[] forces = new float[positions.Length];
        double seconds = Timing.Best(_calls, Compute);
        InteractionCount count = InteractionCount.Of(positions, _points, theta);
        (double Seconds, string Name) bound = Largest(
            (count.Operations / _limits.MultiplyAdds, "multiply-add slots"), (count.Divisions / _limits.Divisions, "divisions"));
        Add(
            $"repulsion, θ {theta}, with the refit",
            seconds,
            $"{count.Pairs / 1e6:0.00} M pairs, {count.Cells / 1e6:0.00} M cells, "
                + $"{count.Expansions / 1e6:0.000} M in local expansions (vectors)",
            $"{Lanes.Count * count.Divisions / seconds / 1e9:0.0} G interactions/s",
            bound.Name,
            bound.Seconds);

        void Compute()
        {
            repulsion.SetSources(positions, null, theta);
            repulsion.ComputeAtSources(forces, null);
        }
    }

    /// <summary>Reads five arrays and writes three.</summary>
    private void Step(Embedding map, AffinityMatrix affinities)
    {
        const int Arrays = 8;
        DescentState<TwoDimensions> state = DescentState<TwoDimensions>.Create<NesterovWithPointGains>(map);
        TsneOptions options = new();
        IGradient gradient = DescentFactory.Gradient<TwoDimensions>(
            affinities, new PointLayout(affinities, _team), state.Tree, options, _team);
        gradient.Compute(state.Positions, options.Theta);
        StepPass<TwoDimensions, NesterovWithPointGains> step = new(state, gradient, _team);
        StepSettings settings = DescentFactory.Schedule(Tsne.Plan(affinities, options)).Step;
        DescentPhase phase = new(1, 1, 0, TsneDefaults.AcceleratedMomentum, options.Theta);
        double seconds = Timing.Best(_calls, () => step.Run(phase, settings));
        double bytes = (double)Arrays * sizeof(float) * state.Positions.Length;
        Add(
            "step",
            seconds,
            $"{bytes / 1e6:0.0} MB",
            $"{bytes / seconds / 1e9:0.0} GB/s",
            "memory triad (caches are faster)",
            bytes / _limits.TriadBytes);
    }

    private void AddFlops(string stage, double seconds, double multiplyAdds) => Add(
        stage,
        seconds,
        $"{2 * multiplyAdds / 1e9:0} GFLOP",
        $"{2 * multiplyAdds / seconds / 1e9:0} GFLOP/s",
        "multiply-adds",
        multiplyAdds / Lanes.Count / _limits.MultiplyAdds);

    private void Add(string stage, double seconds, string work, string achieved, string bound, double least) =>
        _table.Add(stage, $"{1000 * seconds:0.00}", work, achieved, bound, $"{1000 * least:0.00}", $"{100 * least / seconds:0.#} %");

    private static (double Seconds, string Name) Largest(params (double Seconds, string Name)[] bounds) =>
        bounds.MaxBy(bound => bound.Seconds);
}
