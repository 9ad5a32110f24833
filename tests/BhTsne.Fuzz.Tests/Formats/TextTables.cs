using BhTsne.Fuzz.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>CSV or TSV tables.</summary>
internal sealed class TextTables(TableFormat format) : DenseTables(format.Name, format)
{
    public override byte[] Make(Dice dice)
    {
        int columns = dice.Between(1, 5);
        string[] names = ["a", "b", "c", "id", "label"];
        string[]? header = dice.OneIn(2) ? names[..columns] : null;
        if (header is not null && dice.Fault())
        {
            header = [.. header.Select(name => dice.Pick(name, "a", "", "1", "x,y", new string('h', 3000), "\"", "é", "*", "2-3"))];
        }

        return TextTable.Make(dice, Format == TableFormat.Csv ? ',' : '\t', header, columns, _ => TextTable.Number(dice));
    }

    /// <summary>Without quotes a row is a line, and every separator ends a cell.</summary>
    protected override void CheckShape(ReadOnlySpan<byte> file, int rows, int columns)
    {
        ReadOnlySpan<byte> text = file.StartsWith("\uFEFF"u8) ? file[3..] : file;
        if (text.ContainsAny("\"\r\0"u8) || text.StartsWith<byte>([0xFF, 0xFE]) || text.StartsWith<byte>([0xFE, 0xFF]))
        {
            return;
        }

        int lines = 0;
        foreach (Range range in text.Split((byte)'\n'))
        {
            lines += text[range].IsEmpty ? 0 : 1;
        }

        FuzzFault.Unless(rows == lines || rows == lines - 1, $"{lines} lines were read as {rows} rows");
    }
}
