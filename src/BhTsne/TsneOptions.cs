using BhTsne.Affinities;
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

/// <summary>What makes a map good: which similarities in the map are to be like those of the input.</summary>
public enum TsneObjective
{
    /// <summary>
    /// t-SNE (van der Maaten and Hinton 2008): q_ij ∝ (1 + ‖y_i − y_j‖²/α)^−α over all pairs, α being <see cref="TsneOptions.DegreesOfFreedom"/>.
    /// </summary>
    TSne,

    /// <summary>Symmetric SNE (Cook et al. 2007): q_ij ∝ exp(−‖y_i − y_j‖²) over all pairs.</summary>
    SymmetricSne,

    /// <summary>SNE (Hinton and Roweis 2003): q_{j|i} ∝ exp(−‖y_i − y_j‖²) over the pairs of each point, against conditional similarities p_{j|i}.</summary>
    Sne,
}

/// <summary>Everything that a run can be told. Immutable; the defaults and their reasons are in <see cref="TsneDefaults"/>.</summary>
public sealed record TsneOptions
{
    /// <summary>The number of dimensions of the map: 1, 2 or 3.</summary>
    public int OutputDimensions { get; init; } = TsneDefaults.OutputDimensions;

    /// <summary>What is minimised.</summary>
    public TsneObjective Objective { get; init; } = TsneDefaults.Objective;

    /// <summary>
    /// α of t-SNE's kernel (1 + s/α)^−α, 0.01 to 1e6: below 1 its tails are heavier and clusters part into finer ones (Kobak et al. 2019), above
    /// lighter. For the other objectives it must be 1.
    /// </summary>
    public double DegreesOfFreedom { get; init; } = TsneDefaults.DegreesOfFreedom;

    /// <summary>
    /// The effective number of neighbours of each point: at least 1 and below the number of neighbours kept. Of no effect where <see cref="Affinities"/>
    /// says otherwise, but that a fixed bandwidth keeps 3 x as many neighbours too.
    /// </summary>
    public double Perplexity { get; init; } = TsneDefaults.Perplexity;

    /// <summary>
    /// How similarities follow from distances: by several perplexities, uniform, or by a fixed bandwidth; null for the one <see cref="Perplexity"/>.
    /// </summary>
    public AffinityKind? Affinities { get; init; }

    /// <summary>
    /// How many neighbours of each point are kept; null for floor(3 x the largest perplexity), or as many as a uniform row has. Never more than N - 1.
    /// </summary>
    public int? NeighborCount { get; init; }

    /// <summary>The neighbour search.</summary>
    public NeighborMethod Neighbors { get; init; } = NeighborMethod.Auto;

    /// <summary>
    /// The share of true neighbours that an approximate search finds, above 0 to 1; exact searches find all. It is measured on a sample of points, whose true
    /// neighbours are found first.
    /// </summary>
    public double NeighborRecall { get; init; } = TsneDefaults.NeighborRecall;

    /// <summary>The distance between input points.</summary>
    public Metric Metric { get; init; } = Metric.Euclidean;

    /// <summary>
    /// To how many principal components the points are reduced before the neighbour search: null for the default (50 when there are more dimensions
    /// and the metric is Euclidean), 0 for no reduction. For sparse points it is the number of components of the truncated SVD, which they always
    /// go through: null for 50 (or all dimensions, where there are fewer).
    /// </summary>
    public int? PcaComponents { get; init; }

    /// <summary>
    /// How often each point counts, in the order of the points; null, or none, for once each. A point of weight w is w equal points in one place, in P, in the
    /// perplexity and the number of neighbours (which count copies), in the repulsion, the principal components and the learning rate; the map has it once.
    /// Each is finite and at least 1, and need not be whole. The memory is not copied; leave it alone during a run.
    /// </summary>
    public ReadOnlyMemory<float>? Weights
    {
        get;

        // A null array becomes an empty memory on its way here.
        init => field = value is { Length: 0 } ? null : value;
    }

    /// <summary>
    /// Whether points that are equal to the last bit (-0 equals 0) are merged into one of their weights together; they come out at the same place. For
    /// <see cref="Tsne.Fit(PointMatrix, TsneOptions, IProgress{TsneProgress}, CancellationToken)"/> alone: the other stages take what they are given.
    /// </summary>
    public bool MergeDuplicates { get; init; }

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

    /// <summary>
    /// Theta in the phase of early exaggeration, where errors of the repulsion weigh little; null for twice <see cref="Theta"/>, but not beyond 1 unless
    /// <see cref="Theta"/> itself is, and for <see cref="Theta"/> with Gaussian objectives, light tails (<see cref="DegreesOfFreedom"/> above 1) or no exaggeration.
    /// Costs that are reported are always computed with <see cref="Theta"/>.
    /// </summary>
    public double? EarlyTheta { get; init; }

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
        else if (NeighborCount is null or >= 1)
        {
            faults.AddRange(AffinityFaults(EffectiveNeighborCount(points), points));
        }

        if (NeighborCount > Copies(points) - 1)
        {
            faults.Add($"NeighborCount: {NeighborCount} neighbours were asked for, but a point has only {Copies(points) - 1} others.");
        }

