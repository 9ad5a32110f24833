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
            CustomParser = argument =>
            {
                string text = argument.Tokens[0].Value;
                if (!TryParse(text, out T value))
                {
                    argument.AddError($"{name}: '{text}' is not {Expected<T>()}");
                }

                return value;
            },
        };

    /// <summary>How the help calls such a number.</summary>
    public static string HelpName<T>() => typeof(T) == typeof(double) ? "X" : "N";

    /// <summary>How a message calls such a number.</summary>
    public static string Expected<T>() =>
        typeof(T) == typeof(double) ? "a number" : typeof(T) == typeof(ulong) ? "a whole number that is not negative" : "a whole number";

    /// <summary>Reads a finite number, the same in all cultures.</summary>
    public static bool TryParse<T>(string text, out T value)
        where T : struct, INumber<T> => T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && T.IsFinite(value);
}
