using System.Globalization;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Help;
using BhTsne.Cli.Options;
using BhTsne.Cli.Progress;

namespace BhTsne.Cli.Reporting;

/// <summary>The plan of a run as text.</summary>
internal static class PlanTable
{
    /// <summary>Each choice with its reason, the memory of each stage, and where the report is.</summary>
    public static void Write(TextWriter output, RunFacts facts, OutputFiles written)
    {
        output.WriteLine("plan");
        TextColumns.Write(output, [.. facts.Plan.Choices.Select(Choice)]);
        output.WriteLine("memory of the process");
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
        return [row?.Name ?? choice.Option, row?.Spell(choice.Value) ?? choice.Value, choice.Reason];
    }

    private static string Size(double mebibytes) => string.Create(CultureInfo.InvariantCulture, $"{mebibytes:N0} MiB").PadLeft(11);
}
