using System.Text.RegularExpressions;

namespace BhTsne.Tests.Architecture;

/// <summary>
/// The folder of every type: the first folder below the project in which the source file that declares the type lies. Namespaces do not say
/// it, because public types share one.
/// </summary>
internal sealed partial class SourceFolders
{
    private readonly Dictionary<(string Namespace, string Name), string> _folders = [];
    private readonly string _root;

    private SourceFolders(string root) => _root = root;

    /// <summary>All types that the C# files of a project declare.</summary>
    /// <param name="root">The namespace of the project and of its public types; types below it must be found in a file.</param>
    /// <param name="project">The folder of the project, as names below the root of the repository.</param>
    public static SourceFolders Of(string root, params string[] project)
    {
        SourceFolders folders = new(root);
        string start = Repository.PathOf(project);
        foreach (string file in SourceFiles.Under(project))
        {
            string[] parts = Path.GetRelativePath(start, file).Split(Path.DirectorySeparatorChar);
            folders.Add(parts.Length == 1 ? "" : parts[0], File.ReadAllText(file));
        }

        return folders;
    }

    /// <summary>All folders with a source file; "" is the project's own.</summary>
    public IEnumerable<string> All => _folders.Values.Distinct();

    /// <summary>The folder of a type.</summary>
    /// <param name="space">Its namespace.</param>
    /// <param name="name">Its name as in metadata: with the number of type parameters.</param>
    /// <returns>"" for the project's own folder; null for a type that the project does not declare.</returns>
    /// <exception cref="InvalidOperationException">The namespace is one of the project, but no file declares the type.</exception>
    public string? FolderOf(string space, string name)
    {
        if (_folders.TryGetValue((space, name), out string? folder))
        {
            return folder;
        }

        bool own = space == _root || space.StartsWith(_root + ".", StringComparison.Ordinal);
        return own ? throw new InvalidOperationException($"No source file declares {space}.{name} at the start of a line.") : null;
    }

    /// <summary>Adds the types of one file.</summary>
    /// <param name="folder">The folder of the file.</param>
    /// <param name="source">The content of the file.</param>
    /// <exception cref="InvalidOperationException">Parts of one type lie in different folders.</exception>
    private void Add(string folder, string source)
    {
        string space = Namespace().Match(source).Groups[1].Value;
        foreach (Match type in Declarations(source))
        {
            int parameters = type.Groups["parameters"].Success ? type.Groups["parameters"].Value.Split(',').Length : 0;
            string name = type.Groups["name"].Value + (parameters > 0 ? $"`{parameters}" : "");
            if (!_folders.TryAdd((space, name), folder) && _folders[(space, name)] != folder)
            {
                throw new InvalidOperationException($"Parts of {space}.{name} lie in '{folder}' and in '{_folders[(space, name)]}'.");
            }
        }
    }

    /// <summary>
    /// The declarations at the start of a line: those of types that are not nested, in files with one namespace for the whole file.
    /// </summary>
    internal static IEnumerable<Match> Declarations(string source) =>
        TypeDeclaration().Matches(source).Concat(DelegateDeclaration().Matches(source));

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"^(?:(?:public|internal|sealed|static|abstract|readonly|ref|partial|unsafe) )*"
            + @"(?:class|struct|interface|enum|record(?: class| struct)?) (?<name>\w+)(?:<(?<parameters>[^>]*)>)?",
        RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(
        @"^(?:(?:public|internal|unsafe) )*delegate [\w<>\[\],.? ]+ (?<name>\w+)(?:<(?<parameters>[^>]*)>)?\(", RegexOptions.Multiline)]
    private static partial Regex DelegateDeclaration();
}
