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

    /// <summary>Reduces dense points.</summary>
    public PointMatrix Transform(PointMatrix points, WorkerTeam team) => Pca?.Transform(points, team) ?? points;

    /// <summary>Reduces sparse points.</summary>
    public PointMatrix Transform(SparseMatrix points, WorkerTeam team) => Svd!.Transform(points, team);
}
