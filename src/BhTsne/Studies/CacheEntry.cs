namespace BhTsne;

/// <summary>The result of a stage that a study keeps.</summary>
/// <param name="Value">The result.</param>
/// <param name="Seconds">How long it took to make, when it was made.</param>
/// <param name="IsFromCache">Whether it was read from the cache and not made now.</param>
/// <typeparam name="T">A neighbour graph, P or a map.</typeparam>
public readonly record struct CacheEntry<T>(T Value, double Seconds, bool IsFromCache);
