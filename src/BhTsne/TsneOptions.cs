using BhTsne.Data;
using BhTsne.Neighbors;

namespace BhTsne;

/// <summary>Where the descent starts.</summary>
public enum InitializationMethod
{
    /// <summary>The first principal components, the first axis scaled to a standard deviation of 1e-4.</summary>
    Pca,

    /// <summary>Seeded Gaussian coordinates with a standard deviation of 1e-4.</summary>
    Random,
}

/// <summary>How the repulsion is computed.</summary>
public enum RepulsionMethod
{
    /// <summary>By a quadtree with second moments, O(N log N).</summary>
    BarnesHut,

    /// <summary>Over all pairs, O(N²).</summary>
    Exact,
}

/// <summary>Everything that a run can be told. Immutable; the defaults and their reasons are in <see cref="TsneDefaults"/>.</summary>
public sealed record TsneOptions
{
    /// <summary>The number of dimensions of the map.</summary>
    public int OutputDimensions { get; init; } = TsneDefaults.OutputDimensions;

    /// <summary>The effective number of neighbours of each point: at least 1 and below the number of neighbours kept.</summary>
    public double Perplexity { get; init; } = TsneDefaults.Perplexity;

    /// <summary>
    /// How many neighbours of each point are kept; null for floor(3 x perplexity). Never more than N - 1.
    /// </summary>
    public int? NeighborCount { get; init; }

    /// <summary>The neighbour search.</summary>
    public NeighborMethod Neighbors { get; init; } = NeighborMethod.Auto;

    /// <summary>The distance between input points.</summary>
    public Metric Metric { get; init; } = Metric.Euclidean;

    /// <summary>
    /// To how many principal components the points are reduced before the neighbour search: null for the default (50 when there are more dimensions
    /// and the metric is Euclidean), 0 for no reduction. For sparse points it is the number of components of the truncated SVD, which they always
    /// go through: null for 50 (or all dimensions, where there are fewer).
    /// </summary>
    public int? PcaComponents { get; init; }

    /// <summary>Where the descent starts, unless <see cref="InitialEmbedding"/> is given.</summary>
    public InitializationMethod Initialization { get; init; } = InitializationMethod.Pca;

    /// <summary>A start of the caller's own, used as it is: N points of <see cref="OutputDimensions"/> dimensions.</summary>
    public Embedding? InitialEmbedding { get; init; }

    /// <summary>The repulsion.</summary>
    public RepulsionMethod Repulsion { get; init; } = RepulsionMethod.BarnesHut;

    /// <summary>
    /// The accuracy of the Barnes-Hut repulsion. A group of nearby points summarises a cell when the longest side of the box around the cell's
    /// points is at most theta times the distance from the group's own box to the cell's centre of mass. (Where twice the side of the group's
    /// box is at most that too, the cell acts on the group as a whole.) 0 is exact; programs that divide the half-width call our 1.0 their 0.5.
    /// </summary>
    public double Theta { get; init; } = TsneDefaults.Theta;

    /// <summary>The number of iterations, early exaggeration included.</summary>
    public int Iterations { get; init; } = TsneDefaults.Iterations;

    /// <summary>The factor on the attraction in the first phase.</summary>
    public double EarlyExaggeration { get; init; } = TsneDefaults.EarlyExaggeration;

    /// <summary>The length of the first phase.</summary>
    public int EarlyExaggerationIterations { get; init; } = TsneDefaults.EarlyExaggerationIterations;

    /// <summary>
    /// The step per unit of a quarter of the gradient (the convention of FIt-SNE and openTSNE; scikit-learn's is four times smaller); null for
    /// N / exaggeration in each phase.
    /// </summary>
    public double? LearningRate { get; init; }

    /// <summary>The momentum in the first phase.</summary>
    public double EarlyMomentum { get; init; } = TsneDefaults.EarlyMomentum;

    /// <summary>The momentum in the second phase.</summary>
    public double Momentum { get; init; } = TsneDefaults.Momentum;

    /// <summary>The longest step of a point in one iteration, in units of the map.</summary>
    public double MaxStepLength { get; init; } = TsneDefaults.MaxStepLength;

