namespace BhTsne.Plotting.Labels;

/// <summary>
/// The order a reader expects of names: numbers by value and before words, words with their runs of digits by value ("week 2" before "week
/// 10"), ties by code unit. A total order that no culture setting changes.
/// </summary>
internal sealed class NaturalOrder : IComparer<string>
{
    private NaturalOrder()
    {
    }

    /// <summary>The one instance.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        x ??= "";
        y ??= "";
        bool left = LabelNumber.TryParse(x, out double a);
        bool right = LabelNumber.TryParse(y, out double b);
        int order = left && right ? a.CompareTo(b) : left != right ? right.CompareTo(left) : CompareWords(x, y);
        return order != 0 ? order : string.CompareOrdinal(x, y);
    }

    private static int CompareWords(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        while (!x.IsEmpty && !y.IsEmpty)
        {
            if (char.IsAsciiDigit(x[0]) && char.IsAsciiDigit(y[0]))
            {
                ReadOnlySpan<char> a = TakeDigits(ref x);
                ReadOnlySpan<char> b = TakeDigits(ref y);
                int byValue = a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.SequenceCompareTo(b);
                if (byValue != 0)
                {
                    return byValue;
                }

                continue;
            }

            int byLetter = char.ToUpperInvariant(x[0]).CompareTo(char.ToUpperInvariant(y[0]));
            if (byLetter != 0)
            {
                return byLetter;
            }

            x = x[1..];
            y = y[1..];
        }

        return x.Length.CompareTo(y.Length);
    }

    /// <summary>Cuts the digits off the front; returns them without leading zeros.</summary>
    private static ReadOnlySpan<char> TakeDigits(ref ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits.TrimStart('0');
    }
}
