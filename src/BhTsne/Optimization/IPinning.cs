namespace BhTsne.Optimization;

/// <summary>Whether some points stay where they are, as a type: where none does, the JIT removes the mask.</summary>
internal interface IPinning
{
    /// <summary>Whether some points are pinned.</summary>
    static abstract bool HasPins { get; }
}

/// <summary>Every point moves, and the mean is removed from the map.</summary>
internal readonly struct NothingPinned : IPinning
{
    /// <inheritdoc/>
    public static bool HasPins => false;
}

/// <summary>Some points stay where they are, so that the map must not be moved as a whole either.</summary>
internal readonly struct SomePinned : IPinning
{
    /// <inheritdoc/>
    public static bool HasPins => true;
}
