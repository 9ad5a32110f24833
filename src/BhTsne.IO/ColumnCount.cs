namespace BhTsne.IO;

/// <summary>How many cells of a column are of some kind.</summary>
/// <param name="Column">Its name in the header, or its number from 1 where there is none.</param>
/// <param name="Cells">How many cells, at least one.</param>
public sealed record ColumnCount(string Column, long Cells);
