namespace BhTsne.Plotting.Labels;

/// <summary>The names of categories where there is little room for them.</summary>
internal static class ShortNames
{
    /// <summary>
    /// For each category, its name or the start of it; where that is the same for several, their starts and ends, which more often differ.
    /// </summary>
    /// <param name="categories">The categories.</param>
    /// <param name="width">The room for a name, in units of the font size.</param>
    /// <param name="isBold">Whether letters are bold.</param>
    public static string[] Of(IReadOnlyList<Category> categories, double width, bool isBold = false)
    {
        string[] starts = [.. categories.Select(category => PlainText.Shorten(category.Name, width, isBold))];
        HashSet<string> repeated = [.. starts.GroupBy(start => start).Where(group => group.Count() > 1).Select(group => group.Key)];
        return
        [
            .. starts.Select((start, code) =>
                repeated.Contains(start) ? PlainText.ShortenMiddle(categories[code].Name, width, isBold) : start),
        ];
    }
}
