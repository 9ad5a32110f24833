using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>How tables of points are read.</summary>
/// <param name="Options">For the reader.</param>
/// <param name="Standardizes">Whether features are standardized afterwards.</param>
internal sealed record TableRequest(TableReadOptions Options, bool Standardizes)
{
    /// <summary>Whether they are the input of a map, and not the points of a map that is there.</summary>
    public bool IsInput { get; init; } = true;
}
