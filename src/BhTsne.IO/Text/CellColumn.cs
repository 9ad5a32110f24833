using System.Buffers;
using System.Text;

namespace BhTsne.IO.Text;

/// <summary>
/// The cells of a column that may turn out to hold numbers or texts. Cells are kept as bytes until that is known, because a number does not
/// say how it was written.
/// </summary>
/// <param name="name">What the header calls it.</param>
/// <param name="isText">Whether its cells are texts even where they look like numbers.</param>
internal sealed class CellColumn(string name, bool isText)
{
    // Texts that repeat are kept once, as long as they are not too many to look for.
    private const int MostDistinct = 1 << 16;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<int> _ends = [];
    private List<float>? _numbers = isText ? null : [];

    /// <summary>Takes the next cell.</summary>
    public void Add(ReadOnlySpan<byte> cell)
    {
        _bytes.Write(cell);
        _ends.Add(_bytes.WrittenCount);
        if (_numbers is null)
        {
            return;
        }

        CellKind kind = NumberParser.Parse(cell, out float value);
        if (kind == CellKind.Text)
        {
            _numbers = null;
        }
        else
        {
            // Infinities are kept; an empty cell is a value that is not there.
            _numbers.Add(kind switch
            {
                CellKind.Number or CellKind.TooLarge => value,
                CellKind.NotFinite => NotFinite(cell),
                _ => float.NaN,
            });
        }
    }

    /// <summary>The column: of numbers where every cell is one, NaN or empty, and not all are empty; of texts otherwise.</summary>
    /// <param name="before">Whether it stands in front of the coordinates.</param>
    public MapColumn ToColumn(bool before) => (_numbers is not null && _bytes.WrittenCount > 0
        ? MapColumn.OfNumbers(name, _numbers.ToArray())
        : MapColumn.OfTexts(name, Texts())) with
    { Before = before };

    private static float NotFinite(ReadOnlySpan<byte> cell)
    {
        ReadOnlySpan<byte> word = cell.Trim(" \t"u8);
        bool isNaN = word.TrimStart("+-"u8) is [(byte)'n' or (byte)'N', ..];
        return isNaN ? float.NaN : word[0] == '-' ? float.NegativeInfinity : float.PositiveInfinity;
    }

    private string[] Texts()
    {
        Dictionary<string, string> pool = new(StringComparer.Ordinal);
        string[] texts = new string[_ends.Count];
        ReadOnlySpan<byte> bytes = _bytes.WrittenSpan;
        for (int row = 0, start = 0; row < texts.Length; start = _ends[row], row++)
        {
            string text = Encoding.UTF8.GetString(bytes[start.._ends[row]]);
            texts[row] = pool.TryGetValue(text, out string? known) ? known : text;
            if (known is null && pool.Count < MostDistinct)
            {
                pool.Add(text, text);
            }
        }

        return texts;
    }
}
