namespace BhTsne.IO.Text;

/// <summary>Guesses what a mistyped name was meant to be. The tool compiles this file, too.</summary>
internal static class NearestName
{
    private const int LongestName = 100;

    /// <summary>
    /// The nearest of some names, or null when none is near: at most a third of its letters differ, where small and capital ones are alike.
    /// </summary>
    public static string? To(string typed, IEnumerable<string> names)
    {
        if (typed.Length > LongestName)
        {
            return null;
        }

        string? nearest = null;
        int least = int.MaxValue;
        foreach (string name in names.Where(name => name.Length is > 0 and <= LongestName))
        {
            int distance = EditDistance.Of(typed.ToUpperInvariant(), name.ToUpperInvariant());
            if (distance < least && distance <= Math.Max(name.Length / 3, name.Length > 1 ? 1 : 0))
            {
                (nearest, least) = (name, distance);
            }
        }

        return nearest;
    }
}
