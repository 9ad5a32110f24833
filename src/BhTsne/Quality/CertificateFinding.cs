namespace BhTsne;

/// <summary>What a <see cref="CertificateFinding"/> is about.</summary>
public enum CertificateFindingKind
{
    /// <summary>The cost still falls so fast that the map changes where one looks at it.</summary>
    NotConverged,

    /// <summary>The cost still falls, but only details change.</summary>
    Settling,

    /// <summary>The gradient of the last iterations is wrong by more than is usual, or than was asked for.</summary>
    GradientError,

    /// <summary>The neighbour search found fewer of the true neighbours than was asked for.</summary>
    NeighborRecall,

    /// <summary>The map keeps few of the nearest neighbours.</summary>
    NeighborsLost,

    /// <summary>The neighbour graph has several components.</summary>
    DisconnectedGraph,

    /// <summary>Many points are equal to another one.</summary>
    Duplicates,
}

/// <summary>What stands out in a certificate, and what to do about it.</summary>
public sealed record CertificateFinding
{
    /// <summary>What it is about.</summary>
    public required CertificateFindingKind Kind { get; init; }

    /// <summary>What was found, in plain words.</summary>
    public required string Message { get; init; }

    /// <summary>What to do, in plain words.</summary>
    public required string Advice { get; init; }
}
