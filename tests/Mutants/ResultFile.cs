using System.Globalization;

namespace BhTsne.Mutants;

/// <summary>Results in a file: name, outcome, seconds and detail, separated by tabs. A run that was ended goes on from it.</summary>
/// <param name="path">The file; null for none.</param>
internal sealed class ResultFile(string? path)
{
    /// <summary>The results of earlier runs, for the mutants that are still as they were then.</summary>
    public IReadOnlyList<MutantResult> Read(IReadOnlyList<Mutant> mutants)
    {
        List<MutantResult> results = [];
        foreach (string[] row in path is not null && File.Exists(path) ? File.ReadLines(path).Select(line => line.Split('\t')) : [])
        {
            if (row.Length == 4 && mutants.FirstOrDefault(mutant => mutant.Name == row[0]) is { } mutant)
            {
                results.Add(new MutantResult(
                    mutant, Enum.Parse<Outcome>(row[1]), double.Parse(row[2], CultureInfo.InvariantCulture), row[3]));
            }
        }

        return results;
    }

    /// <summary>Adds a result.</summary>
    public void Add(MutantResult result)
    {
        if (path is not null)
        {
            string detail = result.Detail.ReplaceLineEndings(" ").Replace('\t', ' ');
            File.AppendAllLines(path, [string.Create(
                CultureInfo.InvariantCulture, $"{result.Mutant.Name}\t{result.Outcome}\t{result.Seconds:0.0}\t{detail}")]);
        }
    }
}
