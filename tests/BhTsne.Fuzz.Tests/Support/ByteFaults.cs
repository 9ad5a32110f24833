using System.Buffers.Binary;

namespace BhTsne.Fuzz.Tests.Support;

/// <summary>Changes of a file that know nothing of its structure.</summary>
internal static class ByteFaults
{
    /// <summary>Changes a file in one to three places; each is a fault.</summary>
    public static byte[] Change(byte[] file, Dice dice)
    {
        for (int change = dice.Between(1, 3); change > 0; change--)
        {
            file = One(file, dice);
            dice.CountFault();
        }

        return file;
    }

    private static byte[] One(byte[] file, Dice dice)
    {
        int at = dice.Below(file.Length + 1), end = Math.Min(file.Length, at + dice.Pick(1, 2, 4, 8, 100));
        byte[] range = file[at..end];
        switch (dice.Below(9))
        {
            case 0:
                return file[..at];
            case 1:
                return file[at..];
            case 2:
                return [.. file, .. Filler(dice)];
            case 3:
                return [.. file[..at], .. file[end..]];
            case 4:
                return [.. file[..end], .. range, .. file[end..]];
            case 5:
                return [.. file[..at], .. Filler(dice), .. file[at..]];
            case 6:
                return [.. file, .. file];
            case 7 when range.Length > 0:
                byte[] flipped = [.. file];
                flipped[at] ^= (byte)(1 << dice.Below(8));
                return flipped;
            default:
                byte[] number = new byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(number, dice.WrongNumber(file.Length));
                int size = Math.Min(dice.Pick(1, 2, 4, 8), file.Length - at);
                byte[] part = number[..size];
                if (dice.OneIn(2))
                {
                    Array.Reverse(part);
                }

                return [.. file[..at], .. part, .. file[(at + size)..]];
        }
    }

    private static byte[] Filler(Dice dice)
    {
        byte[] filler = new byte[dice.Pick(1, 2, 3, 8, 64, 5000)];
        byte value = dice.Pick<byte>(0, (byte)' ', (byte)'\n', (byte)'"', (byte)',', (byte)'1', 0xFF, 0x80);
        bool isRandom = dice.OneIn(3);
        for (int at = 0; at < filler.Length; at++)
        {
            filler[at] = isRandom ? (byte)dice.Next() : value;
        }

        return filler;
    }
}
