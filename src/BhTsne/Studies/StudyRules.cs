namespace BhTsne.Studies;

/// <summary>What the values of a grid may be: what the option itself may be, each value once.</summary>
internal static class StudyRules
{
    /// <summary>Every fault, in the order of the lists.</summary>
    public static IEnumerable<TsneFault> Find(StudyGrid grid, TsneOptions options) =>
    [
        .. List(nameof(grid.Thetas), nameof(options.Theta), grid.Thetas, value => options with { Theta = value }),
        .. List(nameof(grid.Perplexities), nameof(options.Perplexity), grid.Perplexities, value => options with { Perplexity = value }),
        .. List(nameof(grid.Objectives), nameof(options.Objective), grid.Objectives, value => options with { Objective = value }),
        .. List(
            nameof(grid.DegreesOfFreedom),
            nameof(options.DegreesOfFreedom),
            grid.DegreesOfFreedom,
            value => options with { Objective = TsneObjective.TSne, DegreesOfFreedom = value }),
        .. List(nameof(grid.Schedules), nameof(options.Schedule), grid.Schedules, value => options with { Schedule = value }),
        .. List(nameof(grid.Seeds), nameof(options.Seed), grid.Seeds, value => options with { Seed = value }),
        .. Others(grid, options),
    ];

    private static IEnumerable<TsneFault> Others(StudyGrid grid, TsneOptions options)
    {
        if (grid.Perplexities.Count > 0 && options.Affinities is { } kind)
        {
            yield return new(
                nameof(grid.Perplexities), Text(grid.Perplexities[0]),
                $"the options choose {kind}, which has no perplexity to vary; give perplexities or other affinities, not both.");
        }

        if (grid.DegreesOfFreedom.Count > 0 && grid.Objectives.Count > 0 && !grid.Objectives.Contains(TsneObjective.TSne))
        {
            yield return new(
                nameof(grid.DegreesOfFreedom), Text(grid.DegreesOfFreedom[0]),
                "no objective of the grid has tails to shape; add TSne to the objectives, or leave the degrees of freedom out.");
        }

        if (grid.Repetitions < 1)
        {
            yield return new(nameof(grid.Repetitions), Text(grid.Repetitions), $"{grid.Repetitions} must be at least 1.");
        }

        for (int stage = 0; stage < grid.Stages.Count; stage++)
        {
            double value = grid.Stages[stage];
            if (!(value > 0 && value <= 1))
            {
                yield return new(nameof(grid.Stages), Text(value), $"{Text(value)} must be above 0, and at most 1.");
            }
            else if (stage > 0 && !(value > grid.Stages[stage - 1]))
            {
                string message = $"{Text(value)} must be above {Text(grid.Stages[stage - 1])} before it.";
                yield return new(nameof(grid.Stages), Text(value), message);
            }
        }
    }

    private static IEnumerable<TsneFault> List<T>(string list, string option, IReadOnlyList<T> values, Func<T, TsneOptions> with)
        where T : notnull
    {
        for (int at = 0; at < values.Count; at++)
        {
            foreach (TsneFault fault in with(values[at]).FindFaults().Where(fault => fault.Option == option))
            {
                yield return new TsneFault(list, Text(values[at]), fault.Message);
            }

            if (values.Take(at).Contains(values[at]))
            {
                yield return new TsneFault(list, Text(values[at]), $"{Text(values[at])} is named twice; name each value once.");
            }
        }
    }

    private static string Text(object value) => FormattableString.Invariant($"{value}");
}
