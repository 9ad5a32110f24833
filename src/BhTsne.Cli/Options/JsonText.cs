using System.Text.Json;
using System.Text.RegularExpressions;

namespace BhTsne.Cli.Options;

/// <summary>Values of JSON as the text that a user would type.</summary>
internal static partial class JsonText
{
    /// <summary>The text of a string or a number, of which every digit is kept; null for anything else.</summary>
    public static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>What messages call a value.</summary>
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => $"'{value.GetString()}'",
        _ => value.GetRawText(),
    };

    /// <summary>Whether a text is a number of JSON as it is.</summary>
    public static bool IsNumber(string text) => NumberPattern().IsMatch(text);

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?\z", RegexOptions.ECMAScript)]
    private static partial Regex NumberPattern();
}
