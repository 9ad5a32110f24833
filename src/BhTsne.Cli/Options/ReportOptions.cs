using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Nodes;
using BhTsne.Cli.Help;

namespace BhTsne.Cli.Options;

/// <summary>What was given to a command, in the form in which --config takes it again.</summary>
internal static class ReportOptions
{
    /// <summary>The field of a report that has them.</summary>
    public const string Field = "options";

    /// <summary>The field of a report that names the command.</summary>
    public const string CommandField = "command";

    /// <summary>The field of a report with SHA-256 of each file that was read.</summary>
    public const string HashField = "inputHashes";

    /// <summary>The inputs, and every option that was typed or came from a file; names of files are relative to the report.</summary>
    /// <param name="line">The command line, with what a file has added.</param>
    /// <param name="page">The command.</param>
    /// <param name="report">The file of the report; null where it is no file.</param>
    public static JsonObject Of(CommandResult line, CommandPage page, string? report)
    {
        JsonObject options = [];
        string[] arguments = [.. Arguments(line).Select(name => ConfigPaths.Relative(name, ConfigPaths.File, report))];
        int next = 0, several = arguments.Length - page.ArgumentKeys.Count(key => !key.IsMany);
        foreach (ArgumentKey key in page.ArgumentKeys)
        {
            string[] names = [.. arguments.Skip(next).Take(key.IsMany ? several : 1)];
            options.Add(key.Name, key.IsMany ? new JsonArray([.. names.Select(name => (JsonNode)name)]) : names[0]);
            next += names.Length;
        }

        foreach (OptionRow row in page.Rows.Where(row => row.CanBeInFile))
        {
            if (row.ToJson(line) is { } value)
            {
                options.Add(row.CamelName, Relative(value, row, report));
            }
        }

        return options;
    }

    /// <summary>A name in camel case: --label-column, label-column and labelColumn are the same.</summary>
    public static string CamelCase(string name)
    {
        string[] words = name.TrimStart('-').Split('-', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            ? name
            : words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    /// <summary>What stands on a line without an option.</summary>
    public static IEnumerable<string> Arguments(CommandResult line) =>
        line.Command.Arguments.SelectMany(argument => line.GetResult(argument)?.Tokens ?? []).Select(token => token.Value);

    private static JsonNode Relative(JsonNode value, OptionRow row, string? report) => value switch
    {
        JsonArray names => new JsonArray(
            [.. names.Select(name => (JsonNode)ConfigPaths.Relative(name!.GetValue<string>(), row.Values, report))]),
        _ when value.GetValueKind() == JsonValueKind.String =>
            ConfigPaths.Relative(value.GetValue<string>(), row.Values, report),
        _ => value,
    };
}
