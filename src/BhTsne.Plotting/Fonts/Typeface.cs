using System.Buffers.Binary;

namespace BhTsne.Plotting.Fonts;

/// <summary>
/// A TrueType font of this assembly: which glyph a character has, how wide it is, and its outline. Reads the tables cmap (format 4), glyf,
/// loca, hmtx, head and hhea; there is no kerning, no shaping and no hinting.
/// </summary>
/// <remarks>Thread safe.</remarks>
internal sealed class Typeface
{
    private readonly byte[] _file;
    private readonly Dictionary<string, int> _tables = [];
    private readonly double _unitsPerEm;
    private readonly bool _longOffsets;
    private readonly int _widths;

    private Typeface(byte[] file)
    {
        _file = file;
        int tables = UInt16(4);
        for (int table = 0; table < tables; table++)
        {
            int entry = 12 + (16 * table);
            _tables[string.Concat(file[entry..(entry + 4)].Select(letter => (char)letter))] = Int32(entry + 8);
        }

        _unitsPerEm = UInt16(_tables["head"] + 18);
        _longOffsets = UInt16(_tables["head"] + 50) != 0;
        _widths = UInt16(_tables["hhea"] + 34);
    }

    /// <summary>Letters of usual weight.</summary>
    public static Typeface Regular { get; } = Open("NotoSans-Regular.ttf");

    /// <summary>Letters for headings and names.</summary>
    public static Typeface Bold { get; } = Open("NotoSans-Bold.ttf");

    /// <summary>Signs of mathematics and arrows, in one weight, that the other two lack.</summary>
    public static Typeface Symbols { get; } = Open("NotoSansMath-Regular.ttf");

    /// <summary>The glyph of a character, 0 for one that the font lacks.</summary>
    public int GlyphOf(int character)
    {
        if (character > 0xFFFF)
        {
            return 0;
        }

        // Format 4: ends, starts, differences and offsets of ranges of characters, the ends in order.
        int table = CharacterTable();
        int twice = UInt16(table + 6);
        int ends = table + 14;
        int starts = ends + twice + 2;
        int range = 0;
        while (UInt16(ends + range) < character)
        {
            range += 2;
        }

        int start = UInt16(starts + range);
        if (character < start)
        {
            return 0;
        }

        int difference = UInt16(starts + twice + range);
        int offsetAt = starts + (2 * twice) + range;
        int offset = UInt16(offsetAt);
        int glyph = offset == 0 ? character : UInt16(offsetAt + offset + (2 * (character - start)));
        return offset != 0 && glyph == 0 ? 0 : (glyph + difference) & 0xFFFF;
    }

    /// <summary>How far the next glyph is, in units of the font size.</summary>
    public double Advance(int glyph) => UInt16(_tables["hmtx"] + (4 * Math.Min(glyph, _widths - 1))) / _unitsPerEm;

    /// <summary>
    /// Appends a glyph's closed contours, y upward, in units of the font size: straight pieces and quadratic curves as points with a mark
    /// whether the curve goes through them.
    /// </summary>
    public void AppendContours(int glyph, List<GlyphPoint[]> contours) => AppendContours(glyph, contours, Placement.None, 0);

    private void AppendContours(int glyph, List<GlyphPoint[]> contours, Placement placement, int depth)
    {
        (int start, int end) = (Offset(glyph), Offset(glyph + 1));
        if (start == end || depth > 4)
        {
            return;
        }

        int at = _tables["glyf"] + start;
        int count = Int16(at);
        if (count >= 0)
        {
            AppendSimple(at + 10, count, contours, placement);
        }
        else
        {
            AppendComposite(at + 10, contours, placement, depth);
        }
    }

    private void AppendSimple(int at, int count, List<GlyphPoint[]> contours, Placement placement)
    {
        int[] ends = new int[count];
        for (int contour = 0; contour < count; contour++, at += 2)
        {
            ends[contour] = UInt16(at);
        }

        at += 2 + UInt16(at); // Instructions are hints.
        int points = count == 0 ? 0 : ends[^1] + 1;
        byte[] flags = new byte[points];
        for (int i = 0; i < points; i++)
        {
            byte flag = _file[at++];
            int copies = (flag & 8) != 0 ? _file[at++] : 0;
            flags.AsSpan(i, copies + 1).Fill(flag);
            i += copies;
        }

        int[] x = Coordinates(ref at, flags, 2, 16);
        int[] y = Coordinates(ref at, flags, 4, 32);
        int first = 0;
        foreach (int end in ends)
        {
            GlyphPoint Point(int i) => placement.Of(x[i], y[i], (flags[i] & 1) != 0, _unitsPerEm);
            contours.Add([.. Enumerable.Range(first, end + 1 - first).Select(Point)]);
            first = end + 1;
        }
    }

