using System.CommandLine;

namespace BhTsne.Cli.Options;

/// <summary>
/// The one table of options. Parsing, defaults, help, the names in messages, the report and docs/command-line.md are made from it:
/// a new option is one row.
/// </summary>
internal static class OptionTable
{
    /// <summary>The options of <c>bhtsne embed</c>.</summary>
    public static IReadOnlyList<OptionSection> Embed { get; } =
        [
            FileRows.Section, TableRows.Section, PictureRows.Section, SimilarityRows.Section, MapRows.Section, OptimizationRows.Section,
            ContinuationRows.Section, StagedRows.Section, WatchRows.Section, TrustRows.Section, ConfigRows.Section,
        ];

    /// <summary>All rows of <see cref="Embed"/>.</summary>
    public static IReadOnlyList<OptionRow> Rows { get; } = [.. Embed.SelectMany(section => section.Rows)];

    /// <summary>The engine's options of a line; weights and a start, which are in files, are not among them.</summary>
    /// <param name="rows">The options of the line's command.</param>
    /// <param name="line">A line without faults.</param>
    public static TsneOptions Apply(IEnumerable<OptionRow> rows, ParseResult line) =>
        rows.Aggregate(new TsneOptions(), (options, row) => row.Apply(options, line));

    /// <summary>The option that sets a property of the engine's options or input; null where there is none.</summary>
    public static OptionRow? RowOf(string property) => Rows.FirstOrDefault(row => row.Properties.Contains(property));
}
