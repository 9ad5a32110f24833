using System.Text;

namespace BhTsne.Mutants;

/// <summary>What became of all mutants, as a table for docs/testing.md.</summary>
internal static class ResultTable
{
    /// <summary>One row for each area, then those that are left to do.</summary>
    public static string Of(IReadOnlyList<MutantResult> results)
    {
        StringBuilder text = new("| area | mutants | caught | equivalent | left |\n|---|---|---|---|---|\n");
        foreach (IGrouping<string, MutantResult> area in results.GroupBy(result => result.Mutant.Area))
        {
            Row(area.Key, [.. area]);
        }

        Row("all", results);
        foreach (MutantResult result in results.Where(result => !result.IsSettled))
        {
            text.Append($"\n{result.Word}: {result.Mutant} {result.Detail}");
        }

        return text.ToString();

        void Row(string name, IReadOnlyList<MutantResult> some) => text.Append(
            $"| {name} | {some.Count} | {some.Count(result => result.IsSettled && result.Mutant.Equivalent is null)} "
            + $"| {some.Count(result => result.IsSettled && result.Mutant.Equivalent is not null)} "
            + $"| {some.Count(result => !result.IsSettled)} |\n");
    }
}
