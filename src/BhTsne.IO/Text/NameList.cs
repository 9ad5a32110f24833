namespace BhTsne.IO.Text;

/// <summary>Names of columns in messages.</summary>
internal static class NameList
{
    private const int NamesToList = 8;

    /// <summary>The names in quotes, for instance <c>'a', 'b'</c>; of more than eight the first eight and three points.</summary>
    public static string Quote(IReadOnlyCollection<string> names) => Join(names.Select(name => $"'{name}'"));

    /// <summary>Names that are quoted already where they must be, as far as <see cref="Quote"/> lists them.</summary>
    public static string Join(IEnumerable<string> names)
    {
        string[] first = [.. names.Take(NamesToList + 1)];
        return string.Join(", ", first.Take(NamesToList)) + (first.Length > NamesToList ? ", ..." : "");
    }
}
