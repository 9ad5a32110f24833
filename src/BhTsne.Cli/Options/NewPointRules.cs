using System.CommandLine.Parsing;

namespace BhTsne.Cli.Options;

/// <summary>What a command line that names a model and new points must have.</summary>
internal static class NewPointRules
{
    /// <summary>The name of the model, which stands on a line without an option.</summary>
    public const string Model = "MODEL";

    /// <summary>Adds an error for what is missing, and for each mistyped option.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="rows">The options of the command.</param>
    public static void Check(CommandResult line, IEnumerable<OptionRow> rows)
    {
        string[] names = [.. rows.Select(row => row.Name)];
        string[] mistyped = [.. OptionRules.Mistyped(line, Model, names), .. OptionRules.Mistyped(line, OptionRules.Input, names)];
        if (TableRows.Standardize.IsOn(line))
        {
            line.AddError($"{TableRows.Standardize.Name}: {Model} says whether points are standardized, and has the numbers; leave it out");
        }

        if (OptionRules.NamesIdsTwice(line) is (true, string option, string message))
        {
            line.AddError($"{option}: {message}");
        }

        foreach ((bool isBroken, string row, string fault) in CaptionRules.Rules(line, TransformRows.Plots.IsOn(line)))
        {
            if (isBroken)
            {
                line.AddError($"{row}: {fault}");
            }
        }

        foreach (string fault in mistyped)
        {
            line.AddError(fault);
        }

        if (Count(Model) == 0)
        {
            line.AddError($"{Model}: it is missing; name the .bhtsne file that bhtsne embed wrote by {ContinuationRows.Model.Name}");
        }
        else if (Count(OptionRules.Input) == 0)
        {
            line.AddError($"{OptionRules.Input}: it is missing; name at least one file of new points after {Model}");
        }

        int Count(string argument) => line.GetResult(argument)?.Tokens.Count ?? 0;
    }
}
