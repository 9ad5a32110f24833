using System.Globalization;
using System.Numerics;

namespace BhTsne.Cli.Options;

/// <summary>Reads the text after an option.</summary>
/// <param name="text">As it was typed.</param>
/// <param name="value">What it means.</param>
/// <returns>What is wrong with the text, or null for nothing.</returns>
internal delegate string? ValueReader<T>(string text, out T value);

/// <summary>What may stand after an option, and what it means.</summary>
/// <param name="HelpName">How the help names the value, for instance X or auto|yes|no.</param>
/// <param name="Default">The default as a user would type it; null for none.</param>
/// <param name="Read">Reads a value.</param>
internal sealed record ValueKind<T>(string HelpName, string? Default, ValueReader<T> Read)
{
    /// <summary>The words that may be typed; a shell can complete them.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The word that stands for a value; null for a kind without words.</summary>
    public Func<T, string?>? WordOf { get; init; }

    /// <summary>The word that stands for a value in words; null for a kind without words.</summary>
    public Func<string, string?>? Spell { get; init; }

    /// <summary>One item of a list as a user would type it; null for items that are typed as they are.</summary>
    public Func<string, string>? Quote { get; init; }
}

/// <summary>The kinds of values that options take.</summary>
internal static class ValueKind
{
    /// <summary>A number.</summary>
    public static ValueKind<T> Number<T>(T defaultValue)
        where T : struct, INumber<T> => new(NumberName<T>(), Text(defaultValue), ReadNumber);

    /// <summary>A whole number that must not be too small.</summary>
    public static ValueKind<int> AtLeast(int least, int defaultValue)
    {
        return new ValueKind<int>(NumberName<int>(), Text(defaultValue), Read);

        string? Read(string text, out int value) =>
            ReadNumber(text, out value) ?? (value < least ? $"{text} must be at least {least}" : null);
    }

    /// <summary>The word every with a number of iterations, or iterations with commas between them.</summary>
    public static ValueKind<SnapshotTimes?> SnapshotTimes()
    {
        return new ValueKind<SnapshotTimes?>($"{StagedRows.Every} N|N[,N...]", null, Read);

        static string? Read(string text, out SnapshotTimes? value)
        {
            string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            bool isEvery = words is [var first, _] && first.Equals(StagedRows.Every, StringComparison.OrdinalIgnoreCase);
            string[] parts = isEvery ? words[1..] : text.Split(',', StringSplitOptions.TrimEntries);
            int[] numbers = new int[parts.Length];
            value = null;
            for (int i = 0; i < parts.Length; i++)
            {
                int least = isEvery ? 1 : 0;
                if (ReadNumber(parts[i], out numbers[i]) is not null)
                {
                    return $"'{text}' is neither {StagedRows.Every} N nor whole numbers with commas between them";
                }

                if (numbers[i] < least)
                {
                    return $"{numbers[i]} must be at least {least}";
                }
            }

            value = isEvery ? Options.SnapshotTimes.Every(numbers[0]) : Options.SnapshotTimes.At(numbers);
            return null;
        }
    }

    /// <summary>A number that has no default.</summary>
    public static ValueKind<double?> OptionalNumber()
    {
        return new ValueKind<double?>(NumberName<double>(), null, Read);

        static string? Read(string text, out double? value)
        {
            string? fault = ReadNumber(text, out double number);
            value = fault is null ? number : null;
            return fault;
        }
    }

    /// <summary>One number, or several with commas between them.</summary>
    public static ValueKind<double[]> Numbers(double defaultValue)
    {
        return new ValueKind<double[]>("X[,X...]", Text(defaultValue), Read);

        static string? Read(string text, out double[] values)
        {
            string[] parts = text.Split(',');
            values = new double[parts.Length];
            string? fault = null;
            for (int i = 0; i < parts.Length; i++)
            {
                fault ??= ReadNumber(parts[i], out values[i]);
            }

            return fault;
        }
    }

    /// <summary>Values with commas between them.</summary>
    /// <param name="one">What each of them is.</param>
    /// <param name="defaultText">The default as a user would type it; null for none, which is an empty list.</param>
    public static ValueKind<T[]> Several<T>(ValueKind<T> one, string? defaultText = null)
    {
        return new ValueKind<T[]>($"{one.HelpName}[,...]", defaultText, Read) { Words = one.Words };

        string? Read(string text, out T[] values)
        {
            string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
            values = new T[parts.Length];
            string? fault = null;
            for (int i = 0; i < parts.Length; i++)
            {
                fault ??= one.Read(parts[i], out values[i]);
            }

            return fault;
        }
    }

    /// <summary>Whole numbers of at least 1 with commas between them, or a word that stands for null, which is the default.</summary>
    public static ValueKind<int[]?> CountsOr(string word)
    {
        return new ValueKind<int[]?>($"N[,N...]|{word}", word, Read) { Words = [word] };

        string? Read(string text, out int[]? values)
        {
            values = null;
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
            int[] numbers = new int[parts.Length];
            for (int i = 0; i < parts.Length; i++)
            {
                if (ReadNumber(parts[i], out numbers[i]) is not null)
                {
                    return $"'{text}' is neither {word} nor whole numbers with commas between them";
                }

                if (numbers[i] < 1)
                {
                    return $"{numbers[i]} must be at least 1";
                }
            }

            values = numbers;
            return null;
        }
    }

