using BhTsne.Planning;

namespace BhTsne;

/// <summary>
/// How a map is made: plain values, nothing that belongs to single points (that is in <see cref="TsneInput"/>). Immutable, equal by value,
/// safe to share between threads. The defaults and their reasons are in <see cref="TsneDefaults"/>.
/// </summary>
public sealed record TsneOptions
{
    /// <summary>The number of dimensions of the map: 1, 2 or 3.</summary>
    public int OutputDimensions { get; init; } = TsneDefaults.OutputDimensions;

    /// <summary>What is minimised.</summary>
    public TsneObjective Objective { get; init; } = TsneDefaults.Objective;

    /// <summary>
    /// α of t-SNE's kernel (1 + s/α)^−α, 0.01 to 1e6: below 1 its tails are heavier and clusters part into finer ones (Kobak et al. 2019),
    /// above lighter. For the other objectives it must be 1.
    /// </summary>
    public double DegreesOfFreedom { get; init; } = TsneDefaults.DegreesOfFreedom;

    /// <summary>
    /// The effective number of neighbours of each point: at least 1 and below the number of neighbours kept. Ignored where <see
    /// cref="Affinities"/> is set, except that a fixed bandwidth keeps 3 x as many neighbours too.
    /// </summary>
    public double Perplexity { get; init; } = TsneDefaults.Perplexity;

    /// <summary>
    /// How similarities follow from distances: by several perplexities, uniform, or by a fixed bandwidth; null for the one <see
    /// cref="Perplexity"/>.
    /// </summary>
    public AffinityKind? Affinities { get; init; }

    /// <summary>
    /// The number of neighbours kept of each point, k; null for floor(3 x the largest perplexity), or as many as a uniform row has. Never
    /// more than N - 1. With <see cref="TsneInput.Weights"/> it counts equal points, and N is the sum of the weights.
    /// </summary>
    public int? NeighborCount { get; init; }

    /// <summary>The neighbour search.</summary>
    public NeighborMethod Neighbors { get; init; } = NeighborMethod.Auto;

    /// <summary>
    /// The share of true neighbours that an approximate search finds, above 0 and at most 1; exact searches find all. It is measured on a
    /// sample of points, whose true neighbours are found first.
    /// </summary>
    public double NeighborRecall { get; init; } = TsneDefaults.NeighborRecall;

    /// <summary>The distance between input points.</summary>
    public Metric Metric { get; init; } = Metric.Euclidean;

    /// <summary>
    /// The number of principal components that points are reduced to before the neighbour search: null for the default (50 when there are
    /// more dimensions and the metric is Euclidean), 0 for no reduction. For sparse points it is the number of components of the truncated
    /// SVD, which always reduces them: null for 50 (or all dimensions, where there are fewer).
    /// </summary>
    public int? PcaComponents { get; init; }

    /// <summary>
    /// Whether points that are equal to the last bit (-0 equals 0) are merged into one that has the sum of their weights; they get the same
    /// place in the map. For dense points in a whole run only: the methods of single stages take the points as they are.
    /// </summary>
    public bool MergeDuplicates { get; init; }

    /// <summary>Where the descent starts, unless <see cref="TsneInput.Start"/> is given. Without points it starts at random.</summary>
    public InitializationMethod Initialization { get; init; } = InitializationMethod.Pca;

    /// <summary>The repulsion.</summary>
    public RepulsionMethod Repulsion { get; init; } = RepulsionMethod.BarnesHut;

    /// <summary>
    /// The accuracy of the Barnes-Hut repulsion. A group of nearby points summarises a cell when the longest side of the box around the
    /// cell's points is at most theta times the distance from the group's own box to the cell's centre of mass. (Where twice the side of
    /// the group's box is at most that too, the cell acts on the group as a whole.) 0 is exact. Programs that divide the half-width name
    /// our 1.0 as 0.5.
    /// </summary>
    public double Theta { get; init; } = TsneDefaults.Theta;

    /// <summary>
    /// Theta before the map settles: in early exaggeration, and in <see cref="TsneSchedule.Accelerated"/> while the learning rate rises;
    /// errors of the repulsion matter little there. Null for twice <see cref="Theta"/>, but not beyond 1 unless <see cref="Theta"/> itself
    /// is, and for <see cref="Theta"/> with Gaussian objectives, light tails (<see cref="DegreesOfFreedom"/> above 1) or no exaggeration.
    /// Costs are always computed with <see cref="Theta"/>.
    /// </summary>
    public double? EarlyTheta { get; init; }

