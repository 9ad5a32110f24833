using System.Globalization;
using System.Text;
using BhTsne.Fuzz.Tests.Support;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>Makes .npy arrays: every type, both orders, three versions, and headers that do not fit what follows.</summary>
internal static class ArrayBytes
{
    private static readonly string[] _types = ["f2", "f4", "f8", "b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"];

    private static readonly (byte Code, string Type)[] _idxTypes =
        [(0x08, "u1"), (0x09, "i1"), (0x0B, "i2"), (0x0C, "i4"), (0x0D, "f4"), (0x0E, "f8")];

    /// <summary>An array of small whole numbers.</summary>
    /// <param name="dice">Chooses.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="type">Without the byte order; null for any.</param>
    /// <param name="values">The elements; null for any.</param>
    public static byte[] Npy(Dice dice, int[] shape, string? type = null, IReadOnlyList<long>? values = null)
    {
        type ??= dice.Pick(_types);
        string order = dice.Pick("<", ">", "<");
        long count = shape.Aggregate(1L, (product, length) => product * length);
        using MemoryStream body = new();
        for (int i = 0; i < count; i++)
        {
            body.Write(Element(dice, order, type, values?[i] ?? (type == "b1" ? dice.Below(2) : dice.Between(0, 120))));
        }

        string descr = dice.Or($"'{order}{type}'", "'|O'", "'<f3'", "'='", "''", "'<'", "'<f16'", "'>U5'", "[('a', '<f4')]", "'|S3'", "4",
            "'f4'");
        string lengths = string.Join(", ", shape.Select(length => dice.Number(length).ToString(CultureInfo.InvariantCulture)));
        lengths = dice.Or(shape.Length == 1 ? lengths + "," : lengths, "", "0", "1, 0", "-1", "3L", "1.5", "1 2", "(2, 3", "0x10", "²",
            ",,");
        lengths = dice.Fault() ? string.Join(", ", Enumerable.Repeat(dice.Pick("1", "2", "65536", "0"), dice.Pick(2, 3, 4, 33, 300)))
            : lengths;
        bool isFortran = dice.OneIn(3);
        string[] fields =
        [
            $"'descr': {descr}",
            $"'fortran_order': {dice.Or(isFortran ? "True" : "False", "true", "0", "None", "'False'")}",
            $"'shape': ({lengths})",
        ];
        if (dice.Fault())
        {
            fields = dice.Pick<string[]>([.. fields, .. fields], fields[1..], fields[..2], [fields[2], fields[0], fields[1]], []);
        }

        string text = $"{{{string.Join(", ", fields)}, }}";
        text = dice.Fault()
            ? text + string.Concat(Enumerable.Repeat(dice.Pick(" ", "'descr':[", "'shape':(", "\0", "é"), dice.Pick(10, 70000)))
            : text;
        int version = (int)dice.Or(dice.Between(1, 3), 0L, 4, 255, 2);
        byte[] head = BhTsne.IO.Tests.Oracles.NpyOracle.Header(text, version is 2 or 3 ? version : 1);
        head[6] = (byte)version;
        if (dice.Fault())
        {
            BitConverter.GetBytes(dice.WrongNumber(head.Length)).AsSpan(0, version is 2 or 3 ? 4 : 2).CopyTo(head.AsSpan(8));
        }

        return [.. head, .. body.ToArray()];
    }

    /// <summary>An IDX array.</summary>
    public static byte[] Idx(Dice dice, int[] shape)
    {
        (byte code, string type) = dice.Pick(_idxTypes);
        int dimensions = (int)dice.Or(shape.Length, 0L, 1, 2, 3, 100, 255);
        List<byte> bytes = [0, 0, dice.Or<byte>(code, 0, 0x0A, 0x0F, 0xFF), (byte)dimensions];
        foreach (int length in shape)
        {
            bytes.AddRange(BitConverter.GetBytes((uint)dice.Number(length)).Reverse());
        }

        for (int i = shape.Aggregate(1, (product, length) => product * length); i > 0; i--)
        {
            bytes.AddRange(Element(dice, ">", type, dice.Between(0, 120)));
        }

        return [.. bytes];
    }

    /// <summary>A shape of few elements.</summary>
    public static int[] Shape(Dice dice) => dice.Below(3) switch
    {
        0 => [dice.Between(1, 30)],
        1 => [dice.Between(1, 12), dice.Between(1, 6)],
        _ => [dice.Between(1, 6), dice.Between(1, 4), dice.Between(1, 4)],
    };

    /// <summary>An element; a fault is a number that is not finite, or at the end of the type.</summary>
    private static byte[] Element(Dice dice, string order, string type, double value)
    {
        byte[] element = BhTsne.IO.Tests.Oracles.NpyOracle.Element(order + type, value);
        if (dice.FaultsPerThousand > 0 && dice.OneIn(20) && dice.Fault())
        {
            byte[] wrong = type switch
            {
                "f2" => BitConverter.GetBytes(dice.Pick(Half.NaN, Half.NegativeInfinity, Half.MaxValue, Half.Epsilon)),
                "f4" => BitConverter.GetBytes(dice.Pick(float.NaN, float.PositiveInfinity, float.MaxValue, float.Epsilon)),
                "f8" => BitConverter.GetBytes(dice.Pick(double.NaN, double.NegativeInfinity, 1e39, double.Epsilon)),
                _ => BitConverter.GetBytes(dice.WrongNumber(1))[..element.Length],
            };
            return order == ">" ? [.. wrong.Reverse()] : wrong;
        }

        return element;
    }

    /// <summary>The text of the header of an array, and the bytes behind it; null where the file is shorter.</summary>
    public static (string Text, int Body)? Parts(ReadOnlySpan<byte> file)
    {
        int start = file.Length > 6 && file[6] == 1 ? 10 : 12;
        if (file.Length < start)
        {
            return null;
        }

        long length = start == 10 ? BitConverter.ToUInt16(file[8..]) : BitConverter.ToUInt32(file[8..]);
        return length <= file.Length - start
            ? (Encoding.Latin1.GetString(file.Slice(start, (int)length)), file.Length - start - (int)length)
            : null;
    }
}
