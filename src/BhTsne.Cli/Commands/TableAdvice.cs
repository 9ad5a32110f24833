using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Says which options help with a table that cannot be read.</summary>
internal static class TableAdvice
{
    /// <summary>Reads tables of points; what is wrong with them is said with the options that there are.</summary>
    /// <exception cref="ToolException">A table is at fault, and an option may help.</exception>
    /// <param name="read">Reads them.</param>
    /// <param name="table">How they are read.</param>
    public static T Reading<T>(Func<T> read, TableRequest table)
    {
        try
        {
            return read();
        }
        catch (TableFormatException fault) when (For(fault, table) is { } advice)
        {
            throw new ToolException(ExitCode.BadInput, [$"{fault.Message} {advice}"], fault);
        }
    }

    private static string? For(TableFormatException fault, TableRequest table) => fault.Problem switch
    {
        TableProblem.UnknownColorColumn =>
            $"{PictureRows.ColorBy.Name} takes one of them by its name or number, {ColorChoice.Label} where there are labels, "
            + (table.IsInput
                ? $"{ColorChoice.Density}, or with {TrustRows.Diagnostics.Name} a score: {string.Join(", ", PointDiagnostics.Names)}."
                : $"{ColorChoice.Density}, or a column of the maps."),
        TableProblem.Text when table.IsInput =>
            $"{TableRows.DropText.Name} leaves such columns out, or {FileRows.LabelColumn.Name} and {TableRows.IdColumn.Name} name them.",
        TableProblem.Text => $"{TableRows.DropText.Name} and {TableRows.DropColumns.Name} leave columns out.",
        TableProblem.Quotes => $"{TableRows.Quote.Name} none reads quotes as text.",
        TableProblem.DecimalComma =>
            $"Add {TableRows.Delimiter.Name} {Quoted(TableFacts.WordOf(fault.Delimiter))} {TableRows.Decimal.Name} comma.",
        TableProblem.MissingValues =>
            $"{TableRows.Missing.Name} drop leaves such rows out, {TableRows.Missing.Name} mean puts the mean of the column there, "
            + $"and {TableRows.DropColumns.Name} leaves columns out.",
        TableProblem.NoValues => $"{TableRows.DropColumns.Name} leaves columns out.",
        TableProblem.SeveralArrays => $"{TableRows.ArrayName.Name} names it.",
        TableProblem.NoRows =>
            $"{TableRows.DropColumns.Name} leaves columns out, and {TableRows.Missing.Name} mean puts the mean of the column there.",
        _ => null,
    };

    // A shell would end the command at a semicolon.
    private static string Quoted(string? word) => word is ";" or "|" ? $"'{word}'" : word ?? "auto";
}
