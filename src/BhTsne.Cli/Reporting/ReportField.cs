using System.Text.Json.Nodes;

namespace BhTsne.Cli.Reporting;

/// <summary>A field of the JSON of --report. Its name is a promise: fields are only ever added.</summary>
/// <param name="Name">In camel case.</param>
/// <param name="Value">What it holds.</param>
/// <param name="Meaning">For docs/command-line.md, as Markdown; null for a field that repeats the value of its option.</param>
internal sealed record ReportField(string Name, Func<RunFacts, JsonNode?> Value, string? Meaning = null)
{
    /// <summary>Whether only a finished run has it.</summary>
    public bool IsResult { get; private init; }

    /// <summary>A field that only a finished run has.</summary>
    public static ReportField OfResult(string name, Func<RunFacts, TsneResult, JsonNode?> value, string meaning) =>
        new(name, facts => value(facts, facts.Result!), meaning) { IsResult = true };
}
