using System.Buffers;
using System.Globalization;
using System.Text;

namespace BhTsne.IO.Text;

/// <summary>The cells of a column that is kept beside the features: numbers as long as all of them are, then texts.</summary>
/// <param name="name">What the column is called.</param>
internal sealed class KeptCells(string name)
{
    private const int LongestNumber = 32;

    private readonly List<float> _numbers = [];
    private readonly List<int> _ends = [];
    private ArrayBufferWriter<byte>? _bytes = new();
    private List<string>? _texts;

    /// <summary>What the column is called.</summary>
    public string Name { get; } = name;

    /// <summary>Appends a cell of the current record.</summary>
    public void Add(CsvFile csv, int cell)
    {
        ReadOnlySpan<byte> text = csv.Span(cell);
        if (_texts is null)
        {
            CellKind kind = csv.Parse(cell, out float number);
            if (kind is CellKind.Number or CellKind.Empty || MissingMark.Is(text))
            {
                _numbers.Add(kind == CellKind.Number ? number : float.NaN);
                _bytes!.Write(text);
                _ends.Add(_bytes!.WrittenCount);
                return;
            }

            TurnToTexts();
        }

        _texts!.Add(csv.Text(cell));
    }

    /// <summary>One column of the cells of several files, in their order; texts where one has texts.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="parts">At least one.</param>
    public static MapColumn Join(string name, IReadOnlyList<KeptCells> parts)
    {
        if (parts.All(part => part._texts is null))
        {
            return MapColumn.OfNumbers(name, parts.SelectMany(part => part._numbers).ToArray());
        }

        foreach (KeptCells part in parts.Where(part => part._texts is null))
        {
            part.TurnToTexts();
        }

        return MapColumn.OfTexts(name, [.. parts.SelectMany(part => part._texts!)]);
    }

    /// <summary>Appends the numbers of an array.</summary>
    public void AddNumbers(float[] numbers)
    {
        foreach (float number in numbers)
        {
            _numbers.Add(number);
            number.TryFormat(_bytes!.GetSpan(LongestNumber), out int written, "R", CultureInfo.InvariantCulture);
            _bytes.Advance(written);
            _ends.Add(_bytes.WrittenCount);
        }
    }

    // What was taken for numbers is needed as it stands in the file: 007 is not 7.
    private void TurnToTexts()
    {
        _texts = new List<string>(_ends.Count);
        int start = 0;
        foreach (int end in _ends)
        {
            _texts.Add(Encoding.UTF8.GetString(_bytes!.WrittenSpan[start..end]));
            start = end;
        }

        _bytes = null;
        _numbers.Clear();
        _ends.Clear();
    }
}
