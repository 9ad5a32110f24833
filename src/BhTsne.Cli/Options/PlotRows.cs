namespace BhTsne.Cli.Options;

/// <summary>The options of <c>bhtsne plot</c>.</summary>
internal static class PlotRows
{
    /// <summary>The word for maps whose rows are in the same order.</summary>
    public const string NoIds = "none";

    public static NamesRow Outputs { get; } = new(
        FileRows.Output.Name, "FILE", "Write the picture to this .html, .svg or .png file; may be repeated; if none is named: MAP.html.")
    {
        Alias = FileRows.Output.Alias,
        Note = "An `.html` page works without other files and without a network. `-` is the [standard output](#pipes), as `.html`.",
    };

    public static NamesRow Labels { get; } = new(
        FileRows.Labels.Name, "FILE", "Colour by the labels in this file, one for each row of the first MAP; may be repeated.")
    {
        Note = "Several files are stacked in the order given. These labels replace those of the maps.",
    };

    public static ValueRow<string?> LabelColumn { get; } = new(
        FileRows.LabelColumn.Name,
        ValueKind.Name("NAME", "label"),
        "The column of the maps that holds the labels, as far as they have it.")
    {
        Note = "Of several maps the first that has the column gives the labels. All other columns can be chosen in the page.",
    };

    public static ValueRow<string?> IdColumn { get; } = new(
        "--id-column",
        ValueKind.Name($"NAME|{NoIds}"),
        "The column of the maps that identifies each row; without it, the first column in front of the coordinates.")
    {
        Note = $"Rows of several maps are found again by their ids. With `{NoIds}`, and where no map has ids, "
            + "they must be in the same order.",
    };

    public static FlagRow CommonRows { get; } = new(
        "--common-rows", "Show the rows that are in all maps, and leave out the others; without it they must have the same rows.");

    public static ValueRow<string?[]> MapNames { get; } = new(
        "--map-names",
        ValueKind.Several(ValueKind.Name("NAME")),
        "What the page calls the maps; without it, the names of their files.");

    public static FlagRow NoAlign { get; } = new(
        "--no-align", "Show the maps as they are, and do not turn or mirror each to lie on the one before it.");

    public static ValueRow<string?> ColorBy { get; } = new(
        PictureRows.ColorBy.Name,
        ValueKind.Name("NAME"),
        "Colour by this at first: a column of the maps, label or density; without it, by the labels.");

    public static OptionSection Section { get; } = new(
        "Picture",
        [Outputs, Labels, FileRows.LabelNames, LabelColumn, IdColumn, CommonRows, MapNames, NoAlign, ColorBy]);
}
