using System.Globalization;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Help;
using BhTsne.Cli.Options;
using BhTsne.Cli.Progress;

namespace BhTsne.Cli.Reporting;

/// <summary>The plan of a run as text.</summary>
internal static class PlanTable
{
    /// <summary>Each choice with its reason, the phases of the optimization, the memory of each stage, and where the report is.</summary>
    public static void Write(TextWriter output, RunFacts facts, OutputFiles written)
    {
        output.WriteLine("plan");
        TextColumns.Write(output, [.. facts.Plan.Choices.Select(Choice)]);
        output.WriteLine(Text($"optimization, {(facts.MayEndEarly ? "at most " : "")}{facts.Options.Iterations} iterations"));
        TextColumns.Write(
            output,
            [
                ["iterations", "exaggeration", "learning rate", "momentum", "theta"],
                .. facts.Plan.Phases.Where(phase => phase.Iterations > 0).Select(phase => Phase(phase, facts.Options)),
            ]);
        long mapped = facts.Table?.MappedBytes ?? 0;
        output.WriteLine(
            mapped == 0 ? "memory of the process"
            : Text($"memory of the process, without the {mapped >> 20:N0} MiB of the file that is mapped"));
        TextColumns.Write(
            output,
            [
                ["after reading", Size(facts.ReadMiB)],
                .. facts.PlannedStages.Select(stage => new[] { RunProgress.Name(stage.Stage), Size(stage.MiB) }),
                ["peak", Size(facts.PlannedMiB)],
            ]);
        RunSummary.WriteFiles(output, written);
    }

    private static string[] Choice(TsneChoice choice)
    {
        OptionRow? row = OptionTable.RowOf(choice.Option);

        // The rates of all phases would make the column too wide; they are in the table of the phases.
        string value = choice.Option == nameof(TsneOptions.LearningRate) ? "by phase" : row?.Spell(choice.Value) ?? choice.Value;
        return [row?.Name ?? choice.Option, value, choice.Reason];
    }

    private static string[] Phase(TsnePhase phase, TsneOptions options) =>
    [
        Text($"{phase.Iterations}"),
        Text($"{phase.Exaggeration:0.###}"),
        Rate(phase),
        (phase.MomentumGrows ? "grows to " : "") + Text($"{phase.Momentum}"),
        Text($"{phase.Theta ?? options.Theta}"),
    ];

    private static string Rate(TsnePhase phase) => phase.FinalLearningRate is { } end && end != phase.LearningRate
        ? Text($"{phase.LearningRate:0.###} to {end:0.###}")
        : Text($"{phase.LearningRate:0.###}");

    private static string Size(double mebibytes) => Text($"{mebibytes:N0} MiB").PadLeft(11);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
