namespace BhTsne;

/// <summary>
/// What a run will do: every "auto" resolved with its reason, every fault, and the memory that each stage needs. Made before any thread
/// starts, by <see cref="Tsne.Plan"/>.
/// </summary>
/// <remarks>Immutable, safe to share between threads. It does not hold the input.</remarks>
public sealed class TsnePlan
{
    internal TsnePlan(TsneInput input, TsneOptions options)
    {
        Options = options;
        InputKind = input.Kind;
        Points = input.Points;
        Dimensions = input.Dimensions;
    }

    /// <summary>The options as they were given.</summary>
    public TsneOptions Options { get; }

    /// <summary>What the input is.</summary>
    public TsneInputKind InputKind { get; }

    /// <summary>The number of points, N.</summary>
    public int Points { get; }

    /// <summary>The number of dimensions, D; null where there are no points.</summary>
    public int? Dimensions { get; }

    /// <summary>Every fault; none where the run can be made.</summary>
    public required IReadOnlyList<TsneFault> Faults { get; init; }

    /// <summary>Whether the run can be made.</summary>
    public bool IsValid => Faults.Count == 0;

    /// <summary>The number of components that points are reduced to; null for no reduction.</summary>
    public required int? Components { get; init; }

    /// <summary>The neighbour search; null where there are no points to search.</summary>
    public required NeighborMethod? Neighbors { get; init; }

    /// <summary>k, the number of neighbours kept of each point (with weights: of equal points); null where P is given.</summary>
    public required int? NeighborCount { get; init; }

    /// <summary>How similarities follow from distances; null where P is given.</summary>
    public required AffinityKind? Affinities { get; init; }

    /// <summary>Where the descent starts, in words: "pca", "random" or "given".</summary>
    public required string Start { get; init; }

    /// <summary>The phases of the descent, every number resolved.</summary>
    public required IReadOnlyList<TsnePhase> Phases { get; init; }

    /// <summary>The iterations of early exaggeration, whose phases are the first.</summary>
    public required int EarlyExaggerationIterations { get; init; }

    /// <summary>The share by which the cost must fall over 50 iterations, or the run ends; 0 where it never ends so.</summary>
    public required double MinCostImprovement { get; init; }

    /// <summary>The number of threads.</summary>
    public required int Threads { get; init; }

    /// <summary>Every option that was chosen for the input or that the input limits, with the reason.</summary>
    public required IReadOnlyList<TsneChoice> Choices { get; init; }

    /// <summary>The memory of each stage beyond the input, in the order of the stages; empty where there are faults.</summary>
    public required IReadOnlyList<StageMemory> Memory { get; init; }

    /// <summary>
    /// The largest of <see cref="Memory"/>, in bytes: what the run adds to the memory that the process holds with the input.
    /// </summary>
    public long PeakMemoryBytes => Memory.Count == 0 ? 0 : Memory.Max(stage => stage.Bytes);

    /// <summary>The sum of the weights; N without weights.</summary>
    internal double TotalWeight { get; init; }

    /// <summary>Whether the entropy of the conditional rows is known or will be computed: SNE needs it.</summary>
    internal bool HasEntropy { get; init; } = true;

    /// <summary>Throws where there are faults.</summary>
    /// <exception cref="TsneOptionsException">There are; it has all of them.</exception>
    public void ThrowIfInvalid()
    {
        if (!IsValid)
        {
            throw new TsneOptionsException(Faults);
        }
    }

    /// <summary>Whether the plan was made for an input of this kind and shape.</summary>
    internal bool Fits(TsneInput input) => (input.Kind, input.Points, input.Dimensions) == (InputKind, Points, Dimensions);
}
