namespace BhTsne.Mutants;

/// <summary>Reads the list of mutants.</summary>
/// <remarks>
/// A line that begins with <c>#</c> is a comment, one with <c>==</c> the heading of an area. A mutant is a group of lines
/// <c>field: value</c>; empty lines stand between groups. The fields are <c>mutant</c>, <c>file</c>, <c>after</c> (may be left out),
/// <c>old</c>, <c>new</c>, <c>tests</c> (the test project, then parts of names of tests) and <c>equivalent</c> (only where no test can
/// notice the change: why).
/// </remarks>
internal static class MutantList
{
    /// <summary>The list, below the root of the repository.</summary>
    public const string Path = "tests/Mutants/mutants.txt";

    private static readonly string[] Required = ["mutant", "file", "old", "new", "tests"], Optional = ["after", "equivalent"];

    /// <summary>Reads all mutants.</summary>
    /// <param name="lines">The lines of the list.</param>
    /// <exception cref="FormatException">A line is malformed, a field is missing, or a name occurs twice.</exception>
    public static IReadOnlyList<Mutant> Read(IEnumerable<string> lines)
    {
        List<Mutant> mutants = [];
        Dictionary<string, string> fields = [];
        string area = "";
        int number = 0, begin = 0;
        foreach (string line in lines.Append(""))
        {
            number++;
            if (line.StartsWith('#'))
            {
                continue;
            }

            if (line.Length == 0 || line.StartsWith("==", StringComparison.Ordinal))
            {
                if (fields.Count > 0)
                {
                    mutants.Add(Mutant(begin, area, fields));
                    fields.Clear();
                }

                area = line.Length == 0 ? area : line.Trim('=', ' ');
                continue;
            }

            string[] parts = line.Split(": ", 2);
            begin = fields.Count == 0 ? number : begin;
            if (parts.Length < 2 || !(Required.Contains(parts[0]) || Optional.Contains(parts[0])) || !fields.TryAdd(parts[0], parts[1]))
            {
                throw new FormatException($"{Path}({number}): '{line}' is no field of a mutant, or the field is there already.");
            }
        }

        string? twice = mutants.CountBy(mutant => mutant.Name).FirstOrDefault(name => name.Value > 1).Key;
        return twice is null ? mutants : throw new FormatException($"{Path}: there are several mutants named '{twice}'.");
    }

    private static Mutant Mutant(int line, string area, Dictionary<string, string> fields)
    {
        string[] missing = [.. Required.Where(field => !fields.ContainsKey(field))];
        string[] tests = missing.Length == 0 ? fields["tests"].Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        if (missing.Length > 0 || tests.Length < 2 || area.Length == 0)
        {
            string fault = missing.Length > 0 ? $"it lacks {string.Join(", ", missing)}"
                : area.Length == 0 ? "no heading stands above it"
                : "tests must be a project and parts of names of its tests";
            throw new FormatException($"{Path}({line}): {fault}.");
        }

        return new Mutant(
            line,
            area,
            fields["mutant"],
            fields["file"],
            fields.GetValueOrDefault("after"),
            fields["old"],
            fields["new"],
            tests[0],
            tests[1..],
            fields.GetValueOrDefault("equivalent"));
    }
}
