using BhTsne.IO.Text;

namespace BhTsne.IO;

/// <summary>Where a cell is that is no finite number, and what it holds.</summary>
/// <param name="Order">Counts the irregular cells of all files in the order in which they were read.</param>
/// <param name="File">The file.</param>
/// <param name="Line">As in <see cref="TableFormatException"/>.</param>
/// <param name="Row">As in <see cref="TableFormatException"/>.</param>
/// <param name="Column">From 1, over all columns of the file.</param>
/// <param name="ColumnName">The name of the column; null without a header.</param>
/// <param name="Problem">What is wrong, as a sentence.</param>
internal sealed record IrregularCell(long Order, string File, long? Line, long? Row, int Column, string? ColumnName, string Problem)
{
    /// <summary>What the cells of the text are separated by; null in an array.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The member of an archive that it is in; null for a file of its own.</summary>
    public string? Member { get; init; }

    /// <summary>What messages call the column.</summary>
    public string Called => ColumnName is null ? $"column {Column}" : $"'{ColumnName}'";

    /// <summary>The place without the file, for instance <c>line 4, column 2 ('b')</c>.</summary>
    public string Place =>
        $"{(Line is null ? $"row {Row}" : $"line {Line}")}, column {Column}{(ColumnName is null ? "" : $" ('{ColumnName}')")}";

    /// <summary>The error for it.</summary>
    public TableFormatException Fault(TableProblem problem, string details = "")
    {
        TableFormatException fault =
            new(File, Problem + details, Line, Row, Column, ColumnName) { Problem = problem, Delimiter = Delimiter };
        return Member is null ? fault : fault.InMember(Member);
    }
}

/// <summary>The irregular cells of one feature.</summary>
internal sealed class IrregularColumn
{
    /// <summary>How many places of missing values a message has.</summary>
    public const int PlacesToName = 3;

    /// <summary>How many cells are missing values.</summary>
    public long Missing { get; private set; }

    /// <summary>How many cells are text.</summary>
    public long Text { get; private set; }

    /// <summary>Whether all cells that are text would be numbers if the decimal mark were a comma.</summary>
    public bool IsTextByComma { get; private set; } = true;

    /// <summary>The first missing values.</summary>
    public List<IrregularCell> MissingCells { get; } = [];

    /// <summary>The first text.</summary>
    public IrregularCell? FirstText { get; private set; }

    /// <summary>The first number that is infinite or too large.</summary>
    public IrregularCell? FirstUnfit { get; private set; }

    /// <summary>Counts a cell.</summary>
    /// <param name="kind">Not a number.</param>
    /// <param name="hasDecimalComma">Whether it would be a number if the decimal mark were a comma.</param>
    /// <returns>Whether it is to be described by <see cref="Describe"/>: of each kind only the first are.</returns>
    public bool Count(CellKind kind, bool hasDecimalComma = false)
    {
        switch (kind)
        {
            case CellKind.Empty or CellKind.Missing:
                Missing++;
                return MissingCells.Count < PlacesToName;
            case CellKind.Text:
                Text++;
                IsTextByComma &= hasDecimalComma;
                return FirstText is null;
            default:
                return FirstUnfit is null;
        }
    }

    /// <summary>Takes the description of the cell that was counted last.</summary>
    public void Describe(CellKind kind, IrregularCell cell)
    {
        switch (kind)
        {
            case CellKind.Empty or CellKind.Missing:
                MissingCells.Add(cell);
                break;
            case CellKind.Text:
                FirstText = cell;
                break;
            default:
                FirstUnfit = cell;
                break;
        }
    }
}

/// <summary>
/// The cells of features that are no finite numbers, of all files of a table. Which of them are faults is known only after the last row.
/// </summary>
internal sealed class IrregularCells
{
    private readonly SortedDictionary<int, IrregularColumn> _columns = [];
    private long _count;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _columns.Count == 0;

    /// <summary>The features that have some, by their places among the features.</summary>
    public IReadOnlyDictionary<int, IrregularColumn> Columns => _columns;

    /// <summary>The number of the next cell.</summary>
    public long NextOrder => _count++;

    /// <summary>The column of a feature.</summary>
    public IrregularColumn Of(int feature)
    {
        if (!_columns.TryGetValue(feature, out IrregularColumn? column))
        {
            _columns.Add(feature, column = new IrregularColumn());
        }

        return column;
    }
}
