using System.Globalization;
using System.Text;
using BhTsne.Fuzz.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>A format of sparse points, read by <see cref="SparseReader"/>.</summary>
internal abstract class SparseTables(string name, TableFormat format) : FuzzedFormat(name)
{
    public override string Ending => format.Endings[0];

    public override Func<Delivery, string> Reader(Dice? dice) => Read;

    public override bool IsDocumented(Exception exception, Delivery delivery) =>
        exception is TableFormatException fault && fault.File == delivery.Name
        && fault.Message.StartsWith(delivery.Name, StringComparison.Ordinal);

    private string Read(Delivery delivery)
    {
        using TableInput input = delivery.Input(format);
        SparseMatrix matrix = SparseReader.Read([input]);
        int[] columns = new int[matrix.EntryCount];
        float[] values = new float[matrix.EntryCount];
        matrix.CopyTo(columns, values);
        FuzzFault.Unless(matrix.Rows >= 1 && matrix.Columns >= 1, "there are no points");
        FuzzFault.Unless(matrix.RowOffsets[0] == 0 && matrix.RowOffsets[^1] == matrix.EntryCount, "the offsets do not fit the entries");
        for (int row = 0; row < matrix.Rows; row++)
        {
            ReadOnlySpan<int> own = matrix.ColumnsOf(row);
            for (int entry = 0; entry < own.Length; entry++)
            {
                FuzzFault.Unless(
                    own[entry] >= (entry == 0 ? 0 : own[entry - 1] + 1) && own[entry] < matrix.Columns,
                    $"column {own[entry]} of row {row} is out of order or does not exist");
            }
        }

        FuzzFault.Unless(Array.TrueForAll(values, float.IsFinite), "a value is not finite");
        CheckEntries(delivery.Bytes, matrix.EntryCount);
        Digest digest = new Digest().Add(matrix.Columns).Add(values);
        foreach (int column in columns)
        {
            digest = digest.Add(column);
        }

        if (matrix.Rows <= 1000)
        {
            Again(matrix);
        }

        return $"{matrix.Rows} x {matrix.Columns} {digest}";
    }

    /// <summary>Compares the number of entries with what a plain reading of the bytes says.</summary>
    protected virtual void CheckEntries(ReadOnlySpan<byte> file, long entries)
    {
    }

    /// <summary>What was read and is written as Matrix Market is read as the same.</summary>
    private static void Again(SparseMatrix matrix)
    {
        StringBuilder text = new("%%MatrixMarket matrix coordinate real general\n");
        text.Append(CultureInfo.InvariantCulture, $"{matrix.Rows} {matrix.Columns} {matrix.EntryCount}\n");
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int entry = 0; entry < matrix.ColumnsOf(row).Length; entry++)
            {
                text.Append(
                    CultureInfo.InvariantCulture, $"{row + 1} {matrix.ColumnsOf(row)[entry] + 1} {matrix.ValuesOf(row)[entry]:R}\n");
            }
        }

        using MemoryStream stream = new(Encoding.ASCII.GetBytes(text.ToString()));
        SparseMatrix again = SparseReader.Read(stream, TableFormat.MatrixMarket);
        FuzzFault.Unless(again.Rows == matrix.Rows && again.EntryCount == matrix.EntryCount, "what was read and written is another matrix");
        for (int row = 0; row < matrix.Rows; row++)
        {
            FuzzFault.Unless(
                again.ColumnsOf(row).SequenceEqual(matrix.ColumnsOf(row)) && again.ValuesOf(row).SequenceEqual(matrix.ValuesOf(row)),
                "what was read and written is another matrix");
        }
    }
}