    /// <summary>
    /// Stops in the second phase when the cost fell by less than this share over 50 iterations; 0 to never stop so.
    /// </summary>
    public double MinCostImprovement { get; init; } = TsneDefaults.MinCostImprovement;

    /// <summary>Stops in the second phase when the gradient's Euclidean norm is below this; 0 to never stop so.</summary>
    public double MinGradientNorm { get; init; } = TsneDefaults.MinGradientNorm;

    /// <summary>The seed of everything random. The same seed gives the same bits on any number of threads.</summary>
    public ulong Seed { get; init; } = TsneDefaults.Seed;

    /// <summary>How many threads work; 0 for one per processor.</summary>
    public int Threads { get; init; }

    /// <summary>Checks all options that can be checked without points and reports every fault at once.</summary>
    /// <exception cref="ArgumentException">At least one option is out of its range; the message has a line for each.</exception>
    public void Validate() => ThrowIfAny(Faults());

    /// <summary>Checks all options against the number of points and dimensions and reports every fault at once.</summary>
    /// <param name="points">N.</param>
    /// <param name="dimensions">D, or null where there are no input points (a run from a neighbour graph or affinities).</param>
    /// <exception cref="ArgumentException">At least one option does not fit; the message has a line for each.</exception>
    public void Validate(int points, int? dimensions = null) => Validate(points, dimensions, Faults());

    /// <summary>
    /// Checks all options that can be checked without points as options of a run from sparse points: these are reduced by a truncated SVD,
    /// after which Euclidean distances and angles are near to what they were, and no other metric's distances.
    /// </summary>
    /// <exception cref="ArgumentException">At least one option is out of its range; the message has a line for each.</exception>
    public void ValidateForSparse() => ThrowIfAny(Faults(sparse: true));

    /// <summary>Checks all options against the number of sparse points and dimensions and reports every fault at once.</summary>
    /// <param name="points">N.</param>
    /// <param name="dimensions">D.</param>
    /// <exception cref="ArgumentException">At least one option does not fit; the message has a line for each.</exception>
    public void ValidateForSparse(int points, int dimensions) => Validate(points, dimensions, Faults(sparse: true));

    private void Validate(int points, int? dimensions, List<string> faults)
    {
        if (points < 3)
        {
            faults.Add($"Points: a map needs at least 3 points, but there are {points}.");
        }
        else if (Perplexity >= 1 && double.IsFinite(Perplexity) && NeighborCount is null or >= 1 && Perplexity >= EffectiveNeighborCount(points))
        {
            faults.Add(
                $"Perplexity: {Perplexity} cannot be reached with {EffectiveNeighborCount(points)} neighbours of each of {points} points; "
                + $"choose one below {EffectiveNeighborCount(points)}.");
        }

        if (NeighborCount >= points)
        {
            faults.Add($"NeighborCount: {NeighborCount} neighbours were asked for, but a point has only {points - 1} others.");
        }

        if (PcaComponents > dimensions)
        {
            faults.Add($"PcaComponents: {PcaComponents} components were asked for, but the points have {dimensions} dimensions.");
        }

        if (InitialEmbedding is not null && InitialEmbedding.Points != points)
        {
            faults.Add($"InitialEmbedding: it has {InitialEmbedding.Points} points, but there are {points}.");
        }

        ThrowIfAny(faults);
    }

    /// <summary>k: <see cref="NeighborCount"/>, or floor(3 x perplexity) but never more than N - 1.</summary>
    public int EffectiveNeighborCount(int points) =>
        Math.Min(NeighborCount ?? (int)Math.Min(TsneDefaults.NeighborsPerPerplexity * Perplexity, int.MaxValue), points - 1);

    /// <summary>To how many components the points are reduced, or null for not at all.</summary>
    public int? EffectivePcaComponents(int dimensions) => PcaComponents switch
    {
        0 => null,
        int components => components,
        null when Metric.Kind == MetricKind.Euclidean && dimensions > TsneDefaults.PcaComponents => TsneDefaults.PcaComponents,
        null => null,
    };

