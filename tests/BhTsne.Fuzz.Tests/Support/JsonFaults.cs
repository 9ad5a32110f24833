using System.Text;
using System.Text.Json;

namespace BhTsne.Fuzz.Tests.Support;

/// <summary>Changes of a JSON text that know its names and values.</summary>
internal static class JsonFaults
{
    private static readonly string[] _values =
    [
        "0", "-1", "1", "2", "0.5", "-0.0", "1e400", "-1e400", "1e-400", "1e15", "2147483647", "2147483648", "4294967296",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "NaN", "Infinity", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"",
        "null", "true", "false", "[]", "{}", "[1]", "{\"a\":1}", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"", "\"\\n\"", "'x'", "01",
        "+1", ".5", "1.", "0x1", "\"perplexity NaN\"", "\"perplexity 1e300\"", "\"perplexity -1,5\"", "\"uniform 0\"", "\"uniform 1e9\"",
        "\"uniform NaN\"", "\"fixed 0\"", "\"fixed Infinity\"", "\"perplexity 1,,2\"", "\"perplexity 30 40\"", "\"cosine\"",
            "\"euclidean\"",
        "\"own\"", "\"Points\"", "\"Sne\"", "\"Exact\"", "\"TSne, Sne\"", "\"17\"", "1.0", "1e1", "\"5\"", "\"1, 2\"", "/* x */ 1", "",
    ];

    /// <summary>Changes values and names, each with the chance of a fault.</summary>
    public static byte[] Change(ReadOnlySpan<byte> json, Dice dice)
    {
        List<(int Start, int End, bool IsName)> tokens = Tokens(json);
        string text = Encoding.UTF8.GetString(json);
        if (text.Length != json.Length)
        {
            return json.ToArray();
        }

        StringBuilder changed = new();
        int done = 0;
        foreach ((int start, int end, bool isName) in tokens)
        {
            if (start < done || !dice.Fault())
            {
                continue;
            }

            string old = text[start..end];
            (int otherStart, int otherEnd, _) = tokens[dice.Below(tokens.Count)];
            string other = text[otherStart..otherEnd];
            changed.Append(text, done, start - done).Append(dice.Below(8) switch
            {
                0 => other,
                1 when !isName => $"{old}, {other}: {old}",
                2 when !isName => $"{new string('[', dice.Pick(1, 70, 3000))}{old}",
                3 when !isName && long.TryParse(old, out long number) => $"{dice.WrongNumber(number)}",
                4 when isName => $"{old}: 1, {old}",
                5 when isName => "\"New\"",
                6 when isName => old.ToUpperInvariant(),
                _ => isName ? dice.Pick("\"\"", "\"\\u0050oints\"", "\"Metric\"", "null") : dice.Pick<string>(_values),
            });
            done = end;
        }

        changed.Append(text, done, text.Length - done);
        return dice.Fault() ? TextTable(changed.ToString(), dice) : Encoding.UTF8.GetBytes(changed.ToString());
    }

    private static byte[] TextTable(string text, Dice dice) => dice.Below(6) switch
    {
        0 => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
        1 => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
        2 => Encoding.UTF8.GetBytes(text + "\0"),
        3 => [.. Encoding.UTF8.GetBytes(text), 0xFF],
        4 => Encoding.UTF8.GetBytes("// x\n" + text),
        _ => Encoding.UTF8.GetBytes($"{text}{text}"),
    };

    private static List<(int Start, int End, bool IsName)> Tokens(ReadOnlySpan<byte> json)
    {
        List<(int, int, bool)> tokens = [];
        Utf8JsonReader reader = new(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject or JsonTokenType.StartArray
                or JsonTokenType.EndArray))
            {
                int start = (int)reader.TokenStartIndex, quotes = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                    ? 2 : 0;
                tokens.Add((start, start + reader.ValueSpan.Length + quotes, reader.TokenType == JsonTokenType.PropertyName));
            }
        }

        return tokens;
    }
}
