namespace BhTsne.IO;

/// <summary>All that a file of a map holds.</summary>
/// <param name="Embedding">The map, N points.</param>
/// <param name="Columns">
/// All columns beside the coordinates, in the order of the file, those in front of them with <see cref="MapColumn.Before"/>: ids, labels,
/// scores. Each has a name of its own. Empty for an array, which holds the coordinates alone.
/// </param>
/// <remarks>Immutable, safe to share between threads.</remarks>
public sealed record MapFile(Embedding Embedding, IReadOnlyList<MapColumn> Columns)
{
    /// <summary>The column <c>label</c>; null where there is none.</summary>
    public MapColumn? Labels => Columns.FirstOrDefault(column => column.Name == LabelReader.LabelHeader);

    /// <summary>The column of a name; null where there is none.</summary>
    public MapColumn? Column(string name) => Columns.FirstOrDefault(column => column.Name == name);
}
