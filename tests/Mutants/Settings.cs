using System.Globalization;

namespace BhTsne.Mutants;

/// <summary>What the command line asks for.</summary>
/// <param name="Only">Parts of names, files or areas: only mutants with one of them are tried; none for all.</param>
/// <param name="Results">A file to which each result is added; mutants that it has already are not tried again. Null for none.</param>
/// <param name="Folder">Where the copy of the working tree is made; null for a temporary folder.</param>
/// <param name="Minutes">After so many minutes no further mutant is begun.</param>
internal sealed record Settings(IReadOnlyList<string> Only, string? Results, string? Folder, double Minutes)
{
    /// <summary>How the program is called.</summary>
    public const string Usage = """
        Applies each mutant of tests/Mutants/mutants.txt in a copy of the working tree, and runs the tests that must notice it.

        dotnet run -c Release --project tests/Mutants -- [options]
          --only TEXT       only mutants whose name, file or area contains TEXT; may be given several times
          --results FILE    adds each result to FILE (tab-separated); mutants that FILE has already are not tried again
          --folder FOLDER   makes the copy in FOLDER and keeps it, so that the next run builds less; otherwise in a temporary folder
          --minutes N       begins no further mutant after N minutes

        Ends with 0 where every mutant was caught, or survived and is said to be equivalent; otherwise with 1.
        """;

    /// <summary>Reads a command line; null where it is malformed.</summary>
    public static Settings? Read(string[] arguments)
    {
        List<string> only = [];
        string? results = null, folder = null;
        double minutes = double.PositiveInfinity;
        for (int at = 0; at < arguments.Length; at += 2)
        {
            string? value = at + 1 < arguments.Length ? arguments[at + 1] : null;
            switch (arguments[at])
            {
                case "--only" when value is not null:
                    only.Add(value);
                    break;
                case "--results" when value is not null:
                    results = Path.GetFullPath(value);
                    break;
                case "--folder" when value is not null:
                    folder = Path.GetFullPath(value);
                    break;
                case "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out minutes):
                    break;
                default:
                    return null;
            }
        }

        return new Settings(only, results, folder, minutes);
    }

    /// <summary>Whether a mutant is asked for.</summary>
    public bool Wants(Mutant mutant) => Only.Count == 0 || Only.Any(text =>
        mutant.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || mutant.File.Contains(text, StringComparison.OrdinalIgnoreCase)
        || mutant.Area.Contains(text, StringComparison.OrdinalIgnoreCase));
}
