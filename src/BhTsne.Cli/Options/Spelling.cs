namespace BhTsne.Cli.Options;

/// <summary>Guesses what a mistyped option was meant to be.</summary>
internal static class Spelling
{
    /// <summary>The nearest of some names, or null when none is near (at most a third of the letters differ).</summary>
    public static string? Nearest(string typed, IEnumerable<string> names)
    {
        string? nearest = names.MinBy(name => Distance(typed, name));
        return nearest is not null && Distance(typed, nearest) <= nearest.Length / 3 ? nearest : null;
    }

    /// <summary>Levenshtein's edit distance, one row at a time.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
