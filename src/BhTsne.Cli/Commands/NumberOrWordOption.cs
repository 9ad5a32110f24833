using System.CommandLine;
using System.Numerics;

namespace BhTsne.Cli.Commands;

/// <summary>An option that takes a number, or a word that stands for a special value such as the engine's own choice.</summary>
/// <remarks>It holds the text: the parser cannot carry a null that stands for "auto".</remarks>
internal sealed class NumberOrWordOption<T> : Option<string>
    where T : struct, INumber<T>
{
    private readonly (string Word, T? Value)[] _words;

    /// <summary>Makes the option.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="words">The words and their values; the first is the default.</param>
    public NumberOrWordOption(string name, string description, params (string Word, T? Value)[] words)
        : base(name)
    {
        _words = words;
        Description = description;
        HelpName = $"{NumberOption.HelpName<T>()}|{string.Join('|', words.Select(choice => choice.Word))}";
        DefaultValueFactory = _ => words[0].Word;
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (!IsWord(text) && !NumberOption.TryParse(text, out T _))
            {
                argument.AddError($"{name}: '{text}' is neither {NumberOption.Expected<T>()} nor {string.Join(" nor ", words.Select(choice => choice.Word))}");
            }

            return text;
        };
    }

    /// <summary>The value that the command line chose.</summary>
    public T? In(ParseResult line)
    {
        string text = line.GetRequiredValue(this);
        return !IsWord(text) && NumberOption.TryParse(text, out T number) ? number : Array.Find(_words, choice => Same(choice.Word, text)).Value;
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private bool IsWord(string text) => Array.Exists(_words, choice => Same(choice.Word, text));
}
