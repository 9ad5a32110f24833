using BhTsne.IO.Text;

namespace BhTsne.Cli.Options;

/// <summary>Guesses what a mistyped option was meant to be.</summary>
internal static class Spelling
{
    /// <summary>The nearest of some names, or null when none is near (at most a third of the letters differ).</summary>
    public static string? Nearest(string typed, IEnumerable<string> names)
    {
        string? nearest = names.MinBy(name => EditDistance.Of(typed, name));
        return nearest is not null && EditDistance.Of(typed, nearest) <= nearest.Length / 3 ? nearest : null;
    }
}
