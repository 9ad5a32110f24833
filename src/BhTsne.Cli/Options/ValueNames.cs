using System.Text.RegularExpressions;

namespace BhTsne.Cli.Options;

/// <summary>What the value of an option may be, read from the name that the help gives it, for instance pca|random|FILE.</summary>
/// <param name="helpName">The name; null for an option without a value.</param>
internal sealed partial class ValueNames(string? helpName)
{
    private readonly string[] _parts = [.. (helpName ?? "").Split('|').Select(part => Several().Replace(part, ""))];

    /// <summary>The words that may be typed.</summary>
    public IReadOnlyList<string> Words => [.. _parts.Where(part => Word().IsMatch(part))];

    /// <summary>Whether the value may name a file.</summary>
    public bool MayBeFile => _parts.Contains("FILE");

    /// <summary>Whether the value may name a folder.</summary>
    public bool MayBeFolder => _parts.Contains("FOLDER");

    /// <summary>Whether the value always names a file or a folder.</summary>
    public bool IsPath => _parts is ["FILE"] or ["FOLDER"];

    /// <summary>Whether there may be several values with commas between them.</summary>
    public bool TakesSeveral => helpName?.Contains("[,", StringComparison.Ordinal) == true || _parts.Contains("LIST");

    [GeneratedRegex(@"\[,.*\]$")]
    private static partial Regex Several();

    [GeneratedRegex("^[a-z][a-z-]*$")]
    private static partial Regex Word();
}
