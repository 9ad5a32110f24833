using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BhTsne.Fuzz.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>Matrix Market files.</summary>
internal sealed partial class MarketMatrices() : SparseTables("mtx", TableFormat.MatrixMarket)
{
    private const long MostEmptyRows = 1 << 26;

    public override byte[] Make(Dice dice)
    {
        bool isSymmetric = dice.OneIn(3), isPattern = dice.OneIn(4);
        int rows = dice.Between(1, 12), columns = isSymmetric ? rows : dice.Between(1, 9);
        (int Row, int Column)[] entries =
        [
            .. from row in Enumerable.Range(1, rows)
               from column in Enumerable.Range(1, isSymmetric ? row : columns)
               where dice.OneIn(2)
               select (row, column),
        ];
        string field = isPattern ? "pattern" : dice.Pick("real", "integer"), symmetry = isSymmetric ? "symmetric" : "general";
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture,
            $"{dice.Or("%%MatrixMarket", "%MatrixMarket", "%%matrixmarket", "", "\uFEFF%%MatrixMarket")} ");
        text.Append(CultureInfo.InvariantCulture, $"{dice.Or("matrix", "vector", "")} {dice.Or("coordinate", "array", "COORDINATE")} ");
        text.Append(CultureInfo.InvariantCulture,
            $"{dice.Or(field, "complex", "real", "pattern")} {dice.Or(symmetry, "skew-symmetric", "general", "symmetric")}");
        End();
        if (dice.OneIn(3))
        {
            text.Append(dice.Or("% a comment\n%\n\n", "%" + new string('c', 70000) + "\n", "no comment\n"));
        }

        text.Append(CultureInfo.InvariantCulture, $"{Whole(rows)}{Gap()}{Whole(columns)}{Gap()}{Whole(entries.Length)}");
        End();
        dice.Pick<Action>(() => { }, () => Array.Reverse(entries))();
        foreach ((int row, int column) in entries)
        {
            for (int times = (int)dice.Or(1, 0L, 2); times > 0; times--)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Whole(row)}{Gap()}{Whole(column)}");
                text.Append(isPattern ? "" : Gap() + (dice.Fault() ? dice.WrongText() : $"{dice.Between(-9, 9)}"));
                End();
            }
        }

        return dice.Fault() ? TextTable.Encode(text.ToString(), dice) : Encoding.UTF8.GetBytes(text.ToString());

        string Whole(int right) => dice.Fault() && dice.OneIn(2) ? dice.WrongText()
            : dice.Number(right).ToString(CultureInfo.InvariantCulture);

        string Gap() => dice.Or(dice.Pick(" ", "  ", "\t"), "", ",", "\n", "\u00A0", new string(' ', 70000));

        void End() => text.Append(dice.Or(dice.Pick("\n", "\r\n", " \n"), "", "\r", "\n\n%x\n", "\0\n"));
    }

    /// <summary>Rows without entries take memory that the length of the file does not explain, up to a documented number.</summary>
    public override long Allowance(byte[] file)
    {
        Match size = Size().Match(Encoding.Latin1.GetString(file));
        return size.Success && long.TryParse(size.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out long rows) && rows <= MostEmptyRows
            ? 3 * sizeof(long) * rows
            : 0;
    }

    /// <summary>An entry has a line of its own; in a symmetric matrix it stands for two at most.</summary>
    protected override void CheckEntries(ReadOnlySpan<byte> file, long entries) =>
        FuzzFault.Unless(entries <= 2L * file.Count((byte)'\n'), $"{entries} entries are more than there are lines");

    [GeneratedRegex(@"^[ \t]*\+?(\d+)[ \t]+\+?\d+[ \t]+\+?\d+[ \t\r]*$", RegexOptions.Multiline)]
    private static partial Regex Size();
}
