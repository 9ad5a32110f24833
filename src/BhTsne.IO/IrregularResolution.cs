using System.Numerics.Tensors;
using BhTsne.IO.Text;

namespace BhTsne.IO;

/// <summary>Decides what becomes of irregular cells once all rows are read, in which they are NaN.</summary>
/// <param name="buffer">All rows; columns and rows that are left out are taken out of it.</param>
/// <param name="irregular">At least one cell.</param>
/// <param name="options">Say what is to be done.</param>
/// <param name="names">The names of the features; null without a header.</param>
internal sealed class IrregularResolution(
    PointBuffer buffer, IrregularCells irregular, TableReadOptions options, IReadOnlyList<string>? names)
{
    private int[] _features = [.. Enumerable.Range(0, buffer.Columns)];

    /// <summary>The names of the features that remain; null without a header.</summary>
    public IReadOnlyList<string>? ColumnNames { get; private set; } = names;

    /// <summary>The rows that remain; null for all.</summary>
    public int[]? Rows { get; private set; }

    /// <summary>The columns of text that were left out.</summary>
    public IReadOnlyList<ColumnCount> TextColumns { get; private set; } = [];

    /// <summary>The features that remain and had missing values.</summary>
    public IReadOnlyList<ColumnCount> MissingValues { get; private set; } = [];

    /// <summary>Does it.</summary>
    /// <exception cref="TableFormatException">A cell is a fault.</exception>
    public void Resolve()
    {
        RequireNumbers();
        DropText();
        if (MissingIn(_features).Any())
        {
            ResolveMissing();
        }
    }

    private IEnumerable<(int Place, int Feature, IrregularColumn Cells)> MissingIn(int[] features) =>
        from place in Enumerable.Range(0, features.Length)
        let cells = irregular.Columns.GetValueOrDefault(features[place])
        where cells?.Missing > 0
        select (place, features[place], cells);

    /// <summary>Refuses the first cell that no option makes acceptable.</summary>
    private void RequireNumbers()
    {
        // Columns of numbers with a comma would be left out as text, without a fault that says so.
        IrregularColumn[] texts = [.. irregular.Columns.Values.Where(cells => cells.Text > 0)];
        bool mayBeCommas = options.DecimalMark == DecimalMark.Point;
        IEnumerable<IrregularCell> unfit =
            from cells in irregular.Columns.Values
            where !(options.DropText && cells.Text > 0) || (mayBeCommas && cells.Text > 0 && cells.IsTextByComma)
            from cell in new[] { cells.FirstText, cells.FirstUnfit }
            where cell is not null
            orderby cell.Order
            select cell;
        if (unfit.FirstOrDefault() is not { } first)
        {
            return;
        }

        IrregularColumn? withComma = mayBeCommas ? Array.Find(texts, cells => cells.IsTextByComma) : null;
        throw withComma is not null
            ? withComma.FirstText!.Fault(
                TableProblem.DecimalComma,
                " It seems to have a decimal comma, but numbers are read with a decimal point; "
                + $"the columns are separated by {Delimiters.Name(withComma.FirstText.Delimiter!.Value)}.")
            : !Array.Exists(texts, cells => cells.FirstText == first) ? first.Fault(TableProblem.Other)
            : first.Fault(TableProblem.Text, TextDetails(texts));
    }

    private string TextDetails(IrregularColumn[] texts)
    {
        IEnumerable<string> described = texts.Select(cells => FormattableString.Invariant(
            $"{cells.FirstText!.Called} ({cells.Text:N0} of {buffer.Rows:N0} {(buffer.Rows == 1 ? "cell" : "cells")})"));
        string hold = texts.Length == 1 ? "holds" : "hold";
        return $" {texts.Length} of {Count(_features.Length, "feature column")} {hold} text: {NameList.Join(described)}.";
    }

    private void DropText()
    {
        int[] texts = [.. irregular.Columns.Where(column => column.Value.Text > 0).Select(column => column.Key)];
        if (texts.Length == 0)
        {
            return;
        }

        IrregularCell first = irregular.Columns[texts[0]].FirstText!;
        _features = [.. _features.Except(texts)];
        if (_features.Length == 0)
        {
            throw new TableFormatException(
                first.File,
                texts.Length == 1
                    ? $"the only feature column, {first.Called}, holds text; there are no features."
                    : $"all {texts.Length} feature columns hold text; there are no features.");
        }

        TextColumns = [.. texts.Select(feature => CountOf(irregular.Columns[feature].FirstText!, irregular.Columns[feature].Text))];
        ColumnNames = ColumnNames is { } all ? [.. _features.Select(feature => all[feature])] : null;
        buffer.KeepColumns(_features);
    }

    private void ResolveMissing()
    {
        (int Place, int Feature, IrregularColumn Cells)[] columns = [.. MissingIn(_features)];
        if (options.Missing == IO.MissingValues.Refuse)
        {
            throw Refusal([.. columns.Select(column => column.Cells)]);
        }

        IrregularColumn[] empty =
        [
            .. columns.Where(column => column.Cells.Missing == buffer.Rows && !HasValue(column.Place)).Select(column => column.Cells),
        ];
        if (empty.Length > 0)
        {
            string called = NameList.Join(empty.Select(cells => cells.MissingCells[0].Called));
            throw new TableFormatException(
                empty[0].MissingCells[0].File,
                empty.Length == 1
                    ? $"there is no value in any row of {called}."
                    : $"{empty.Length} columns have no value in any row: {called}.")
            {
                Problem = TableProblem.NoValues,
            };
        }

        MissingValues = [.. columns.Select(column => CountOf(column.Cells.MissingCells[0], column.Cells.Missing))];
        if (options.Missing == IO.MissingValues.DropRows)
        {
            DropRows(columns);
        }
        else
        {
            Fill([.. columns.Select(column => column.Place)]);
        }
    }

    private bool HasValue(int place) =>
        options.Missing == IO.MissingValues.ColumnMean && options.ValueForMissing?.Invoke(place, ColumnNames?[place]) is not null;

    private void DropRows((int Place, int Feature, IrregularColumn Cells)[] columns)
    {
        int[] rows = [.. Enumerable.Range(0, buffer.Rows).Where(row => !IsIncomplete(row))];
        if (rows.Length == 0)
        {
            string most = NameList.Join(
                columns.OrderByDescending(column => column.Cells.Missing).Select(column => FormattableString.Invariant(
                    $"{column.Cells.MissingCells[0].Called} ({column.Cells.Missing:N0} of {buffer.Rows:N0})")));
            throw new TableFormatException(
                columns[0].Cells.MissingCells[0].File,
                $"each row has a missing value, so that no row remains. Values are missing in {most}.")
            {
                Problem = TableProblem.NoRows,
            };
        }

        buffer.KeepRows(rows);
        Rows = rows;
    }

    private bool IsIncomplete(int row) =>
        TensorPrimitives.IsNaNAny<float>(buffer.Values.Slice(row * buffer.Columns, buffer.Columns));

    private void Fill(int[] places)
    {
        Span<float> values = buffer.Values;
        foreach (int place in places)
        {
            float value = (float)(options.ValueForMissing?.Invoke(place, ColumnNames?[place]) ?? Mean(place));
            for (int at = place; at < values.Length; at += buffer.Columns)
            {
                values[at] = float.IsNaN(values[at]) ? value : values[at];
            }
        }
    }

    private double Mean(int place)
    {
        double sum = 0;
        long present = 0;
        Span<float> values = buffer.Values;
        for (int at = place; at < values.Length; at += buffer.Columns)
        {
            if (!float.IsNaN(values[at]))
            {
                sum += values[at];
                present++;
            }
        }

        return sum / present;
    }

    private TableFormatException Refusal(IrregularColumn[] columns)
    {
        IrregularCell[] cells = [.. columns.SelectMany(column => column.MissingCells).OrderBy(cell => cell.Order)];
        long missing = columns.Sum(column => column.Missing);
        if (missing == 1)
        {
            return cells[0].Fault(TableProblem.MissingValues, " It is the only missing value.");
        }

        int rows = Enumerable.Range(0, buffer.Rows).Count(IsIncomplete);
        string next = string.Join("; ", cells.Skip(1).Take(IrregularColumn.PlacesToName - 1).Select(
            cell => cell.File == cells[0].File ? cell.Place : $"{cell.File}, {cell.Place}"));
        string described = NameList.Join(columns.Select(column => FormattableString.Invariant(
            $"{column.MissingCells[0].Called} ({column.Missing:N0})")));
        return cells[0].Fault(
            TableProblem.MissingValues,
            FormattableString.Invariant($" In all {missing:N0} values are missing, in {rows:N0} of {Count(buffer.Rows, "row")} and ")
            + $"{columns.Length} of {Count(_features.Length, "feature column")}: {described}. The next are {next}.");
    }

    private static ColumnCount CountOf(IrregularCell first, long cells) => new(first.ColumnName ?? $"{first.Column}", cells);

    private static string Count(int number, string noun) => FormattableString.Invariant($"{number:N0} {noun}{(number == 1 ? "" : "s")}");
}
