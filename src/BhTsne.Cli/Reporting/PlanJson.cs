using System.Text.Json.Nodes;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Reporting;

/// <summary>The plan of a run as JSON.</summary>
internal static class PlanJson
{
    /// <summary>Makes the object.</summary>
    public static JsonObject Of(RunFacts facts) => new()
    {
        ["peakMemoryMiB"] = Math.Round(facts.PlannedMiB, 1),
        ["stages"] = new JsonObject(facts.PlannedStages.Select(stage => Memory(stage.Stage, stage.MiB))),
        ["choices"] = new JsonObject(facts.Plan.Choices.Select(Choice)),
        ["phases"] = new JsonArray([.. facts.Plan.Phases.Select(phase => Phase(phase, facts.Options))]),
    };

    private static KeyValuePair<string, JsonNode?> Memory(TsneStage stage, double mebibytes) =>
        new(RunReport.Camel(stage), new JsonObject { ["memoryMiB"] = Math.Round(mebibytes, 1) });

    private static KeyValuePair<string, JsonNode?> Choice(TsneChoice choice)
    {
        OptionRow? row = OptionTable.RowOf(choice.Option);
        JsonObject value = new() { ["value"] = row?.Spell(choice.Value) ?? choice.Value, ["reason"] = choice.Reason };
        return new(row?.CamelName ?? choice.Option, value);
    }

    private static JsonObject Phase(TsnePhase phase, TsneOptions options) => new()
    {
        ["iterations"] = phase.Iterations,
        ["exaggeration"] = phase.Exaggeration,
        ["learningRate"] = phase.LearningRate,
        ["finalLearningRate"] = phase.FinalLearningRate,
        ["momentum"] = phase.Momentum,
        ["momentumGrows"] = phase.MomentumGrows,
        ["theta"] = phase.Theta ?? options.Theta,
    };
}
