using System.Text.RegularExpressions;

namespace BhTsne.Files;

/// <summary>Finds what a path names after all symbolic links, whether that exists or not.</summary>
/// <remarks>
/// <see cref="File.ResolveLinkTarget"/> cannot be used: it removes <c>..</c> before it follows links of folders, which names another file,
/// and it takes the text of <c>/proc/self/fd/1</c> (for instance <c>pipe:[123]</c>) for the name of a file.
/// </remarks>
internal static partial class RealPath
{
    // What Linux allows.
    private const int MostLinks = 40;

    /// <summary>Follows all links.</summary>
    /// <returns>The full path without links; an open descriptor below <c>/proc</c> stays the name of the descriptor.</returns>
    /// <exception cref="IOException">There are too many links, or they form a circle.</exception>
    public static string Of(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        }

        string resolved = Path.IsPathRooted(path) ? "/" : Environment.CurrentDirectory;
        Stack<string> rest = [];
        Push(path);
        int links = 0;
        while (rest.TryPop(out string? name))
        {
            if (name == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? "/";
                continue;
            }

            string next = Path.Combine(resolved, name);
            if (IsDescriptor(next) || new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException($"{path}: {TooManyLinks}.");
            }

            resolved = Path.IsPathRooted(target) ? "/" : resolved;
            Push(target);
        }

        return resolved;

        void Push(string names)
        {
            foreach (string name in names.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".").Reverse())
            {
                rest.Push(name);
            }
        }
    }

    /// <summary>What is wrong with links that cannot be followed.</summary>
    public const string TooManyLinks = "there are too many symbolic links, or they form a circle";

    /// <summary>Whether a real path is an open descriptor of some process.</summary>
    public static bool IsDescriptor(string realPath) => Descriptor().IsMatch(realPath);

    /// <summary>The number of an open descriptor of this process, or null.</summary>
    public static int? OwnDescriptor(string realPath) =>
        Descriptor().Match(realPath) is { Success: true } match && match.Groups["process"].Value == $"{Environment.ProcessId}"
            ? int.Parse(match.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"^/proc/(?<process>\d+)(/task/\d+)?/fd/(?<number>\d{1,9})$", RegexOptions.CultureInvariant)]
    private static partial Regex Descriptor();
}
