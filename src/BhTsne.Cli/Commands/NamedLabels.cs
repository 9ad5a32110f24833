using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Gives labels the names in a file.</summary>
internal static class NamedLabels
{
    private const int MostListed = 8;
    private const int LongestQuotation = 40;

    /// <summary>The name of each label; an empty label, which says that a point has none, stays empty.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="file">The file of the names.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="ToolException">The file cannot be read, or a label has no name in it.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> labels, string file, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, string> names = Failures.Reading(() => LabelNameReader.Read(file, cancellation));
        string[] unnamed = [.. labels.Where(label => label.Length > 0 && !names.ContainsKey(label)).Distinct()];
        if (unnamed.Length == 0)
        {
            return [.. labels.Select(label => label.Length == 0 ? label : names[label])];
        }

        string what = unnamed.Length == 1 ? $"the label {Listed(unnamed)} has" : $"{unnamed.Length} labels have";
        string which = unnamed.Length == 1 ? "" : $": {Listed(unnamed)}";
        throw new ToolException(
            ExitCode.BadInput,
            [$"{FileRows.LabelNames.Name}: {file}: {what} no name in it{which}; it has names for {Listed([.. names.Keys])}"]);
    }

    private static string Listed(IReadOnlyList<string> texts) =>
        string.Join(", ", texts.Take(MostListed).Select(Quote)) + (texts.Count > MostListed ? ", ..." : "");

    private static string Quote(string text) => $"'{(text.Length <= LongestQuotation ? text : text[..LongestQuotation] + "...")}'";
}