    /// <summary>Differences of one axis: one byte with a sign in the flag, two bytes, or the same as before.</summary>
    private int[] Coordinates(ref int at, byte[] flags, int isByte, int isSameOrPositive)
    {
        int[] values = new int[flags.Length];
        int value = 0;
        for (int i = 0; i < values.Length; i++)
        {
            bool second = (flags[i] & isSameOrPositive) != 0;
            if ((flags[i] & isByte) != 0)
            {
                value += second ? _file[at] : -_file[at];
                at++;
            }
            else if (!second)
            {
                value += Int16(at);
                at += 2;
            }

            values[i] = value;
        }

        return values;
    }

    /// <summary>A glyph of other glyphs, such as a letter and its accent: each moved, and perhaps scaled.</summary>
    private void AppendComposite(int at, List<GlyphPoint[]> contours, Placement placement, int depth)
    {
        int flags;
        do
        {
            flags = UInt16(at);
            int glyph = UInt16(at + 2);
            bool words = (flags & 1) != 0;
            int x = words ? Int16(at + 4) : (sbyte)_file[at + 4];
            int y = words ? Int16(at + 6) : (sbyte)_file[at + 5];
            at += words ? 8 : 6;
            (double a, double b, double c, double d) = (1, 0, 0, 1);
            if ((flags & 8) != 0)
            {
                a = d = Fraction(at);
                at += 2;
            }
            else if ((flags & 0x40) != 0)
            {
                (a, d) = (Fraction(at), Fraction(at + 2));
                at += 4;
            }
            else if ((flags & 0x80) != 0)
            {
                (a, b, c, d) = (Fraction(at), Fraction(at + 2), Fraction(at + 4), Fraction(at + 6));
                at += 8;
            }

            AppendContours(glyph, contours, placement.After(new Placement(a, b, c, d, x, y)), depth + 1);
        }
        while ((flags & 0x20) != 0);
    }

    private static Typeface Open(string name)
    {
        using Stream stream = typeof(Typeface).Assembly.GetManifestResourceStream(name)!;
        byte[] file = new byte[stream.Length];
        stream.ReadExactly(file);
        return new Typeface(file);
    }

    private int CharacterTable()
    {
        int cmap = _tables["cmap"];
        return cmap + Int32(cmap + 8); // All tables of these fonts have format 4.
    }

    private int Offset(int glyph) => _longOffsets ? Int32(_tables["loca"] + (4 * glyph)) : 2 * UInt16(_tables["loca"] + (2 * glyph));

    private int UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private int Int16(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));

    private int Int32(int at) => BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan(at));

    private double Fraction(int at) => Int16(at) / 16384.0;

    /// <summary>Where a part of a composite glyph goes: x' = ax + cy + e, y' = bx + dy + f.</summary>
    private readonly record struct Placement(double A, double B, double C, double D, double E, double F)
    {
        public static Placement None { get; } = new(1, 0, 0, 1, 0, 0);

        public GlyphPoint Of(double x, double y, bool isOn, double unitsPerEm) =>
            new(((A * x) + (C * y) + E) / unitsPerEm, ((B * x) + (D * y) + F) / unitsPerEm, isOn);

        public Placement After(Placement inner) => new(
            (A * inner.A) + (C * inner.B),
            (B * inner.A) + (D * inner.B),
            (A * inner.C) + (C * inner.D),
            (B * inner.C) + (D * inner.D),
            (A * inner.E) + (C * inner.F) + E,
            (B * inner.E) + (D * inner.F) + F);
    }
}

/// <summary>A point of a contour, in units of the font size.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upward from the baseline.</param>
/// <param name="IsOn">Whether the contour goes through it; otherwise it bends the curve between its neighbours.</param>
internal readonly record struct GlyphPoint(double X, double Y, bool IsOn);
