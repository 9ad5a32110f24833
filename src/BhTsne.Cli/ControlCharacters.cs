using System.Globalization;
using System.Text;

namespace BhTsne.Cli;

/// <summary>Makes characters visible that a terminal would obey.</summary>
internal static class ControlCharacters
{
    /// <summary>Writes line breaks, tabs and other control characters as a backslash with a letter or a number.</summary>
    public static string Escape(string text)
    {
        if (!text.Any(IsControl))
        {
            return text;
        }

        StringBuilder escaped = new();
        foreach (char letter in text)
        {
            escaped.Append(letter switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when IsControl(letter) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}"),
                _ => $"{letter}",
            });
        }

        return escaped.ToString();
    }

    /// <summary>Also the two characters that Unicode has for the ends of lines and paragraphs.</summary>
    private static bool IsControl(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';
}
