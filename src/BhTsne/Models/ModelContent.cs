using BhTsne.Data;
using BhTsne.Reduction;

namespace BhTsne.Models;

/// <summary>All that a model keeps.</summary>
internal sealed record ModelContent
{
    /// <summary>The version of the engine that made the map.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>How the map was made.</summary>
    public required TsneOptions Options { get; init; }

    /// <summary>The number of dimensions of a point before the reduction, D.</summary>
    public required int Dimensions { get; init; }

    /// <summary>Whether points are sparse before the reduction.</summary>
    public bool IsSparse => Reduction.Svd is not null;

    /// <summary>The names of the D columns; null where they are not known.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>One for each original point; null where they have none.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>How points are standardized before they are reduced; null where they are not.</summary>
    public Standardization? Standardization { get; init; }

    /// <summary>How points are reduced.</summary>
    public required PointReduction Reduction { get; init; }

    /// <summary>The points of the map after the reduction, N x K.</summary>
    public required PointMatrix Points { get; init; }

    /// <summary>Their weights; null for 1 each.</summary>
    public PointWeights? Weights { get; init; }

    /// <summary>Their places, N x d.</summary>
    public required Embedding Map { get; init; }

    /// <summary>Of each original point the one of the N that it equals, where duplicates were merged; null where none were.</summary>
    public int[]? Places { get; init; }

    /// <summary>
    /// The distance (not squared) from a point of the map to its nearest other one that 99 % of them do not exceed.
    /// </summary>
    public required double TypicalDistance { get; init; }

    /// <summary>
    /// The distance (not squared) from a point of the map to the subspace of the reduction that 99 % of them do not exceed; 0 without one.
    /// </summary>
    public required double TypicalResidual { get; init; }

    /// <summary>The number of original points.</summary>
    public int OriginalPoints => Places?.Length ?? Points.Rows;

    /// <summary>The map of all original points.</summary>
    public Embedding Expanded() => Places is null ? Map : Duplicates.Expand(Map, Places);
}
