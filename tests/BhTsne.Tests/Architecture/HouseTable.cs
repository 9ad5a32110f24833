using System.Text.RegularExpressions;

namespace BhTsne.Tests.Architecture;

/// <summary>Who may use whom: the folders of the engine and for each the other folders that it may use.</summary>
internal sealed partial class HouseTable
{
    private const string AllStages = "all stages";

    private readonly Dictionary<string, string[]> _rows = [];

    private HouseTable(string where) => Where = where;

    /// <summary>Where the table was read, for messages.</summary>
    public string Where { get; }

    /// <summary>The folders of the rows.</summary>
    public IEnumerable<string> Folders => _rows.Keys;

    /// <summary>The table of docs/architecture.md.</summary>
    public static HouseTable Read() => Parse(File.ReadAllText(Repository.PathOf("docs", "architecture.md")), "docs/architecture.md");

    /// <summary>Reads the first Markdown table with the columns "Folder" and "May use".</summary>
    /// <remarks>
    /// A cell is a list with commas, with or without backticks. "nothing" stands for no folder, "all stages" for the folders of all rows
    /// above.
    /// </remarks>
    /// <exception cref="FormatException">There is no such table, or a row names a folder twice or one that has no row.</exception>
    public static HouseTable Parse(string markdown, string where)
    {
        HouseTable table = new(where);
        string[] lines = [.. markdown.ReplaceLineEndings("\n").Split('\n')];
        int header = Array.FindIndex(lines, line => Header().IsMatch(line));
        if (header < 0)
        {
            throw new FormatException($"{where} has no table with the columns Folder and May use.");
        }

        foreach (string line in lines.Skip(header + 2).TakeWhile(line => line.StartsWith('|')))
        {
            string[] cells = line.Split('|');
            string[] allowed = cells[2].Trim() == AllStages ? [.. table._rows.Keys] : Names(cells[2]);
            foreach (string folder in Names(cells[1]))
            {
                if (!table._rows.TryAdd(folder, allowed))
                {
                    throw new FormatException($"{where}: {folder} has two rows.");
                }
            }
        }

        string[] unknown = [.. table._rows.Values.SelectMany(names => names).Where(name => !table._rows.ContainsKey(name)).Distinct()];
        return unknown.Length == 0 ? table : throw new FormatException($"{where}: no row says what {string.Join(", ", unknown)} may use.");
    }

    /// <summary>What a folder may use besides itself; null where no row names the folder.</summary>
    public string[]? MayUse(string folder) => _rows.GetValueOrDefault(folder);

    private static string[] Names(string cell) =>
    [
        .. cell.Replace("`", "", StringComparison.Ordinal)
            .Split(',')
            .Select(name => name.Trim(' ', '/'))
            .Where(name => name is not ("nothing" or "")),
    ];

    [GeneratedRegex(@"^\|\s*folder\s*\|\s*may use\s*\|", RegexOptions.IgnoreCase)]
    private static partial Regex Header();
}
