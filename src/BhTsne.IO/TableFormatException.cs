using System.Globalization;
using System.Text;

namespace BhTsne.IO;

/// <summary>A file does not hold what its format promises, or holds what cannot be embedded (NaN, text, nothing at all).</summary>
/// <remarks>
/// <see cref="Line"/>, <see cref="Row"/> and <see cref="Column"/> count from 1. Text files have lines (every line counts: blank ones and
/// those inside quoted cells too), arrays have rows. The message starts with the file and the place, for example
/// <c>points.csv, line 17, column 3 ('width'): 'abc' is not a number.</c>
/// </remarks>
public sealed class TableFormatException : IOException
{
    internal TableFormatException(
        string file,
        string problem,
        long? line = null,
        long? row = null,
        long? column = null,
        string? columnName = null,
        Exception? cause = null)
        : base($"{Place(file, line, row, column, columnName)}: {problem}", cause)
    {
        File = file;
        Line = line;
        Row = row;
        Column = column;
    }

    private TableFormatException(string file, string member, TableFormatException fault)
        : base($"{file}, {member}{fault.Message[fault.File.Length..]}", fault)
    {
        (File, Line, Row, Column, Problem, Delimiter) = (file, fault.Line, fault.Row, fault.Column, fault.Problem, fault.Delimiter);
    }

    /// <summary>The file, as it was named by the caller.</summary>
    public string File { get; }

    /// <summary>
    /// The line of a text file at which the faulty record starts, from 1; null for arrays, or when the whole file is at fault.
    /// </summary>
    public long? Line { get; }

    /// <summary>The row of an array, from 1; null for text files, or when the whole file is at fault.</summary>
    public long? Row { get; }

    /// <summary>The column, from 1, counted over all columns of the file; null when no single column is at fault.</summary>
    public long? Column { get; }

    /// <summary>What is wrong, where a caller may know what to do about it.</summary>
    public TableProblem Problem { get; internal init; }

    /// <summary>What the cells of the text were separated by; null where that does not matter.</summary>
    public char? Delimiter { get; internal init; }

    /// <summary>The same fault as one of a member of an archive.</summary>
    internal TableFormatException InMember(string member) => new(File, member, this);

    private static string Place(string file, long? line, long? row, long? column, string? columnName)
    {
        StringBuilder place = new(file);
        Append(place, "line", line);
        Append(place, "row", row);
        Append(place, "column", column);
        return columnName is null ? place.ToString() : place.Append(CultureInfo.InvariantCulture, $" ('{columnName}')").ToString();
    }

    private static void Append(StringBuilder place, string what, long? number)
    {
        if (number is not null)
        {
            place.Append(CultureInfo.InvariantCulture, $", {what} {number}");
        }
    }
}
