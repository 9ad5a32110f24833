namespace BhTsne.Fuzz.Tests.Support;

/// <summary>
/// The choices of one case, all from its seed: the same seed gives the same file. It counts the faults that were put into the file, so that
/// a file without any must be read.
/// </summary>
/// <param name="seed">The case.</param>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>How many of a thousand places get a fault.</summary>
    public int FaultsPerThousand { get; set; }

    /// <summary>How many faults there are.</summary>
    public int Faults { get; private set; }

    /// <summary>64 bits (SplitMix64).</summary>
    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to below a limit; 0 where the limit is 0.</summary>
    public int Below(int limit) => limit <= 0 ? 0 : (int)(Next() % (ulong)limit);

    /// <summary>A number of a range, with both ends.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>Whether something happens that happens once in so many times.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    /// <summary>One of several values.</summary>
    public T Pick<T>(params ReadOnlySpan<T> values) => values[Below(values.Length)];

    /// <summary>Whether there is a fault at this place.</summary>
    public bool Fault()
    {
        bool isFault = Below(1000) < FaultsPerThousand;
        Faults += isFault ? 1 : 0;
        return isFault;
    }

    /// <summary>A fault of another kind was put into the file.</summary>
    public void CountFault() => Faults++;

    /// <summary>The right value, or where there is a fault a wrong one.</summary>
    public T Or<T>(T right, params ReadOnlySpan<T> wrong) => Fault() ? Pick(wrong) : right;

    /// <summary>The right number, or where there is a fault one near it or near the ends of integers of some length.</summary>
    public long Number(long right) => Fault() ? WrongNumber(right) : right;

    /// <summary>A number near another one or near the ends of integers of some length.</summary>
    public long WrongNumber(long right) => Below(12) switch
    {
        0 => right + 1,
        1 => right - 1,
        2 => right * 2,
        3 => -right,
        4 => Between(0, 300),
        5 => (1L << Between(0, 62)) + Between(-1, 1),
        6 => Pick(0L, 1, -1, 127, 255, 256, 32767, 65535, 65536),
        7 => Pick(int.MaxValue, int.MinValue, (long)int.MaxValue + 1, uint.MaxValue, (long)uint.MaxValue + 1),
        8 => Pick(long.MaxValue, long.MinValue, long.MaxValue - 7, long.MaxValue / 2, long.MaxValue / 8),
        9 => Array.MaxLength + (long)Between(-2, 2),
        10 => right << Pick(8, 16, 24, 32, 40),
        _ => (long)Next(),
    };

    /// <summary>A number as text that no reader may take for one of the right kind, or that is at the end of what it can be.</summary>
    public string WrongText() => Below(4) switch
    {
        0 => WrongNumber(1).ToString(System.Globalization.CultureInfo.InvariantCulture),
        1 => Pick("", " ", "-", "+", ".", "0x10", "1_0", "1e", "e5", "--1", "1 2", "NaN", "nan", "inf", "-Infinity", "∞", "１", "٣", "\0",
            "1\0"),
        2 => Pick("1e39", "-1e39", "1e-60", "1e400", "4.5e-324", "3.4028236e38", "9223372036854775808", "18446744073709551616", "1.0"),
        _ => new string(Pick('1', '9', '0', '.', ' ', 'x', '('), Pick(17, 40, 260, 5000)),
    };
}
