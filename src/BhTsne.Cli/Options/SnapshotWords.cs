namespace BhTsne.Cli.Options;

/// <summary>
/// <c>--snapshots every 25</c> is typed as three words, but an option takes one: the last two are joined before the line is parsed.
/// </summary>
internal static class SnapshotWords
{
    /// <summary>The words of a command line, with the value of --snapshots as one word.</summary>
    public static IReadOnlyList<string> Joined(IReadOnlyList<string> args)
    {
        List<string> words = [];
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] == NamesAfterDashes.Mark)
            {
                return [.. words, .. args.Skip(i)];
            }

            bool isEvery = words.Count > 0 && IsEvery(words[^1], args[i]) && i + 1 < args.Count && !args[i + 1].StartsWith('-');
            bool isEveryAssigned = args[i].Equals($"{StagedRows.Snapshots.Name}={StagedRows.Every}", StringComparison.OrdinalIgnoreCase)
                && i + 1 < args.Count;
            words.Add(isEvery || isEveryAssigned ? $"{args[i]} {args[++i]}" : args[i]);
        }

        return words;
    }

    private static bool IsEvery(string option, string word) =>
        option == StagedRows.Snapshots.Name && word.Equals(StagedRows.Every, StringComparison.OrdinalIgnoreCase);
}
