namespace BhTsne.IO.Text;

/// <summary>Names of columns in messages.</summary>
internal static class NameList
{
    private const int NamesToList = 8;

    /// <summary>The names in quotes, for instance <c>'a', 'b'</c>; of more than eight the first eight and three points.</summary>
    public static string Quote(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(NamesToList).Select(name => $"'{name}'")) + (names.Count > NamesToList ? ", ..." : "");
}
