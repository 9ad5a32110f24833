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

namespace BhTsne.BitProbes;

/// <summary>The stages of a run, each on points of its own and with enough of them for several blocks, and a whole run.</summary>
internal static class StageProbes
{
    private const int Rows = 1500;

    /// <summary>A share of duplicates, so that ties are met.</summary>
    private const int CopyEvery = 10;

    public static void Pca(PcaMethod method, int rows, int columns, BitHash bits, int threads)
    {
        using WorkerTeam team = new(threads);
        PointMatrix points = Points(rows, columns);
        PcaResult pca = PrincipalComponents.Fit(points, 10, method, 1, team);
        bits.Add(pca.Mean);
        bits.Add(pca.Axes);
        bits.Add(pca.Variances);
        bits.Add(pca.Transform(points, team).Values);
    }

    /// <summary>Three in four entries of some clusters left out; more columns than are iterated.</summary>
    public static void TruncatedSvd(BitHash bits, int threads)
    {
        const int Columns = 300;
        PointMatrix points = Points(Rows, Columns);
        List<long> offsets = [0];
        List<int> columns = [];
        List<float> values = [];
        for (int i = 0; i < points.Values.Length; i++)
        {
            if ((i * 7) % 4 == 0)
            {
                columns.Add(i % Columns);
                values.Add(points.Values[i]);
            }

            if (i % Columns == Columns - 1)
            {
                offsets.Add(columns.Count);
            }
        }

        SparseMatrix sparse = new(offsets.ToArray(), columns.ToArray(), values.ToArray(), Columns);
        TruncatedSvdResult svd = BhTsne.TruncatedSvd.Fit(sparse, 40, 1, threads);
        bits.Add(svd.SingularValues);
        bits.Add(svd.SumOfSquares);
        bits.Add(svd.Transform(sparse, threads).Values);
    }

    public static void Autoencoder(BitHash bits, int threads)
    {
        LinearAutoencoder coder = LinearAutoencoder.Fit(Points(Rows, 37), 5, 1, threads);
        bits.Add(coder.Decoder);
        bits.Add(coder.ReconstructionError);
        bits.Add(coder.Decode(coder.Encode(Points(Rows, 37), threads), threads).Values);
    }

    /// <summary>Few dimensions and more; the cosine stands for the Euclidean distance, from which it is made.</summary>
    public static void Neighbors(INeighborSearch search, BitHash bits, int threads)
    {
        using WorkerTeam team = new(threads);
        foreach (int columns in new[] { 3, 37 })
        {
            foreach (Metric metric in new[] { Metric.Euclidean, Metric.Cosine, Metric.Manhattan, Metric.Chebyshev })
            {
                AddRows(search.FindNeighbors(Points(Rows, columns), metric, 30, team, null), bits);
            }
        }
    }

