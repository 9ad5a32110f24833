namespace BhTsne.Cli.Options;

/// <summary>What a map takes from an earlier one, and what it leaves for later ones.</summary>
internal static class ContinuationRows
{
    public static ValueRow<string?> Model { get; } = new(
        "--model", ValueKind.Name("FILE"), "Write the map as a model to this .bhtsne file; bhtsne transform places new points in it.")
    {
        Group = OptionGroup.Output,
        IsCommon = true,
        IsRepeated = false,
        Note = "A model holds the map, its points after the reduction, and the names of the columns. See [new points](#new-points).",
    };

    public static ValueRow<string?> MatchColumn { get; } = new(
        "--match-column", ValueKind.Name("NAME|N"), "As --id-column, where each id must be on one row only, as for --start-from.")
    {
        Report = [new("matchColumn", facts => facts.Ids?.Column, "The name of the column of ids; null without one.")],
        Note = "Name the column by this or by `--id-column`. With `--start-from`, both refuse an id that is on two rows.",
    };

    public static ValueRow<string?> StartFrom { get; } = new(
        "--start-from", ValueKind.Name("FILE"), "Start each row where this map has the row of the same id; needs a column of ids.")
    {
        Group = OptionGroup.Map,
        Properties = [nameof(TsneInput.StartRows)],
        Report =
        [
            new(
                "startFrom",
                facts => facts.Match?.ToJson(facts.Request.StartFromFile!),
                "`map` (the file), and how many rows it gave a place (`found`), are `new`, and are `gone`; null without `--start-from`."),
        ],
        Note = "The map is a `.csv` or `.tsv` file with this column. At least 3 rows must be in both. New rows start at their neighbours. "
            + "There is then no early exaggeration, which would undo the old arrangement, "
            + "unless `--early-exaggeration-iterations` is given. The learning rate does not rise, and the momentum is at most 0.9, "
            + "unless `--learning-rate` and `--momentum` are given.",
    };

    public static ValueRow<string?> Pin { get; } = new(
        "--pin", ValueKind.Name("FILE"), "Hold the rows listed in this file, from 0, where --init FILE or --start-from puts them.")
    {
        Group = OptionGroup.Map,
        Properties = [nameof(TsneInput.Pinned)],
        Report = [new("pinned", facts => facts.Pinned, "The number of rows that were held where they started.")],
        Note = "The file has one row number on each line, or is a `.csv` of one column or a `.npy`. "
            + "Pinned rows keep their coordinates exactly; all others move about them. Without a start of your own they stay at "
            + "their principal components or at random places, which is rarely of use.",
    };

    public static OptionSection Section { get; } = new("Earlier and later maps", [Model, MatchColumn, StartFrom, Pin])
    {
        Group = OptionGroup.Input,
    };
}
