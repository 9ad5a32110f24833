using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace BhTsne.Cli.Commands;

/// <summary>Makes options that take a number and say so in words when they get none.</summary>
internal static class NumberOption
{
    /// <summary>An option that takes a number.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="defaultValue">Shown in the help.</param>
    /// <param name="description">For the help.</param>
    public static Option<T> Create<T>(string name, T defaultValue, string description)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = HelpName<T>(),
            DefaultValueFactory = _ => defaultValue,
            CustomParser = argument => Parse<T>(name, argument.Tokens[0].Value, argument.AddError) ?? default,
        };

    /// <summary>An option that takes a number or a word that stands for something else, for instance the default.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="words">The words and their values; the first is the default.</param>
    /// <param name="description">For the help.</param>
    public static Option<T?> OrWord<T>(string name, (string Word, T? Value)[] words, string description)
        where T : struct, INumber<T> => new(name)
        {
            Description = $"{description} [default: {words[0].Word}]",
            HelpName = $"{HelpName<T>()}|{string.Join('|', words.Select(choice => choice.Word))}",
            CustomParser = argument =>
            {
                string text = argument.Tokens[0].Value;
                int word = Array.FindIndex(words, choice => choice.Word.Equals(text, StringComparison.OrdinalIgnoreCase));
                return word >= 0 ? words[word].Value : Parse<T>(name, text, argument.AddError);
            },
        };

    private static string HelpName<T>() => typeof(T) == typeof(double) ? "X" : "N";

    private static T? Parse<T>(string name, string text, Action<string> addError)
        where T : struct, INumber<T>
    {
        if (T.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out T value) && T.IsFinite(value))
        {
            return value;
        }

        string expected = typeof(T) == typeof(double) ? "a number" : typeof(T) == typeof(ulong) ? "a whole number that is not negative" : "a whole number";
        addError($"{name}: '{text}' is not {expected}");
        return null;
    }
}
