namespace BhTsne.IO;

/// <summary>A map whose points have ids.</summary>
/// <param name="Embedding">The map, N points.</param>
/// <param name="Ids">One id per point, in the order of the points, all different.</param>
/// <remarks>Immutable, safe to share between threads.</remarks>
public sealed record MapTable(Embedding Embedding, IReadOnlyList<string> Ids);
