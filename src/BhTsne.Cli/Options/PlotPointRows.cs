namespace BhTsne.Cli.Options;

/// <summary>The options of <c>bhtsne plot</c> about the points that a map was made of.</summary>
internal static class PlotPointRows
{
    public static NamesRow Points { get; } = new(
        "--points", "FILE", "The points of the first MAP, in the same order: the page shows more of each point; may be repeated.")
    {
        Note = "Several tables are stacked in the order given. There must be a row for each point of the map. The page then has the nearest "
            + "neighbours of the point that is clicked, and what the other options of this table add. Columns of text that are no features "
            + "are left out by `--drop-text` or `--drop-columns`.",
    };

    public static OptionSection Section { get; } = new(
        "The points of a map",
        [
            Points, FileRows.InputFormat, FileRows.Header, TableRows.Columns, TableRows.DropColumns, TableRows.Delimiter, TableRows.Decimal,
            TableRows.Quote, TableRows.DropText, TableRows.Missing, TableRows.Standardize, TableRows.ArrayName, SimilarityRows.Metric, SimilarityRows.Pca,
            PageRows.ShowColumns, PageRows.Neighbors, PageRows.Images, PageRows.Shape,
        ])
    {
        IsGroup = true,
    };

    /// <summary>The options of <see cref="Section"/> that only a page shows.</summary>
    public static IReadOnlyList<OptionRow> OfPages { get; } = [PageRows.Neighbors, PageRows.Images, PageRows.Shape];
}