    /// <summary>A number, or a word that stands for a special value.</summary>
    /// <param name="words">The words and their values; the first is the default.</param>
    public static ValueKind<T?> NumberOr<T>(params (string Word, T? Value)[] words)
        where T : struct, INumber<T>
    {
        string[] names = [.. words.Select(word => word.Word)];
        return new ValueKind<T?>($"{NumberName<T>()}|{string.Join('|', names)}", names[0], Read) { Words = names, Spell = Spell };

        string? Spell(string value) => Array.Find(words, word => word.Value?.ToString() == value).Word;

        string? Read(string text, out T? value)
        {
            int word = IndexOf(names, text);
            if (word >= 0)
            {
                value = words[word].Value;
                return null;
            }

            bool isNumber = TryParse(text, out T number);
            value = isNumber ? number : null;
            return isNumber ? null : $"'{text}' is neither {Expected<T>()} nor {string.Join(" nor ", names)}";
        }
    }

    /// <summary>One of a few words.</summary>
    /// <param name="choices">The words and their values; the first is the default.</param>
    public static ValueKind<T> Choice<T>(params (string Word, T Value)[] choices)
    {
        string[] names = [.. choices.Select(choice => choice.Word)];
        return new ValueKind<T>(string.Join('|', names), names[0], Read) { Words = names, WordOf = WordOf, Spell = Spell };

        string? WordOf(T value) => Array.Find(choices, choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Word;

        string? Spell(string value) => Array.Find(choices, choice => choice.Value?.ToString() == value).Word;

        string? Read(string text, out T value)
        {
            int word = IndexOf(names, text);
            value = choices[Math.Max(word, 0)].Value;
            return word >= 0 ? null : $"'{text}' is none of {string.Join(", ", names)}";
        }
    }

    /// <summary>A name, for instance of a file.</summary>
    public static ValueKind<string?> Name(string helpName, string? defaultValue = null)
    {
        return new ValueKind<string?>(helpName, defaultValue, Read);

        static string? Read(string text, out string? value)
        {
            value = text;
            return null;
        }
    }

    /// <summary>Columns with commas between them; a name that has commas or quotes stands in quotes, which are doubled inside.</summary>
    public static ValueKind<string[]?> ColumnList()
    {
        return new ValueKind<string[]?>("LIST", null, Read) { Quote = Quote };

        // A name with spaces at an end would lose them without quotes.
        static string Quote(string item) => item.AsSpan().ContainsAny(',', '"') || item != item.Trim()
            ? $"\"{item.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : item;

        static string? Read(string text, out string[]? value)
        {
            value = null;
            List<string> items = [];
            for (int at = 0; at <= text.Length;)
            {
                bool isQuoted = at < text.Length && text[at] == '"';
                int end = isQuoted ? EndOfQuotes(text, at) : text.IndexOf(',', at) is >= 0 and int comma ? comma : text.Length;
                if (end < 0 || (isQuoted && end < text.Length && text[end] != ','))
                {
                    return $"'{text}' has a name whose quotes do not end before a comma or the end; quotes inside a name are doubled";
                }

                string item = isQuoted ? text[(at + 1)..(end - 1)].Replace("\"\"", "\"", StringComparison.Ordinal) : text[at..end].Trim();
                if (item.Length == 0)
                {
                    return $"'{text}' has an empty item; give names or numbers with commas between them";
                }

                items.Add(item);
                at = end + 1;
            }

            value = [.. items];
            return null;
        }

        // Behind the closing quote; -1 where there is none.
        static int EndOfQuotes(string text, int start)
        {
            for (int at = start + 1; at < text.Length; at++)
            {
                if (text[at] == '"' && (at + 1 == text.Length || text[at + 1] != '"'))
                {
                    return at + 1;
                }

                at += text[at] == '"' ? 1 : 0;
            }

            return -1;
        }
    }

    /// <summary>What separates cells: a word or the character itself; null for auto.</summary>
    public static ValueKind<char?> Delimiter()
    {
        return new ValueKind<char?>("auto|,|;|tab|space", "auto", Read) { Words = ["auto", ",", ";", "tab", "space"] };

        static string? Read(string text, out char? value)
        {
            string? fault = null;
            value = text.ToLowerInvariant() switch
            {
                "auto" => null,
                "," or "comma" => ',',
                ";" or "semicolon" => ';',
                "\t" or "\\t" or "tab" => '\t',
                " " or "space" => ' ',
                "|" or "bar" => '|',
                _ => Unknown(),
            };
            return fault;

            char? Unknown()
            {
                fault = $"'{text}' is none of auto, comma (,), semicolon (;), tab, space, bar (|)";
                return null;
            }
        }
    }

    private static string? ReadNumber<T>(string text, out T value)
        where T : struct, INumber<T> => TryParse(text, out value) ? null : $"'{text}' is not {Expected<T>()}";

    /// <summary>Reads a finite number, the same in all cultures.</summary>
    private static bool TryParse<T>(string text, out T value)
        where T : struct, INumber<T> => T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && T.IsFinite(value);

    private static string NumberName<T>() => typeof(T) == typeof(double) ? "X" : "N";

    private static string Expected<T>() =>
        typeof(T) == typeof(double) ? "a number" : typeof(T) == typeof(ulong) ? "a whole number that is not negative" : "a whole number";

    private static string Text<T>(T number)
        where T : struct, INumber<T> => number.ToString(null, CultureInfo.InvariantCulture);

    private static int IndexOf(string[] words, string text) =>
        Array.FindIndex(words, word => word.Equals(text, StringComparison.OrdinalIgnoreCase));
}
