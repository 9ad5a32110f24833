using BhTsne.Cli.Commands;

namespace BhTsne.Cli.Options;

/// <summary>
/// What stands after <c>--</c> is a file, also where its name begins with a dash. Such a name gets its folder, and then is a file to all
/// that reads the line.
/// </summary>
internal static class NamesAfterDashes
{
    /// <summary>What the user types before such names.</summary>
    public const string Mark = "--";

    /// <summary>The words of a command line, with <c>./-name</c> in place of each <c>-name</c> after the mark.</summary>
    /// <param name="words">As they were typed. A single dash stays the standard input.</param>
    public static IReadOnlyList<string> WithFolder(IReadOnlyList<string> words)
    {
        int end = words.Index().Where(word => word.Item == Mark).Select(word => word.Index).FirstOrDefault(words.Count);
        return [.. words.Take(end + 1), .. words.Skip(end + 1).Select(WithFolder)];
    }

    /// <summary>The same file under a name that does not begin with a dash.</summary>
    public static string WithFolder(string name) => name.StartsWith('-') && name != StandardStream.Dash ? $"./{name}" : name;
}
