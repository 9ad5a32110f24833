using System.Buffers.Binary;
using BhTsne.Fuzz.Tests.Support;
using BhTsne.Tests.Oracles;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>A file in sections: values, lengths and the header are changed, and the checksums are right all the same.</summary>
internal abstract class SectionFiles(string name) : FuzzedFormat(name)
{
    public override string Ending => ".bhtsne";

    public override bool IsDocumented(Exception exception, Delivery delivery) =>
        exception is TsneFileException fault && (fault.File is null || fault.File == delivery.Path)
        && fault.Message.StartsWith(delivery.Path ?? "the stream", StringComparison.Ordinal);

    /// <summary>Changes a file.</summary>
    protected static byte[] Change(byte[] file, Dice dice, Func<byte[], Dice, byte[]>? changeRest = null)
    {
        SectionBytes parsed = SectionBytes.Parse(file);
        parsed.Version = (int)dice.Number(parsed.Version);
        Dictionary<string, long> lengths = [];
        for (int section = 0; section < parsed.Sections.Count; section++)
        {
            (string name, byte[] content) = parsed.Sections[section];
            byte[] changed = name == "header" ? JsonFaults.Change(content, dice) : Values([.. content], dice);
            string known = dice.Or(name, "", "end", "points", "header", "é", new string('s', 16));
            parsed.Sections[section] = (known, changed);
            long length = dice.Number(changed.Length);
            if (length != changed.Length)
            {
                lengths[known] = length;
            }
        }

        if (dice.Fault() && parsed.Sections.Count > 1)
        {
            int from = dice.Below(parsed.Sections.Count), to = dice.Below(parsed.Sections.Count);
            (parsed.Sections[from], parsed.Sections[to]) = (parsed.Sections[to], parsed.Sections[from]);
        }

        if (dice.Fault())
        {
            parsed.Sections.RemoveAt(dice.Below(parsed.Sections.Count));
        }

        parsed.Rest = changeRest?.Invoke(parsed.Rest, dice) ?? parsed.Rest;
        return parsed.ToBytes(lengths);
    }

    /// <summary>Changes values, of 4 or 8 bytes, or the length.</summary>
    protected static byte[] Values(byte[] content, Dice dice)
    {
        for (int at = 0; at + 8 <= content.Length; at += 4)
        {
            // One in some values, so that a section of many is not all faults.
            if (!dice.OneIn(8) || !dice.Fault())
            {
                continue;
            }

            Span<byte> value = content.AsSpan(at);
            switch (dice.Below(4))
            {
                case 0:
                    BinaryPrimitives.WriteSingleLittleEndian(value, Wrong(dice));
                    break;
                case 1:
                    BinaryPrimitives.WriteDoubleLittleEndian(value, dice.OneIn(3) ? double.MaxValue : Wrong(dice));
                    break;
                case 2:
                    BinaryPrimitives.WriteInt32LittleEndian(value, (int)dice.WrongNumber(BinaryPrimitives.ReadInt32LittleEndian(value)));
                    break;
                default:
                    BinaryPrimitives.WriteInt64LittleEndian(value, dice.WrongNumber(BinaryPrimitives.ReadInt64LittleEndian(value)));
                    break;
            }
        }

        return dice.Fault() ? dice.Pick<byte[]>([], content[..^Math.Min(4, content.Length)], [.. content, .. content], [.. content, 0])
            : content;
    }

    private static float Wrong(Dice dice) =>
        dice.Pick(float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -1, -0f, 0, float.Epsilon, 1e30f);
}
