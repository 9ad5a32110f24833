namespace BhTsne.SpaceTrees;

/// <summary>Whether points have masses of their own, as a type: where they do not, the JIT removes all that reads them.</summary>
internal interface IMass
{
    /// <summary>Whether there is a mass for each point.</summary>
    static abstract bool IsPerPoint { get; }
}

/// <summary>Every point has a mass of 1.</summary>
internal readonly struct UnitMass : IMass
{
    /// <inheritdoc/>
    public static bool IsPerPoint => false;
}

/// <summary>Every point has a mass of its own.</summary>
internal readonly struct PointMass : IMass
{
    /// <inheritdoc/>
    public static bool IsPerPoint => true;
}
