using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Says which options help with a table that cannot be read.</summary>
internal static class TableAdvice
{
    /// <summary>Reads tables of points; what is wrong with them is said with the options that there are.</summary>
    /// <exception cref="ToolException">A table is at fault, and an option may help.</exception>
    public static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (TableFormatException fault) when (For(fault) is { } advice)
        {
            throw new ToolException(ExitCode.BadInput, Failures.Lines($"{fault.Message} {advice}"), fault);
        }
    }

    private static string? For(TableFormatException fault) => fault.Problem switch
    {
        TableProblem.Text =>
            $"{TableRows.DropText.Name} leaves such columns out, or {FileRows.LabelColumn.Name} and {TableRows.IdColumn.Name} name them.",
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