    /// <summary>Whole numbers of few values as distances: every row has ties.</summary>
    public static void NeighborsOfDistances(BitHash bits, int threads)
    {
        CounterRandom random = new(5, RandomStream.Start);
        float[] distances = new float[Rows * Rows];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < i; j++)
            {
                distances[(i * Rows) + j] = distances[(j * Rows) + i] = random.Bits(((long)i * Rows) + j) % 500;
            }
        }

        DistanceMatrix matrix = DistanceMatrix.From(PointMatrix.From(distances, Rows, Rows));
        AddRows(Tsne.FindNeighbors(matrix, new TsneOptions { Threads = threads }).Rows, bits);
    }

    public static void Affinities(BitHash bits, int threads) => Affinities(AffinityKind.Perplexity(30), bits, threads);

    public static void Affinities(AffinityKind kind, BitHash bits, int threads)
    {
        SparseMatrix p = P(threads, kind).Matrix;
        bits.Add(p.RowOffsets);
        AddRows(p.Entries, bits);
    }

    public static void Start(InitializationMethod method, BitHash bits, int threads) =>
        bits.Add(Tsne.Initialize(Points(Rows, 20), new TsneOptions { Threads = threads, Initialization = method }).Values);

    public static void ExactRepulsion(BitHash bits, int threads)
    {
        using WorkerTeam team = new(threads);
        Repulsion(new ExactRepulsion<TwoDimensions, StudentKernel>(default, Rows, team), Positions<TwoDimensions>(Rows), 0, bits);
    }

    /// <summary>A map in three sizes, from one cell to many; the second pass refits the tree of the first.</summary>
    public static void TreeRepulsion<TSpace>(BitHash bits, int threads)
        where TSpace : struct, ISpace
    {
        using WorkerTeam team = new(threads);
        float[] positions = Positions<TSpace>(5000);
        foreach (double theta in new[] { 0.3, 0.5, 1 })
        {
            BarnesHutRepulsion<TSpace, StudentKernel> repulsion = new(default, new TreeState(5000), team);
            foreach (float size in new[] { 1e-4f, 1, 30 })
            {
                Repulsion(repulsion, Array.ConvertAll(positions, value => value * size), theta, bits);
            }
        }
    }

    public static void AttractionAndCost(BitHash bits, int threads)
    {
        using WorkerTeam team = new(threads);
        AffinityMatrix p = P(threads);
        TsneOptions exact = new() { Repulsion = RepulsionMethod.Exact };
        IGradient gradient = DescentFactory.Gradient<TwoDimensions>(p, new PointLayout(p, team), new TreeState(Rows), exact, team);
        bits.Add(gradient.ComputeWithCost(Positions<TwoDimensions>(Rows), 0));
        bits.Add<float>(gradient.Attraction);
    }

    /// <summary>The gradient and cost of an objective, through the tree and over all pairs, on a map in two sizes.</summary>
    public static void Objective<TSpace>(TsneOptions options, BitHash bits, int threads)
        where TSpace : struct, ISpace
    {
        using WorkerTeam team = new(threads);
        AffinityMatrix p = P(threads);
        float[] positions = Positions<TSpace>(Rows);
        foreach (RepulsionMethod repulsion in Enum.GetValues<RepulsionMethod>())
        {
            IGradient gradient = DescentFactory.Gradient<TSpace>(
                p, new PointLayout(p, team), new TreeState(Rows), options with { Repulsion = repulsion }, team);
            foreach (float size in new[] { 1, 4 })
            {
                bits.Add(gradient.ComputeWithCost(Array.ConvertAll(positions, value => value * size), options.Theta));
                bits.Add<float>(gradient.Attraction);
                bits.Add<float>(gradient.Repulsion);
                bits.Add(gradient.Z);
            }
        }
    }

    /// <summary>Points of 60 dimensions to a map: every stage, both phases, the tree built anew and refitted.</summary>
    public static void Map(BitHash bits, int threads)
    {
        TsneResult result = Tsne.Fit(
            Points(Rows, 60), new TsneOptions
            {
                Schedule = TsneSchedule.Classic,
                Threads = threads,
                Iterations = 300,
                EarlyExaggerationIterations = 100,
            });
        bits.Add(result.Embedding.Values);
        bits.Add(result.KlDivergence);
    }

    /// <summary>Some of the points as queries, pairs and triplets drawn, and labels in an order of their own.</summary>
    public static void Evaluation(Metric metric, BitHash bits, int threads)
    {
        string[] labels = [.. Enumerable.Range(0, Rows).Select(i => $"{"abcde"[i * 7 % 5]}")];
        MapEvaluation evaluation = MapQuality.Evaluate(
            Points(Rows, 21),
            new Embedding(Positions<TwoDimensions>(Rows).AsSpan(0, 2 * Rows), 2),
            labels,
            new() { Queries = 301, Pairs = 9001, Triplets = 9001, Metric = metric, Threads = threads });
        Estimate[] measures =
        [
            .. evaluation.Neighborhoods.SelectMany(quality => new[] { quality.Preservation, quality.Trustworthiness, quality.Continuity }),
            evaluation.RankCorrelation,
            evaluation.TripletAgreement,
            evaluation.LabelAccuracy!,
            evaluation.Silhouette!,
        ];
        foreach (Estimate measure in measures)
        {
            bits.Add(measure.Value);
            bits.Add(measure.Low);
            bits.Add(measure.High);
        }
    }

    /// <summary>The default schedule to its end by itself: all its phases, the points ordered once.</summary>
    public static void AcceleratedMap(int dimensions, BitHash bits, int threads)
    {
        TsneResult result = Tsne.Fit(Points(Rows, 20), new TsneOptions { Threads = threads, OutputDimensions = dimensions });
        bits.Add(result.Embedding.Values);
        bits.Add(result.KlDivergence);
        bits.Add(result.Iterations);
    }

    public static void WeightedMap(BitHash bits, int threads)
    {
        TsneResult result = Tsne.Fit(
            new TsneInput(Points(Rows, 60)) { Weights = Enumerable.Range(0, Rows).Select(i => 1 + (i % 4 * 0.7f)).ToArray() },
            new TsneOptions
            {
                Schedule = TsneSchedule.Classic,
                Threads = threads,
                Iterations = 60,
                EarlyExaggerationIterations = 20,
                MergeDuplicates = true,
            });
        bits.Add(result.Embedding.Values);
        bits.Add(result.KlDivergence);
    }

    private static void Repulsion(IPairSums repulsion, float[] positions, double theta, BitHash bits)
    {
        float[] forces = new float[positions.Length];
        repulsion.SetSources(positions, null, theta);
        bits.Add(repulsion.ComputeAtSources(forces, null));
        bits.Add<float>(forces);
    }

    /// <summary>All indices, then all values.</summary>
    private static void AddRows(ChunkedRows rows, BitHash bits)
    {
        for (int row = 0; row < rows.Rows; row++)
        {
            bits.Add<int>(rows.IndicesOf(row));
        }

        for (int row = 0; row < rows.Rows; row++)
        {
            bits.Add<float>(rows.ValuesOf(row));
        }
    }

    private static AffinityMatrix P(int threads, AffinityKind? kind = null)
    {
        TsneOptions options = new() { Threads = threads, Affinities = kind };
        return Tsne.ComputeAffinities(Tsne.FindNeighbors(Points(Rows, 8), options), options);
    }

    /// <summary>Eight clusters, some of their points twice.</summary>
    private static PointMatrix Points(int rows, int columns)
    {
        CounterRandom random = new(3, RandomStream.Start);
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            int source = row % CopyEvery == CopyEvery - 1 ? row - 1 : row;
            for (int column = 0; column < columns; column++)
            {
                double centre = 3 * random.Gaussian(-1 - ((source % 8 * (long)columns) + column));
                values[(row * columns) + column] = (float)(centre + random.Gaussian(((long)source * columns) + column));
            }
        }

        return PointMatrix.From(values, rows, columns);
    }

    private static float[] Positions<TSpace>(int points)
        where TSpace : struct, ISpace
    {
        CounterRandom random = new(4, RandomStream.Start);
        float[] positions = new float[Lanes.RoundUp(points * TSpace.Stride)];
        for (int point = 0; point < points; point++)
        {
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                positions[(point * TSpace.Stride) + axis] = (float)random.Gaussian((point * 3L) + axis);
            }
        }

        return positions;
    }
}
