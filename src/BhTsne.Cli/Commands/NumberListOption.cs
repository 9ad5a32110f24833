using System.CommandLine;

namespace BhTsne.Cli.Commands;

/// <summary>An option that takes a number, or several with commas between.</summary>
/// <remarks>It holds the text, so that the help shows the default as it would be typed.</remarks>
internal sealed class NumberListOption : Option<string>
{
    /// <summary>Makes the option.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="defaultValue">Shown in the help.</param>
    /// <param name="description">For the help.</param>
    public NumberListOption(string name, double defaultValue, string description)
        : base(name)
    {
        Description = description;
        HelpName = "X[,X...]";
        DefaultValueFactory = _ => FormattableString.Invariant($"{defaultValue}");
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            foreach (string part in text.Split(',').Where(part => !NumberOption.TryParse(part, out double _)))
            {
                argument.AddError($"{name}: '{part}' is not a number");
            }

            return text;
        };
    }

    /// <summary>The numbers that the command line named, one or more.</summary>
    public double[] In(ParseResult line) =>
        [.. line.GetRequiredValue(this).Split(',').Select(part => NumberOption.TryParse(part, out double value) ? value : double.NaN)];
}
