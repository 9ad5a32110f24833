namespace BhTsne.Repulsion;

/// <summary>Whether a walk leaves out a source, as a type: a walk over all sources has no code for it.</summary>
internal interface ILeftOut
{
    /// <summary>Whether a source is left out.</summary>
    static abstract bool IsOne { get; }
}

/// <summary>All sources act.</summary>
internal readonly struct NoneLeftOut : ILeftOut
{
    /// <inheritdoc/>
    public static bool IsOne => false;
}

/// <summary>One source is left out.</summary>
internal readonly struct OneLeftOut : ILeftOut
{
    /// <inheritdoc/>
    public static bool IsOne => true;
}