    /// <summary>To how many components sparse points are reduced by a truncated SVD.</summary>
    public int EffectiveSvdComponents(int dimensions) => PcaComponents ?? Math.Min(TsneDefaults.PcaComponents, dimensions);

    private static void ThrowIfAny(List<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, faults));
        }
    }

    private List<string> Faults(bool sparse = false)
    {
        List<string> faults = [];
        Require(OutputDimensions == 2, $"OutputDimensions: {OutputDimensions} is not supported; a map has 2.");
        Require(Perplexity >= 1 && double.IsFinite(Perplexity), $"Perplexity: {Perplexity} must be at least 1, and finite.");
        Require(NeighborCount is null or >= 1, $"NeighborCount: {NeighborCount} must be at least 1.");
        Require(Metric is not null, "Metric: it must not be null.");
        Require(PcaComponents is null or >= 0, $"PcaComponents: {PcaComponents} must not be negative (0 turns the reduction off).");
        Require(Theta is >= 0 and <= TsneDefaults.MaxTheta, $"Theta: {Theta} must be from 0 to {TsneDefaults.MaxTheta}.");
        Require(Iterations >= 0, $"Iterations: {Iterations} must not be negative.");
        Require(EarlyExaggerationIterations >= 0, $"EarlyExaggerationIterations: {EarlyExaggerationIterations} must not be negative.");
        Require(EarlyExaggeration >= 1 && double.IsFinite(EarlyExaggeration), $"EarlyExaggeration: {EarlyExaggeration} must be at least 1, and finite.");
        Require(LearningRate is null || (LearningRate > 0 && double.IsFinite(LearningRate.Value)), $"LearningRate: {LearningRate} must be positive, and finite.");
        Require(EarlyMomentum is >= 0 and < 1, $"EarlyMomentum: {EarlyMomentum} must be from 0 to below 1.");
        Require(Momentum is >= 0 and < 1, $"Momentum: {Momentum} must be from 0 to below 1.");
        Require(MaxStepLength > 0, $"MaxStepLength: {MaxStepLength} must be positive.");
        Require(MinCostImprovement >= 0, $"MinCostImprovement: {MinCostImprovement} must not be negative.");
        Require(MinGradientNorm >= 0, $"MinGradientNorm: {MinGradientNorm} must not be negative.");
        Require(Threads is >= 0 and <= 1024, $"Threads: {Threads} must be from 0 (one per processor) to 1024.");
        Require(Enum.IsDefined(Neighbors), $"Neighbors: {Neighbors} is not a neighbour search.");
        Require(Enum.IsDefined(Initialization), $"Initialization: {Initialization} is not a start.");
        Require(Enum.IsDefined(Repulsion), $"Repulsion: {Repulsion} is not a repulsion.");
        Require(
            InitialEmbedding is null || InitialEmbedding.Dimensions == OutputDimensions,
            $"InitialEmbedding: it has {InitialEmbedding?.Dimensions} dimensions, but the map has {OutputDimensions}.");
        Require(
            !(Neighbors == NeighborMethod.KdTree && Metric?.Kind is MetricKind.Custom),
            $"Neighbors: the k-d tree cannot use the metric '{Metric?.Name}'; use the vantage-point tree.");
        Require(
            sparse || !(PcaComponents > 0 && Metric is not null && Metric.Kind != MetricKind.Euclidean),
            $"PcaComponents: PCA keeps Euclidean distances only, not '{Metric?.Name}'; turn it off (0).");
        Require(
            !(sparse && PcaComponents == 0),
            "PcaComponents: sparse points cannot be searched as they are; give the number of components that a truncated SVD reduces them to "
            + $"({TsneDefaults.PcaComponents} by default), or pass dense points.");
        Require(
            !(sparse && Metric?.Kind is (MetricKind.Manhattan or MetricKind.Chebyshev or MetricKind.Custom)),
            $"Metric: sparse points are reduced by a truncated SVD, which does not keep '{Metric?.Name}' distances; use euclidean or cosine, or dense points.");
        return faults;

        void Require(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }
    }
}
