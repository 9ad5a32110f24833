namespace BhTsne.IO.Text;

/// <summary>An open CSV or TSV table: the first record has been read.</summary>
internal sealed class CsvTable : TableSource
{
    // Enough rows to tell how long the file's rows are on average.
    private const int RowsBeforeEstimate = 256;
    private const int LongestQuotation = 40;

    private readonly CsvFile _csv;
    private readonly ColumnPlan _plan;
    private readonly Dictionary<string, long>? _linesOfIds;

    private CsvTable(CsvFile csv, ColumnPlan plan)
        : base(csv.File)
    {
        _csv = csv;
        _plan = plan;
        ColumnNames = plan.FeatureNames;
        Labels = plan.Label < 0 ? null : [];
        Weights = plan.Weight < 0 ? null : [];
        Ids = plan.Id < 0 ? null : [];
        _linesOfIds = plan.RequiresUniqueIds ? [] : null;
    }

    public override int Columns => _plan.Features.Length;

    public override IReadOnlyList<string>? ColumnNames { get; }

    public override List<string>? Labels { get; }

    public override List<float>? Weights { get; }

    public override List<string>? Ids { get; }

    public override string? IdColumnName => _plan.Id < 0 ? null : _plan.Names?[_plan.Id];

    /// <summary>Opens a table and lets the caller decide from its first record what its columns are.</summary>
    /// <exception cref="TableFormatException">It is empty, or the caller finds the columns unfit.</exception>
    public static CsvTable Open(TableInput input, char separator, Func<CsvFile, ColumnPlan> decide)
    {
        CsvFile csv = new(input, separator);
        try
        {
            return csv.Next() ? new CsvTable(csv, decide(csv)) : throw new TableFormatException(input.Name, "it is empty.");
        }
        catch
        {
            csv.Dispose();
            throw;
        }
    }

    /// <summary>The error for a record of another width than the first one.</summary>
    public static TableFormatException Ragged(CsvFile csv, int cells) =>
        new(csv.File, $"the row has {csv.Cells} columns, but the first has {cells}.", csv.Line);

    public override void ReadInto(PointBuffer buffer, CancellationToken cancellation)
    {
        if (_plan.Names is not null && !_csv.Next())
        {
            throw new TableFormatException(File, "there is a header, but no row follows it.");
        }

        int rows = 0;
        do
        {
            if (rows % RowsBeforeEstimate == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (rows == RowsBeforeEstimate)
            {
                buffer.Reserve(_csv.EstimateRemaining(rows));
            }

            ReadRow(buffer.Append(File, 1));
            rows++;
        }
        while (_csv.Next());
    }

    public override void Dispose() => _csv.Dispose();

    private void ReadRow(Span<float> row)
    {
        if (_csv.Cells != _plan.Cells)
        {
            throw Ragged(_csv, _plan.Cells);
        }

        for (int feature = 0; feature < row.Length; feature++)
        {
            row[feature] = Number(_plan.Features[feature]);
        }

        Labels?.Add(_csv.Text(_plan.Label));
        Weights?.Add(Number(_plan.Weight));
        if (Ids is not null)
        {
            AddId(_csv.Text(_plan.Id));
        }
    }

    private float Number(int cell)
    {
        CellKind kind = NumberParser.Parse(_csv.Span(cell), out float value);
        return kind == CellKind.Number ? value : throw Unfit(cell, kind);
    }

    private void AddId(string id)
    {
        if (_linesOfIds?.TryAdd(id, _csv.Line) == false)
        {
            throw new TableFormatException(
                File,
                $"the id {Quote(id)} is on line {_linesOfIds[id]} already; each id must be on one row only.",
                _csv.Line,
                column: _plan.Id + 1,
                columnName: _plan.Names?[_plan.Id]);
        }

        Ids!.Add(id);
    }

    private static string Quote(string text) => $"'{(text.Length <= LongestQuotation ? text : text[..LongestQuotation] + "...")}'";

    private TableFormatException Unfit(int cell, CellKind kind)
    {
        string quoted = Quote(_csv.Text(cell));
        string problem = kind switch
        {
            CellKind.Empty => "the cell is empty.",
            CellKind.NotFinite => $"{quoted} is not a finite number.",
            CellKind.TooLarge => $"{quoted} does not fit single precision.",
            _ when IsOnlyText(cell) => $"{quoted} is not a number. If the column holds labels, name it as the label column.",
            _ => $"{quoted} is not a number.",
        };
        return new TableFormatException(File, problem, _csv.Line, column: cell + 1, columnName: _plan.Names?[cell]);
    }

    private bool IsOnlyText(int cell) =>
        _plan.MayHoldLabels
        && Enumerable.Range(0, _plan.Cells).All(
            other => other == cell || other == _plan.Id || NumberParser.Parse(_csv.Span(other), out _) != CellKind.Text);
}
