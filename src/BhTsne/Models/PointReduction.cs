using BhTsne.Scheduling;

namespace BhTsne.Models;

/// <summary>How points were reduced: by PCA, by a truncated SVD, or not at all.</summary>
/// <param name="Pca">The principal axes, or null.</param>
/// <param name="Svd">The right singular vectors, or null.</param>
internal sealed record PointReduction(PcaResult? Pca, TruncatedSvdResult? Svd)
{
    /// <summary>Points stay as they are.</summary>
    public static PointReduction None { get; } = new(null, null);

    /// <summary>The name in files: pca, svd or none.</summary>
    public string Name => Pca is not null ? "pca" : Svd is not null ? "svd" : "none";

    /// <summary>Reduces points as those that it was fitted to.</summary>
    /// <param name="input">Dense points, or sparse ones for a truncated SVD.</param>
    /// <param name="team">The worker threads.</param>
    public PointMatrix Transform(TsneInput input, WorkerTeam team) =>
        input.Sparse is { } sparse ? Svd!.Transform(sparse, team) : Pca?.Transform(input.Dense!, team) ?? input.Dense!;

    /// <summary>What the reduction leaves out of each point; null where points stay as they are.</summary>
    /// <param name="input">N points.</param>
    /// <param name="reduced">The same, reduced.</param>
    /// <param name="metric">For the cosine it is divided by the length of the point.</param>
    /// <param name="team">The worker threads.</param>
    public float[]? Residuals(TsneInput input, PointMatrix reduced, Metric metric, WorkerTeam team) =>
        Pca is { } pca ? Models.Residuals.Of(input.Dense!, reduced, pca, team)
        : Svd is null ? null
        : Models.Residuals.Of(input.Sparse!, reduced, metric.Kind == Neighbors.MetricKind.Cosine, team);
}
