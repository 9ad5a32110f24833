using BhTsne.Neighbors;
using BhTsne.Studies;

namespace BhTsne;

/// <summary>What a study needs of its input, beside the rules of its grid and of whole runs.</summary>
internal static class StudyInputRules
{
    /// <summary>Twice the least number of neighbours at which neighbourhoods are measured must be below the number of points.</summary>
    private static int FewestPoints => (2 * StudyColumns.Neighbors[0]) + 1;

    /// <summary>Every fault.</summary>
    public static IReadOnlyList<TsneFault> Find(TsneInput input, StudyGrid grid, TsneOptions options, IReadOnlyList<string>? labels)
    {
        List<TsneFault> faults = [.. OfInput(input, options), .. OfLabels(input, labels), .. grid.FindFaults(options)];
        if (faults.Count == 0)
        {
            // θ and seeds fit every input.
            faults.AddRange(
                grid.Outcomes(options)
                    .DistinctBy(setting => setting with { Theta = 0, Seed = 0 })
                    .SelectMany(setting => Tsne.Plan(input, setting.Apply(options)).Faults.Select(fault => Named(fault, grid)))
                    .Distinct());
        }

        return faults;
    }

    private static IEnumerable<TsneFault> OfInput(TsneInput input, TsneOptions options)
    {
        if (input.Kind is not (TsneInputKind.Points or TsneInputKind.SparsePoints))
        {
            yield return new(
                nameof(TsneInput.Points),
                $"{input.Kind}",
                $"a study takes points, to which its maps are compared, but the input is {input.Kind}.");
        }

        if (input.Points < FewestPoints)
        {
            yield return new(
                nameof(TsneInput.Points),
                $"{input.Points}",
                $"a study needs at least {FewestPoints} points, but there are {input.Points}.");
        }

        if (input.Dense is { } points && !Panels.Fit(points.Rows, points.Columns))
        {
            yield return new(
                nameof(TsneInput.Points),
                $"{points.Rows} x {points.Columns}",
                $"{Panels.TooMany(points.Rows, points.Columns)}, and a study compares maps with the points before PCA; give fewer points.");
        }

        if (input.Weights is not null)
        {
            yield return new(nameof(TsneInput.Weights), null, "a study takes points without weights; leave them out.");
        }

        if (input.Start is not null)
        {
            yield return new(nameof(TsneInput.Start), null, "a study makes its own starts; leave it out.");
        }

        if (input.Pinned is not null)
        {
            yield return new(nameof(TsneInput.Pinned), null, "a study moves all points; leave it out.");
        }

        if (options.GradientError is not null)
        {
            yield return new(nameof(TsneOptions.GradientError), $"{options.GradientError}", "a study compares fixed theta; leave it out.");
        }

        if (options.MergeDuplicates)
        {
            yield return new(nameof(TsneOptions.MergeDuplicates), null, "a study takes the points as they are; leave it off.");
        }
    }

    private static IEnumerable<TsneFault> OfLabels(TsneInput input, IReadOnlyList<string>? labels)
    {
        const string Labels = "Labels";
        if (labels is null)
        {
            yield break;
        }

        if (labels.Count != input.Points)
        {
            yield return new(
                Labels, $"{labels.Count}", $"there are {labels.Count} labels, but {input.Points} points; there must be one for each.");
        }
        else if (labels.Any(label => label is null))
        {
            yield return new(Labels, null, $"the label of point {labels.ToList().FindIndex(label => label is null)} is null.");
        }
        else if (labels.Distinct().Take(2).Count() < 2)
        {
            yield return new(Labels, labels[0], $"all labels are '{labels[0]}'; give labels of at least two kinds, or none.");
        }
    }

    /// <summary>A fault of an option that the grid varies is one of the grid.</summary>
    private static TsneFault Named(TsneFault fault, StudyGrid grid) => fault.Option switch
    {
        nameof(TsneOptions.Perplexity) when grid.Perplexities.Count > 0 => fault with { Option = nameof(StudyGrid.Perplexities) },
        nameof(TsneOptions.Objective) when grid.Objectives.Count > 0 => fault with { Option = nameof(StudyGrid.Objectives) },
        _ => fault,
    };
}