    /// <summary>
    /// The largest relative error of the gradient, 0.0001 to 0.5; null for a fixed <see cref="Theta"/>. θ then starts at <see
    /// cref="Theta"/>, whatever <see cref="EarlyTheta"/> is, and is lowered or raised in all iterations: every 20 iterations the gradient
    /// of 256 points is compared with sums over all pairs. <see cref="TsneRun.GradientErrors"/> has the errors and each θ. θ is at least
    /// 0.1 and at most 1.5; a bound that cannot be held by 0.1 is missed, which the errors show.
    /// </summary>
    /// <remarks>
    /// The error is |g − exact| / |exact| over the coordinates of these points. Near its end a descent has a small g, of two large parts
    /// that cancel, so the error of the repulsion alone is about twenty times smaller. Costs are computed with the θ in use.
    /// </remarks>
    public double? GradientError { get; init; }

    /// <summary>How the descent goes: its phases, and the rule by which steps are made.</summary>
    public TsneSchedule Schedule { get; init; } = TsneDefaults.Schedule;

    /// <summary>
    /// The largest number of iterations, early exaggeration included. <see cref="MinCostImprovement"/> ends a run before, where it is not
    /// 0.
    /// </summary>
    public int Iterations { get; init; } = TsneDefaults.Iterations;

    /// <summary>The factor on the attraction in the first phase.</summary>
    public double EarlyExaggeration { get; init; } = TsneDefaults.EarlyExaggeration;

    /// <summary>
    /// The number of iterations of early exaggeration; null for 250 in <see cref="TsneSchedule.Classic"/>, and in <see
    /// cref="TsneSchedule.Accelerated"/> for 80, or 250 with Gaussian objectives or light tails (less where <see cref="Iterations"/> are
    /// few). The last three eighths of the accelerated ones have the geometric mean of early and late exaggeration.
    /// </summary>
    public int? EarlyExaggerationIterations { get; init; }

    /// <summary>
    /// The factor on the attraction after early exaggeration, at least 1: above 1 the points of a cluster stay closer together, which shows
    /// the coarse structure of very many points (Kobak and Berens 2019 use 4 for a million).
    /// </summary>
    public double LateExaggeration { get; init; } = TsneDefaults.LateExaggeration;

    /// <summary>
    /// The step per unit of a quarter of the gradient (the convention of FIt-SNE and openTSNE; scikit-learn's is four times smaller), the
    /// same in all iterations; null for N / exaggeration in each phase, and more for a while in <see cref="TsneSchedule.Accelerated"/>.
    /// </summary>
    public double? LearningRate { get; init; }

    /// <summary>
    /// The momentum in early exaggeration; null for 0.8 in <see cref="TsneSchedule.Classic"/>. In <see cref="TsneSchedule.Accelerated"/>
    /// it is what the momentum grows to, null for 0.9.
    /// </summary>
    public double? EarlyMomentum { get; init; }

    /// <summary>
    /// The momentum after early exaggeration; null for 0.8 in <see cref="TsneSchedule.Classic"/>. In <see
    /// cref="TsneSchedule.Accelerated"/> it is what the momentum grows to, null for 0.97, 0.95 with fewer than 1,000 points, or 0.9 with
    /// Gaussian objectives or light tails.
    /// </summary>
    public double? Momentum { get; init; }

    /// <summary>The longest step of a point in one iteration, in units of the map.</summary>
    public double MaxStepLength { get; init; } = TsneDefaults.MaxStepLength;

    /// <summary>
    /// Stops when the cost fell by less than this share over 50 iterations, once the learning rate does not rise any more; 0 to never stop
    /// so, null for 0 in <see cref="TsneSchedule.Classic"/>, and in <see cref="TsneSchedule.Accelerated"/> for 0.02, or 0.002 with Gaussian
    /// objectives, light tails or fewer than 1,000 points.
    /// </summary>
    public double? MinCostImprovement { get; init; }

    /// <summary>
    /// Stops, once the learning rate does not rise any more, when the gradient's Euclidean norm is below this; 0 to never stop so.
    /// </summary>
    public double MinGradientNorm { get; init; } = TsneDefaults.MinGradientNorm;

    /// <summary>The seed of everything random. The same seed gives the same bits on any number of threads.</summary>
    public ulong Seed { get; init; } = TsneDefaults.Seed;

    /// <summary>The number of threads; 0 for one per processor.</summary>
    public int Threads { get; init; }

    /// <summary>Finds what is wrong with the options themselves, before the input is known: every fault at once.</summary>
    /// <param name="kind">What the input will be.</param>
    /// <returns>
    /// The faults; none where the options are sound. <see cref="Tsne.Plan"/> finds these and those that depend on the input.
    /// </returns>
    public IReadOnlyList<TsneFault> FindFaults(TsneInputKind kind = TsneInputKind.Points) => [.. OptionRules.Find(this, kind)];
}
