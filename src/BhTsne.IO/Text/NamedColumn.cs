using System.Globalization;

namespace BhTsne.IO.Text;

/// <summary>A column that the caller may name because it is no feature.</summary>
/// <param name="What">What messages call it, for instance <c>label</c>.</param>
/// <param name="Column">A name from the header, or a number from 1; null where the caller names none.</param>
/// <param name="HoldsText">Whether its cells may be any text.</param>
internal sealed record NamedColumn(string What, string? Column, bool HoldsText)
{
    // From 1, or 0 for a name.
    private readonly int _number =
        int.TryParse(Column, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    /// <summary>What is wrong where it is not there.</summary>
    public TableProblem Problem { get; init; } = TableProblem.UnknownColumn;

    /// <summary>Whether only a header can have it.</summary>
    public bool NeedsHeader => Column is not null && _number == 0;

    /// <summary>Whether a text in this cell, from 0, may be data, so that it does not make its record a header.</summary>
    public bool MayBeTextAt(int cell) => HoldsText && cell == _number - 1;

    /// <summary>Whether its number is that of this cell, from 0.</summary>
    public bool IsAt(int cell) => cell == _number - 1;

    /// <summary>Its index.</summary>
    /// <param name="csv">Stands at the first record.</param>
    /// <param name="names">The header, or null.</param>
    /// <returns>From 0; -1 where the caller names none.</returns>
    /// <exception cref="TableFormatException">It is not there, or there twice.</exception>
    public int Find(CsvFile csv, string[]? names) => Find(csv.File, names, csv.Cells, csv.Line);

    /// <summary>Its index.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="names">The header, or null.</param>
    /// <param name="cells">How many columns there are.</param>
    /// <param name="line">The line of the header; null in an array.</param>
    /// <returns>From 0; -1 where the caller names none.</returns>
    /// <exception cref="TableFormatException">It is not there, or there twice.</exception>
    public int Find(string file, string[]? names, int cells, long? line)
    {
        if (Column is null)
        {
            return -1;
        }

        int first = names is null ? -1 : Array.IndexOf(names, Column);
        if (first >= 0)
        {
            int second = Array.IndexOf(names!, Column, first + 1);
            return second < 0 ? first : throw new TableFormatException(
                file,
                $"the {What} column '{Column}' is in the header twice (columns {first + 1} and {second + 1}); name it by its number.",
                line);
        }

        if (_number >= 1 && _number <= cells)
        {
            return _number - 1;
        }

        string columns = cells == 1 ? "there is 1 column" : $"there are {cells} columns";
        string present = names is null ? $"{columns} and no header" : $"{columns}: {NameList.Quote(names)}";
        string? meant = names is null ? null : NearestName.To(Column, names);
        string hint = meant is null ? "" : $"did you mean '{meant}'? ";
        throw new TableFormatException(file, $"the {What} column '{Column}' was not found; {hint}{present}.")
        {
            Problem = Problem,
        };
    }

    /// <summary>The error for a file of a format that has no such columns.</summary>
    /// <param name="file">The file.</param>
    /// <param name="contents">What an array has alone, for instance <c>features</c>.</param>
    public TableFormatException MissingIn(string file, string contents = "features") =>
        new(file, $"the {What} column '{Column}' was not found; an array has only {contents}.");
}
