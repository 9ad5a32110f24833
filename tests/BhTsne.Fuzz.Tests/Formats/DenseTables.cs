using BhTsne.Fuzz.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>A format of dense points, read by <see cref="TableReader"/>.</summary>
internal abstract class DenseTables(string name, TableFormat format) : FuzzedFormat(name)
{
    private static readonly TableReadOptions[] _options =
    [
        new() { LabelColumn = "1" }, new() { IdColumn = "1", WeightColumn = "2" }, new() { Columns = ["2-3", "1"] },
        new() { DropColumns = ["1"], Missing = MissingValues.DropRows }, new() { KeepColumns = ["1"], Missing = MissingValues.ColumnMean },
        new() { DropText = true, ColorColumn = "2" }, new() { Header = HeaderMode.Yes }, new() { Header = HeaderMode.No, Delimiter = ' ' },
        new() { Quote = QuoteMode.None, Delimiter = ';', DecimalMark = DecimalMark.Comma }, new() { FeatureNames = ["a", "b"] },
        new() { LabelColumn = "label", KeepColumns = ["*"] }, new() { ArrayName = "arr_0" }, new() { Columns = ["a:c"], IdColumn = "id" },
    ];

    public override string Ending => Format.Endings[0];

    /// <summary>The format.</summary>
    protected TableFormat Format { get; } = format;

    public override Func<Delivery, string> Reader(Dice? dice)
    {
        TableReadOptions options = new();
        TableFormat? told = Format;
        if (dice?.OneIn(3) == true)
        {
            options = dice.Pick(_options);
            dice.CountFault();
        }

        if (dice?.OneIn(4) == true)
        {
            // The format is found by the first bytes, which may be those of another one.
            told = null;
            dice.CountFault();
        }

        return delivery => Read(delivery, told, options);
    }

    public override bool IsDocumented(Exception exception, Delivery delivery) =>
        exception is TableFormatException fault && fault.File == delivery.Name
        && fault.Message.StartsWith(delivery.Name, StringComparison.Ordinal);

    /// <summary>Compares the shape with what a plain reading of the bytes says.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="rows">How many rows were read.</param>
    /// <param name="columns">How many columns were read.</param>
    protected virtual void CheckShape(ReadOnlySpan<byte> file, int rows, int columns)
    {
    }

    private string Read(Delivery delivery, TableFormat? told, TableReadOptions options)
    {
        using TableInput input = delivery.Input(told);
        Table table = TableReader.Read([input], options);
        PointMatrix points = table.Points;
        FuzzFault.Unless(points.Rows >= 1 && points.Columns >= 1, "there are no points");
        FuzzFault.Unless(points.Values.Length == (long)points.Rows * points.Columns, "the points are not as many as they should be");
        foreach (float value in points.Values)
        {
            FuzzFault.Unless(float.IsFinite(value), $"a value is {value}");
        }

        FuzzFault.Unless((table.Labels?.Count ?? points.Rows) == points.Rows, "labels and points are not equally many");
        FuzzFault.Unless((table.Ids?.Count ?? points.Rows) == points.Rows, "ids and points are not equally many");
        FuzzFault.Unless((table.Weights?.Count ?? points.Rows) == points.Rows, "weights and points are not equally many");
        FuzzFault.Unless((table.ColumnNames?.Count ?? points.Columns) == points.Columns, "names and columns are not equally many");
        FuzzFault.Unless(table.Rows is null || table.Rows.Count == points.Rows, "rows and points are not equally many");
        foreach (MapColumn kept in table.KeptColumns)
        {
            FuzzFault.Unless((kept.Texts?.Count ?? kept.Numbers!.Value.Length) == points.Rows, "a kept column has another length");
        }

        if (told is not null && options == new TableReadOptions())
        {
            CheckShape(delivery.Bytes, points.Rows, points.Columns);
        }

        Again(points);
        Digest digest = new Digest().Add(points.Values).Add(table.Labels).Add(table.Ids).Add(table.ColumnNames);
        return $"{points.Rows} x {points.Columns} {digest}";
    }

    /// <summary>What was read and is written as .npy is read as the same bits.</summary>
    private static void Again(PointMatrix points)
    {
        byte[] head = BhTsne.IO.Tests.Oracles.NpyOracle.Header(
            $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({points.Rows}, {points.Columns}), }}");
        byte[] body = System.Runtime.InteropServices.MemoryMarshal.AsBytes(points.Values).ToArray();
        using MemoryStream stream = new([.. head, .. body]);
        PointMatrix again = TableReader.Read(stream, TableFormat.Npy).Points;
        FuzzFault.Unless(
            again.Rows == points.Rows && System.Runtime.InteropServices.MemoryMarshal.AsBytes(again.Values).SequenceEqual(body),
            "what was read and written is not read as the same");
    }
}
