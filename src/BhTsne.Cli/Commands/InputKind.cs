namespace BhTsne.Cli.Commands;

/// <summary>What the inputs of <c>bhtsne embed</c> are.</summary>
internal enum InputKind
{
    /// <summary>One row a point.</summary>
    Points,

    /// <summary>The distances of all pairs, or in a sparse matrix of some.</summary>
    Distances,

    /// <summary>Two tables: who the nearest neighbours are, and how far.</summary>
    Neighbors,

    /// <summary>Similarities, in a sparse matrix.</summary>
    Affinities,
}
