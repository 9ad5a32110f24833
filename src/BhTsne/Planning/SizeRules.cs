using BhTsne.Neighbors;

namespace BhTsne.Planning;

/// <summary>How many values points may have: those of the input may lie in several blocks of memory, but the search needs one.</summary>
internal static class SizeRules
{
    /// <summary>The fault of points that are too many to be searched.</summary>
    /// <param name="input">What the map is made of.</param>
    /// <param name="options">Where duplicates are merged, only the run can know how many points remain.</param>
    /// <param name="components">The number of components that points are reduced to; null for no reduction.</param>
    public static IEnumerable<TsneFault> Find(TsneInput input, TsneOptions options, int? components)
    {
        if (input.Dimensions is not { } dimensions || options.MergeDuplicates || Panels.Fit(input.Points, components ?? dimensions))
        {
            yield break;
        }

        const string Option = nameof(TsneOptions.PcaComponents);
        string advice = components is null
            ? $"let PCA reduce them, for instance to {TsneDefaults.PcaComponents} components (with a metric that it keeps)"
            : "reduce them to fewer components";
        yield return new(Option, $"{components ?? 0}", $"{Panels.TooMany(input.Points, components ?? dimensions)}; {advice}.");
    }
}
