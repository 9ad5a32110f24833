using System.Text.Json.Nodes;

namespace BhTsne.Cli.Reporting;

/// <summary>What a user should know about a run that is done, and what to do about it.</summary>
/// <param name="Kind">In camel case; a promise of the report.</param>
/// <param name="Message">What was found.</param>
/// <param name="Advice">What to do, in the words of the command line.</param>
internal sealed record RunWarning(string Kind, string Message, string Advice)
{
    /// <summary>For the screen.</summary>
    public string Line => $"  warning: {Message}; {Advice}";

    /// <summary>For the report.</summary>
    public JsonObject ToJson() => new() { ["kind"] = Kind, ["message"] = Message, ["advice"] = Advice };

    /// <summary>All of a report.</summary>
    public static JsonArray ToJson(IEnumerable<RunWarning> warnings) => new([.. warnings.Select(warning => (JsonNode)warning.ToJson())]);
}
