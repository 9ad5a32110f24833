using BhTsne.Fuzz.Tests.Support;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>Writes zip archives field by field, so that any field can be wrong while all others still fit it.</summary>
internal static class ZipBytes
{
    private const ushort Stored = 0, Deflated = 8;

    /// <summary>An archive; members may be missing, doubled or empty, and every number of the lists may be wrong.</summary>
    public static byte[] Make(Dice dice, IEnumerable<(string Name, byte[] Content)> members)
    {
        List<byte> file = [.. dice.Fault() ? dice.Pick<byte[]>([], "#!/bin/sh\n"u8.ToArray(), new byte[70000]) : []];
        List<byte> directory = [];
        int count = 0;
        foreach ((string name, byte[] content) in members)
        {
            int times = (int)dice.Or(1, 0L, 2, 30);
            for (int time = 0; time < times; time++)
            {
                Member(dice, file, directory, dice.Or(name, "", "../x.npy", name + "/", "data.npy", "labels.npy", new string('n', 5000)),
                    content);
                count++;
            }
        }

        long start = file.Count;
        file.AddRange(directory);
        bool isLong = dice.OneIn(6);
        if (isLong)
        {
            // The numbers of the end are in a record of 64 bits.
            long at = file.Count;
            Add(file, 4, 0x06064B50);
            Add(file, 8, dice.Number(44));
            Add(file, 2, 45);
            Add(file, 2, 45);
            Add(file, 4, dice.Number(0));
            Add(file, 4, dice.Number(0));
            Add(file, 8, dice.Number(count));
            Add(file, 8, dice.Number(count));
            Add(file, 8, dice.Number(directory.Count));
            Add(file, 8, dice.Number(start));
            Add(file, 4, dice.Or(0x07064B50, 0L));
            Add(file, 4, dice.Number(0));
            Add(file, 8, dice.Number(at));
            Add(file, 4, dice.Number(1));
        }

        Add(file, 4, dice.Or(0x06054B50, 0L));
        Add(file, 2, dice.Number(0));
        Add(file, 2, dice.Number(0));
        Add(file, 2, isLong ? 0xFFFF : dice.Number(count));
        Add(file, 2, isLong ? 0xFFFF : dice.Number(count));
        Add(file, 4, isLong ? 0xFFFFFFFF : dice.Number(directory.Count));
        Add(file, 4, isLong ? 0xFFFFFFFF : dice.Number(start));
        Add(file, 2, dice.Number(0));
        return [.. file];
    }

    private static void Member(Dice dice, List<byte> file, List<byte> directory, string name, byte[] content)
    {
        bool isPacked = dice.OneIn(2);
        byte[] packed = isPacked ? GzipBytes.Deflate(content) : content;
        long method = dice.Or(isPacked ? Deflated : Stored, (long)Stored, Deflated, 9, 12, 14, 99);
        long flags = dice.Or(0, 1L, 8, 0x40, 0x800, 0x2000), crc = dice.Number(GzipBytes.Crc(content)), start = file.Count;
        long length = dice.Number(content.Length), packedLength = dice.Number(packed.Length);
        byte[] letters = System.Text.Encoding.UTF8.GetBytes(name);

        // A length beyond 32 bits is in an extra field.
        List<byte> extra = [];
        bool isLong = length is < 0 or >= uint.MaxValue || packedLength is < 0 or >= uint.MaxValue || dice.OneIn(8);
        if (isLong)
        {
            Add(extra, 2, 1);
            Add(extra, 2, dice.Number(16));
            Add(extra, 8, length);
            Add(extra, 8, packedLength);
        }

        Add(file, 4, dice.Or(0x04034B50, 0L));
        Common(file, 20, dice.Number(isLong ? extra.Count : 0));
        file.AddRange(letters);
        file.AddRange(extra);
        file.AddRange(packed);

        Add(directory, 4, dice.Or(0x02014B50, 0L));
        Add(directory, 2, 20);
        Common(directory, 20, dice.Number(isLong ? extra.Count : 0));
        Add(directory, 2, dice.Number(0));
        Add(directory, 2, dice.Number(0));
        Add(directory, 2, 0);
        Add(directory, 4, 0);
        Add(directory, 4, dice.Number(start));
        directory.AddRange(letters);
        directory.AddRange(extra);

        void Common(List<byte> bytes, long version, long extraLength)
        {
            Add(bytes, 2, version);
            Add(bytes, 2, flags);
            Add(bytes, 2, method);
            Add(bytes, 4, 0x5A210000);
            Add(bytes, 4, crc);
            Add(bytes, 4, isLong ? 0xFFFFFFFF : packedLength);
            Add(bytes, 4, isLong ? 0xFFFFFFFF : length);
            Add(bytes, 2, dice.Number(letters.Length));
            Add(bytes, 2, extraLength);
        }
    }

    private static void Add(List<byte> bytes, int size, long value) => bytes.AddRange(BitConverter.GetBytes(value).AsSpan(0, size));
}
