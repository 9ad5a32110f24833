namespace BhTsne.Numerics;

/// <summary>
/// The number of dimensions of the map as a type: loops are written once, guarded by <c>TSpace.Dimensions > 1</c> and the like, and the JIT
/// removes what the dimension does not need.
/// </summary>
internal interface ISpace
{
    /// <summary>d: 1, 2 or 3.</summary>
    static abstract int Dimensions { get; }

    /// <summary>
    /// How far apart two points lie in a flat array of coordinates: d rounded up to a power of two, so that whole points fill sixteen
    /// lanes. What is beyond the dimensions is zero.
    /// </summary>
    static abstract int Stride { get; }
}

/// <summary>A map on a line.</summary>
internal readonly struct OneDimension : ISpace
{
    /// <inheritdoc/>
    public static int Dimensions => 1;

    /// <inheritdoc/>
    public static int Stride => 1;
}

/// <summary>A map on a plane.</summary>
internal readonly struct TwoDimensions : ISpace
{
    /// <inheritdoc/>
    public static int Dimensions => 2;

    /// <inheritdoc/>
    public static int Stride => 2;
}

/// <summary>A map in space.</summary>
internal readonly struct ThreeDimensions : ISpace
{
    /// <inheritdoc/>
    public static int Dimensions => 3;

    /// <inheritdoc/>
    public static int Stride => 4;
}
