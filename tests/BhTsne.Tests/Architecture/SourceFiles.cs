using System.Text.RegularExpressions;

namespace BhTsne.Tests.Architecture;

/// <summary>The C# files of the repository, and those of its pages.</summary>
internal static class SourceFiles
{
    private static readonly string[] PageEndings = [".js", ".css", ".html"];

    /// <summary>The paths of all C# files below a folder of the repository, those of build outputs left out.</summary>
    public static IEnumerable<string> Under(params string[] folder) => Files(folder).Where(path => Path.GetExtension(path) == ".cs");

    /// <summary>The paths of all scripts, styles and documents of pages, likewise.</summary>
    public static IEnumerable<string> OfPagesUnder(params string[] folder) =>
        Files(folder).Where(path => PageEndings.Contains(Path.GetExtension(path)));

    /// <summary>The path of a file below the root of the repository, with slashes.</summary>
    public static string Name(string path) => Path.GetRelativePath(Repository.Root, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The lines of a file that match, each as "file:line: text".</summary>
    public static IEnumerable<string> Matches(string path, Regex pattern) =>
        File.ReadLines(path)
            .Select((text, index) => (text, index))
            .Where(line => pattern.IsMatch(line.text))
            .Select(line => $"{Name(path)}:{line.index + 1}: {line.text.Trim()}");

    private static IEnumerable<string> Files(string[] folder)
    {
        EnumerationOptions all = new() { RecurseSubdirectories = true };
        return Directory.EnumerateFiles(Repository.PathOf(folder), "*", all)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal);
    }
}
