namespace BhTsne.Mutants;

/// <summary>A change of one line that some test must notice.</summary>
/// <param name="Line">The line of the list where it begins, from 1.</param>
/// <param name="Area">The heading above it.</param>
/// <param name="Name">A short name, different from all others.</param>
/// <param name="File">The source file, below the root of the repository, with slashes.</param>
/// <param name="After">Text of the file behind which <paramref name="Old"/> is looked for; null for the whole file.</param>
/// <param name="Old">A part of one line.</param>
/// <param name="New">What stands there instead.</param>
/// <param name="Project">The test project that must notice, a folder of <c>tests</c>.</param>
/// <param name="Tests">Parts of names of its tests.</param>
/// <param name="Equivalent">Why no test can notice it; null for a change that one must notice.</param>
internal sealed record Mutant(
    int Line,
    string Area,
    string Name,
    string File,
    string? After,
    string Old,
    string New,
    string Project,
    IReadOnlyList<string> Tests,
    string? Equivalent)
{
    /// <summary>Changes a source text.</summary>
    /// <param name="source">The content of <see cref="File"/>.</param>
    /// <returns>The text with the change.</returns>
    /// <exception cref="FormatException">The place is not there, or is not the only one.</exception>
    public string Apply(string source)
    {
        int from = After is null ? 0 : Only(source, After, "after") + After.Length;
        int at = After is null ? Only(source, Old, "old") : source.IndexOf(Old, from, StringComparison.Ordinal);
        return at < 0
            ? throw new FormatException($"{this}: behind '{After}' there is no '{Old}'.")
            : string.Concat(source.AsSpan(0, at), New, source.AsSpan(at + Old.Length));
    }

    /// <summary>The filter of <c>dotnet test</c> that selects the tests.</summary>
    public string Filter => string.Join('|', Tests.Select(test => $"FullyQualifiedName~{test}"));

    /// <summary>Where it stands, for messages.</summary>
    public override string ToString() => $"{MutantList.Path}({Line}), {Name}, {File}";

    private int Only(string source, string part, string field)
    {
        int at = source.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? throw new FormatException($"{this}: {field} '{part}' is not there.")
            : source.IndexOf(part, at + 1, StringComparison.Ordinal) >= 0
                ? throw new FormatException(
                    $"{this}: {field} '{part}' is there more than once; say more of the line, or what it comes after.")
            : at;
    }
}
