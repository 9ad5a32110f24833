using System.CommandLine;

namespace BhTsne.Cli.Commands;

/// <summary>An option that takes one of a few words, each of which stands for a value.</summary>
internal sealed class ChoiceOption<T> : Option<string>
{
    private readonly (string Word, T Value)[] _choices;

    /// <summary>Makes the option.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="choices">The words; the first is the default.</param>
    public ChoiceOption(string name, string description, params (string Word, T Value)[] choices)
        : base(name)
    {
        _choices = choices;
        string[] words = [.. choices.Select(choice => choice.Word)];
        Description = description;
        HelpName = string.Join('|', words);
        DefaultValueFactory = _ => words[0];
        CompletionSources.Add(_ => words.Select(word => new System.CommandLine.Completions.CompletionItem(word)));
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (!words.Contains(text, StringComparer.OrdinalIgnoreCase))
            {
                argument.AddError($"{name}: '{text}' is none of {string.Join(", ", words)}");
            }

            return text;
        };
    }

    /// <summary>The value that the command line chose.</summary>
    public T In(ParseResult line)
    {
        string word = line.GetRequiredValue(this);
        return Array.Find(_choices, choice => choice.Word.Equals(word, StringComparison.OrdinalIgnoreCase)).Value;
    }
}
