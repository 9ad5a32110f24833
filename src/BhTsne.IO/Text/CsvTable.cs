namespace BhTsne.IO.Text;

/// <summary>An open CSV or TSV table: the first record has been read.</summary>
internal sealed class CsvTable : TableSource
{
    // Enough rows to tell how long the file's rows are on average.
    private const int RowsBeforeEstimate = 256;
    private const int LongestQuotation = 40;

    private readonly CsvFile _csv;
    private readonly ColumnPlan _plan;
    private readonly IrregularCells? _irregular;
    private readonly Dictionary<string, long>? _linesOfIds;

    private CsvTable(CsvFile csv, ColumnPlan plan, IrregularCells? irregular)
        : base(csv.File)
    {
        (_csv, _plan, _irregular) = (csv, plan, irregular);
        ColumnNames = plan.FeatureNames;
        Labels = plan.Label < 0 ? null : [];
        Weights = plan.Weight < 0 ? null : [];
        Ids = plan.Id < 0 ? null : [];
        Kept = [.. plan.Kept.Select(column => new KeptCells(plan.Names?[column] is { Length: > 0 } name ? name : $"{column + 1}"))];
        _linesOfIds = plan.RequiresUniqueIds ? [] : null;
    }

    public override int Columns => _plan.Features.Length;

    public override IReadOnlyList<string>? ColumnNames { get; }

    public override IReadOnlyList<string> OtherColumns => _plan.OtherNames;

    public override List<string>? Labels { get; }

    public override List<float>? Weights { get; }

    public override List<string>? Ids { get; }

    public override IReadOnlyList<KeptCells> Kept { get; }

    public override int? ColorPlace => _plan.ColorPlace;

    public override char? Delimiter => _csv.Separator;

    public override string? LabelColumnName => _plan.Label < 0 ? null : _plan.Names?[_plan.Label];

    public override string? IdColumnName => _plan.Id < 0 ? null : _plan.Names?[_plan.Id];

    /// <summary>Opens a table and lets the caller decide from its first record what its columns are.</summary>
    /// <param name="input">The input.</param>
    /// <param name="separator">What stands between two cells.</param>
    /// <param name="options">Have the decimal mark of numbers, and what quotes are.</param>
    /// <param name="decide">Decides.</param>
    /// <param name="irregular">Collects features that are no finite numbers; null where the first of them is a fault.</param>
    /// <exception cref="TableFormatException">It is empty, or the caller finds the columns unfit.</exception>
    public static CsvTable Open(
        TableInput input, char separator, TableReadOptions options, Func<CsvFile, ColumnPlan> decide, IrregularCells? irregular)
    {
        CsvFile csv = new(input, separator, options.DecimalMark, options.Quote);
        try
        {
            return csv.Next() ? new CsvTable(csv, decide(csv), irregular) : throw new TableFormatException(input.Name, "it is empty.");
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
                _ = buffer.TryReserve(_csv.EstimateRemaining(rows));
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
            int cell = _plan.Features[feature];
            CellKind kind = _csv.Parse(cell, out float value);
            row[feature] = kind == CellKind.Number ? value : Irregular(feature, cell, kind);
        }

        Labels?.Add(_csv.Text(_plan.Label));
        Weights?.Add(Number(_plan.Weight));
        if (Ids is not null)
        {
            AddId(_csv.Text(_plan.Id));
        }

        for (int kept = 0; kept < Kept.Count; kept++)
        {
            Kept[kept].Add(_csv, _plan.Kept[kept]);
        }
    }

    private float Number(int cell)
    {
        CellKind kind = _csv.Parse(cell, out float value);
        return kind == CellKind.Number ? value : throw Describe(cell, kind).Fault(TableProblem.Other);
    }

    private float Irregular(int feature, int cell, CellKind kind)
    {
        if (_irregular is null)
        {
            throw Describe(cell, kind).Fault(TableProblem.Other);
        }

        kind = MissingMark.Is(_csv.Span(cell)) ? CellKind.Missing : kind;
        IrregularColumn column = _irregular.Of(feature);
        if (column.Count(kind, kind == CellKind.Text && NumberParser.ParseWithComma(_csv.Span(cell), out _) == CellKind.Number))
        {
            column.Describe(kind, Describe(cell, kind) with { Order = _irregular.NextOrder });
        }

        return float.NaN;
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

    private IrregularCell Describe(int cell, CellKind kind)
    {
        string quoted = Quote(_csv.Text(cell));
        string problem = kind switch
        {
            CellKind.Empty => "the cell is empty.",
            CellKind.Missing => $"{quoted} is a missing value.",
            CellKind.NotFinite => $"{quoted} is not a finite number.",
            CellKind.TooLarge => $"{quoted} does not fit single precision.",
            _ => $"{quoted} is not a number.",
        };
        return new IrregularCell(0, File, _csv.Line, null, cell + 1, _plan.Names?[cell], problem)
        {
            Delimiter = _csv.Separator,
        };
    }
}
