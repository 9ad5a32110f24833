namespace BhTsne.Cli.Commands;

/// <summary>What files of their own say of each point.</summary>
/// <param name="Weights">The weights of --weights; null for those of the table, if any.</param>
/// <param name="Start">The map of --init; null for what the options say.</param>
internal sealed record PerPoint(ReadOnlyMemory<float>? Weights, Embedding? Start);
