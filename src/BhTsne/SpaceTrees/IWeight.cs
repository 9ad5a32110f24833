namespace BhTsne.SpaceTrees;

/// <summary>Whether points have weights of their own, as a type: where they do not, the JIT removes all code that reads them.</summary>
internal interface IWeight
{
    /// <summary>Whether there is a weight for each point.</summary>
    static abstract bool IsPerPoint { get; }
}

/// <summary>Every point has a weight of 1.</summary>
internal readonly struct UnitWeight : IWeight
{
    /// <inheritdoc/>
    public static bool IsPerPoint => false;
}

/// <summary>Every point has a weight of its own.</summary>
internal readonly struct PerPointWeight : IWeight
{
    /// <inheritdoc/>
    public static bool IsPerPoint => true;
}
