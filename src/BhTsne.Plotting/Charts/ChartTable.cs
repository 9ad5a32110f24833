namespace BhTsne.Plotting;

/// <summary>A table of a page of charts.</summary>
/// <remarks>
/// Immutable. A column is aligned to the right where each cell is empty or begins with a digit, or with a sign and a digit.
/// </remarks>
public sealed record ChartTable
{
    /// <summary>The title, by which error messages name the table.</summary>
    public required string Title { get; init; }

    /// <summary>The names of the columns, one or more.</summary>
    public required IReadOnlyList<string> Header { get; init; }

    /// <summary>The rows, each with as many cells as the header.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }
}
