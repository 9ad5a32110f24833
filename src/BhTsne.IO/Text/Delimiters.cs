namespace BhTsne.IO.Text;

/// <summary>What may stand between two cells, in messages.</summary>
internal static class Delimiters
{
    /// <summary>For instance <c>a semicolon</c>.</summary>
    public static string Name(char delimiter) => delimiter switch
    {
        ',' => "a comma",
        ';' => "a semicolon",
        '\t' => "a tab",
        ' ' => "spaces",
        _ => $"'{delimiter}'",
    };
}
