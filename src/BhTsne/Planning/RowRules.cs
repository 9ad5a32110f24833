namespace BhTsne.Planning;

/// <summary>What lists of rows may be: those that are pinned, and those that a start gives the places of.</summary>
internal static class RowRules
{
    /// <summary>A map of fewer points has no shape that others could start in.</summary>
    private const int MinStartRows = InputRules.MinPoints;

    /// <summary>Every fault of the two lists.</summary>
    public static IEnumerable<TsneFault> Find(TsneInput input, TsneOptions options) =>
        [.. StartRows(input, options), .. Pinned(input, options)];

    private static IEnumerable<TsneFault> Pinned(TsneInput input, TsneOptions options)
    {
        const string Option = nameof(TsneInput.Pinned);
        if (input.Pinned is not { } rows)
        {
            yield break;
        }

        TsneFault[] entries = [.. Entries(Option, rows.Span, input.Points)];
        foreach (TsneFault fault in entries)
        {
            yield return fault;
        }

        if (entries.Length == 0 && rows.Length == input.Points)
        {
            yield return new(
                Option, $"{rows.Length}", $"all {input.Points} rows are pinned: there is nothing to move; leave it out, or pin fewer.");
        }

        if (options.MergeDuplicates)
        {
            yield return new(
                Option, null, "merged points have one place, which cannot be both pinned and free; leave MergeDuplicates off.");
        }
    }

    private static IEnumerable<TsneFault> StartRows(TsneInput input, TsneOptions options)
    {
        const string Option = nameof(TsneInput.StartRows);
        if (input.StartRows is not { } rows)
        {
            yield break;
        }

        if (input.Start is null)
        {
            yield return new(Option, null, "it names rows of a start, but there is none; give Start, or leave it out.");
        }
        else if (rows.Length != input.Start.Points)
        {
            yield return new(
                Option,
                $"{rows.Length}",
                $"it names {rows.Length} rows, but Start has {input.Start.Points} points; it must name a row for each point.");
        }

        if (rows.Length < MinStartRows)
        {
            yield return new(
                Option,
                $"{rows.Length}",
                $"it names {rows.Length}, too few for the others to start among; name at least {MinStartRows}, or leave it and Start out.");
        }

        foreach (TsneFault fault in Entries(Option, rows.Span, input.Points))
        {
            yield return fault;
        }

        if (input.Dimensions is null)
        {
            yield return new(
                Option,
                null,
                $"neighbours of the other rows are searched among points, and the input is {input.Kind}; give a Start of all rows.");
        }

        if (options.MergeDuplicates)
        {
            yield return new(
                Option, null, "merged points have one place, but may have several in the start; leave MergeDuplicates off.");
        }
    }

    /// <summary>Names the first row that does not exist, or that is named a second time.</summary>
    private static IEnumerable<TsneFault> Entries(string option, ReadOnlySpan<int> rows, int points)
    {
        bool[] isNamed = new bool[points];
        foreach (int row in rows)
        {
            if ((uint)row >= (uint)points)
            {
                return [new(option, $"{row}", $"row {row} does not exist; there are {points} rows, from 0 to {points - 1}.")];
            }

            if (isNamed[row])
            {
                return [new(option, $"{row}", $"row {row} is named twice; name each row once.")];
            }

            isNamed[row] = true;
        }

        return [];
    }
}
