using System.Globalization;

namespace BhTsne.Cli.Commands;

/// <summary>What maps are called that have no names but those of their files.</summary>
internal static class MapNames
{
    /// <summary>The name of a file without its folder and without the endings of a map: <c>maps/p30.map.csv.gz</c> becomes p30.</summary>
    public static string Stem(string path)
    {
        string name = Path.GetFileName(path);
        name = WithoutEnding(name, ".gz");
        name = Path.GetFileNameWithoutExtension(name);
        name = WithoutEnding(name, ".map");
        return name.Length > 0 ? name : Path.GetFileName(path);
    }

    /// <summary>A name for each file, all different: those that would be the same have their folders, and otherwise a number.</summary>
    public static string[] Of(IReadOnlyList<string> paths)
    {
        string[] names = [.. paths.Select(Stem)];
        HashSet<string> repeated = [.. names.GroupBy(name => name).Where(same => same.Count() > 1).Select(same => same.Key)];
        for (int i = 0; i < names.Length; i++)
        {
            string? folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(paths[i])));
            names[i] = repeated.Contains(names[i]) && !string.IsNullOrEmpty(folder) ? $"{folder}/{names[i]}" : names[i];
        }

        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            int count = seen[names[i]] = seen.GetValueOrDefault(names[i]) + 1;
            names[i] = count == 1 ? names[i] : string.Create(CultureInfo.InvariantCulture, $"{names[i]} ({count})");
        }

        return names;
    }

    private static string WithoutEnding(string name, string ending) =>
        name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name[..^ending.Length] : name;
}