        if (Weights is { } weights && weights.Length != points)
        {
            faults.Add($"Weights: there are {weights.Length}, but {points} points; there must be one for each.");
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

    /// <summary><see cref="Affinities"/>, or those of the one <see cref="Perplexity"/>.</summary>
    public AffinityKind EffectiveAffinities() => Affinities ?? AffinityKind.Perplexity(Perplexity);

    /// <summary>
    /// k: <see cref="NeighborCount"/>, or what the affinities need, but never more than N - 1. With <see cref="Weights"/> it counts copies, and N is their sum.
    /// </summary>
    public int EffectiveNeighborCount(int points)
    {
        AffinityKind kind = EffectiveAffinities();
        double perplexity = kind.Form == AffinityForm.Perplexity ? kind.Perplexities.DefaultIfEmpty(Perplexity).Max() : Perplexity;
        int wanted = kind.Form == AffinityForm.Uniform ? kind.Neighbors : (int)Math.Min(TsneDefaults.NeighborsPerPerplexity * perplexity, int.MaxValue);
        return (int)Math.Min(NeighborCount ?? wanted, Copies(points) - 1);
    }

    /// <summary>N with each point counted as often as it weighs.</summary>
    private double Copies(int points)
    {
        if (Weights is not { } weights || weights.Length != points || WeightFaults().Any())
        {
            return points;
        }

        double sum = 0;
        foreach (float weight in weights.Span)
        {
            sum += weight;
        }

        return sum;
    }

    /// <summary>Names the first weight that is none.</summary>
    private IEnumerable<string> WeightFaults()
    {
        ReadOnlySpan<float> weights = Weights.GetValueOrDefault().Span;
        int bad = weights.IndexOfAnyExceptInRange(1, float.MaxValue);
        if (bad < 0)
        {
            return [];
        }

        string why = weights[bad] > 0 && float.IsFinite(weights[bad])
            ? "a weight is a number of equal points, at least 1; divide all weights by the smallest"
            : "every weight must be finite, and at least 1";
        return [FormattableString.Invariant($"Weights: point {bad} weighs {weights[bad]}; {why}.")];
    }

    /// <summary>
    /// Theta in the phase of early exaggeration: <see cref="EarlyTheta"/>, or twice <see cref="Theta"/> up to 1 where that was measured to do no harm: for t-SNE with
    /// tails as heavy as Student's or heavier, and while there is an exaggeration to outweigh the errors.
    /// </summary>
    public double EffectiveEarlyTheta() => EarlyTheta
        ?? (Objective == TsneObjective.TSne && DegreesOfFreedom <= 1 && EarlyExaggeration > 1
            ? Math.Max(Theta, Math.Min(TsneDefaults.EarlyThetaFactor * Theta, 1))
            : Theta);

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

    /// <summary>What k neighbours of each point do not allow; nothing where the numbers are at fault themselves.</summary>
    private IEnumerable<string> AffinityFaults(int neighbors, int points)
    {
        AffinityKind kind = EffectiveAffinities();
        IEnumerable<string> faults = kind.Faults().Any() ? [] : kind.Faults(neighbors, points);

        // The one perplexity has an option of its own, whose name says what it is.
        return faults.Select(fault => Affinities is null ? $"Perplexity: {fault["perplexity ".Length..]}" : $"Affinities: {fault}");
    }

    private List<string> Faults(bool sparse = false)
    {
        List<string> faults = [.. (Affinities?.Faults() ?? []).Select(fault => $"Affinities: {fault}"), .. WeightFaults()];
        Require(OutputDimensions is >= 1 and <= 3, $"OutputDimensions: {OutputDimensions} is not supported; a map has 1, 2 or 3.");
        Require(
            DegreesOfFreedom is >= TsneDefaults.MinDegreesOfFreedom and <= TsneDefaults.MaxDegreesOfFreedom,
            $"DegreesOfFreedom: {DegreesOfFreedom} must be from {TsneDefaults.MinDegreesOfFreedom} to {TsneDefaults.MaxDegreesOfFreedom}.");
        Require(
            Objective == TsneObjective.TSne || DegreesOfFreedom == 1,
            $"DegreesOfFreedom: {DegreesOfFreedom} has no meaning for {Objective}, whose kernel has no tail to shape; leave it at 1.");
        Require(Enum.IsDefined(Objective), $"Objective: {Objective} is not an objective.");
        Require(Perplexity >= 1 && double.IsFinite(Perplexity), $"Perplexity: {Perplexity} must be at least 1, and finite.");
        Require(NeighborCount is null or >= 1, $"NeighborCount: {NeighborCount} must be at least 1.");
        Require(NeighborRecall is > 0 and <= 1, $"NeighborRecall: {NeighborRecall} must be above 0, and at most 1.");
        Require(Metric is not null, "Metric: it must not be null.");
        Require(PcaComponents is null or >= 0, $"PcaComponents: {PcaComponents} must not be negative (0 turns the reduction off).");
        Require(Theta is >= 0 and <= TsneDefaults.MaxTheta, $"Theta: {Theta} must be from 0 to {TsneDefaults.MaxTheta}.");
        Require(
            EarlyTheta is null or (>= 0 and <= TsneDefaults.MaxTheta), $"EarlyTheta: {EarlyTheta} must be from 0 to {TsneDefaults.MaxTheta}.");
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
        string? search = Metric is null ? null : NeighborRules.Fault(Neighbors, Metric);
        Require(search is null, $"Neighbors: {search}.");
        Require(
            sparse || !(PcaComponents > 0 && Metric is not null && Metric.Kind != MetricKind.Euclidean),
            $"PcaComponents: PCA keeps Euclidean distances only, not '{Metric?.Name}'; turn it off (0).");
        Require(
            !(sparse && PcaComponents == 0),
            "PcaComponents: sparse points cannot be searched as they are; give the number of components that a truncated SVD reduces them to "
            + $"({TsneDefaults.PcaComponents} by default), or pass dense points.");
        Require(
            !(sparse && Metric is { Kind: not (MetricKind.Euclidean or MetricKind.Cosine) }),
            $"Metric: sparse points are reduced by a truncated SVD, which does not keep '{Metric?.Name}' distances; use euclidean or cosine, or dense points.");
        Require(!(sparse && MergeDuplicates), "MergeDuplicates: only dense points can be merged; leave it off.");
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
