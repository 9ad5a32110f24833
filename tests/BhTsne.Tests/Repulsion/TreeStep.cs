using BhTsne.Tests.Properties;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Repulsion;

/// <summary>What may happen between two passes of a descent.</summary>
internal enum StepKind
{
    /// <summary>Every point moves a little: a refit will do.</summary>
    Drift,

    /// <summary>Every point goes elsewhere: the tree is in complete disorder.</summary>
    Scatter,

    /// <summary>The first axis becomes longer and the others shorter.</summary>
    Stretch,

    /// <summary>The map grows.</summary>
    Grow,

    /// <summary>The map becomes very small, as in early exaggeration.</summary>
    Shrink,

    /// <summary>One point goes very far out.</summary>
    Outlier,

    /// <summary>A fifth of the points fall on one place.</summary>
    Gather,

    /// <summary>The next pass must build.</summary>
    Build,

    /// <summary>The points are put into the order of the tree.</summary>
    Reorder,

    /// <summary>The points get weights that are not whole.</summary>
    Weigh,

    /// <summary>The points lose their weights.</summary>
    Unweigh,

    /// <summary>θ = 0.</summary>
    Exact,

    /// <summary>θ = 0.4.</summary>
    Fine,

    /// <summary>θ = 1.</summary>
    Coarse,

    /// <summary>A pass of another kernel over the same state.</summary>
    OtherKernel,
}

/// <summary>One step.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Seed">Of what is random in it.</param>
internal readonly record struct TreeStep(StepKind Kind, int Seed)
{
    public override string ToString() => $"{Kind}({Seed})";
}

/// <summary>A map and what happens to it; a pass follows every step.</summary>
/// <param name="Start">The first positions.</param>
/// <param name="Steps">In their order.</param>
internal sealed record TreeSequence(PointCloud Start, IReadOnlyList<TreeStep> Steps)
{
    /// <summary>Sequences of one number of dimensions. They shrink to fewer steps first, then to fewer points.</summary>
    public static Arbitrary<TreeSequence> Of(int dimensions, int steps)
    {
        Arbitrary<PointCloud> clouds = Clouds.Of((1, 420), (dimensions, dimensions), [0.01, 1, 8, 40]);
        Gen<TreeStep> step =
            from kind in Gen.Elements(Enum.GetValues<StepKind>())
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select new TreeStep(kind, seed);
        Gen<TreeSequence> all =
            from cloud in clouds.Generator
            from list in step.ListOf(steps)
            select new TreeSequence(cloud, [.. list]);
        return Arb.From(
            all,
            sequence => Fewer(sequence).Concat(clouds.Shrinker(sequence.Start).Select(cloud => sequence with { Start = cloud })));
    }

    public override string ToString() => $"{Start}: {string.Join(", ", Steps)}";

    private static IEnumerable<TreeSequence> Fewer(TreeSequence sequence) =>
        Enumerable.Range(0, sequence.Steps.Count).Select(
            left => sequence with { Steps = [.. sequence.Steps.Where((_, at) => at != left)] });
}
