namespace BhTsne.Planning;

/// <summary>What options and input must be beside each other.</summary>
internal static class InputRules
{
    /// <summary>A map of fewer points has no shape.</summary>
    public const int MinPoints = 3;

    /// <summary>Every fault that depends on the input, in the order in which a run would meet them.</summary>
    public static IEnumerable<TsneFault> Find(TsneInput input, TsneOptions options) =>
    [
        .. WeightValues(input),
        .. Neighborhoods(input, options),
        .. PerPoint(input, options),
        .. RowRules.Find(input, options),
        .. Given(input, options),
    ];

    /// <summary>What the objective needs of P.</summary>
    /// <param name="objective">Of a run or a phase.</param>
    /// <param name="hasEntropy">Whether the entropy of the conditional rows is known or will be computed.</param>
    public static IEnumerable<TsneFault> Entropy(TsneObjective objective, bool hasEntropy) =>
        objective != TsneObjective.Sne || hasEntropy ? [] :
        [
            new(
                nameof(TsneOptions.Objective),
                $"{objective}",
                "SNE needs the entropy of the conditional rows that P was made of; give it to the AffinityMatrix."),
        ];

    private static IEnumerable<TsneFault> Neighborhoods(TsneInput input, TsneOptions options)
    {
        if (input.Points < MinPoints)
        {
            yield return new(
                nameof(TsneInput.Points), $"{input.Points}", $"a map needs at least {MinPoints} points, but there are {input.Points}.");
            yield break;
        }

        if (input.Kind == TsneInputKind.Affinities)
        {
            yield break;
        }

        double all = Neighborhood.Sum(input);
        int? count = options.NeighborCount;
        if (input.Kind != TsneInputKind.Neighbors && count > all - 1)
        {
            yield return new(
                nameof(TsneOptions.NeighborCount),
                $"{count}",
                FormattableString.Invariant($"{count} neighbours were asked for, but a point has only {all - 1} others."));
        }

        AffinityKind kind = Neighborhood.Kind(options);
        if (count is null or >= 1 && !AffinityRules.Find(kind).Any())
        {
            int kept = Neighborhood.Count(input, options);
            foreach (TsneFault fault in AffinityRules.Find(kind, options.Affinities is null, kept, input.Points))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<TsneFault> PerPoint(TsneInput input, TsneOptions options)
    {
        if (input.Weights is { } weights && weights.Length != input.Points)
        {
            yield return new(
                nameof(TsneInput.Weights),
                $"{weights.Length}",
                $"there are {weights.Length}, but {input.Points} points; there must be one for each.");
        }

        if (options.PcaComponents > input.Dimensions)
        {
            yield return new(
                nameof(TsneOptions.PcaComponents),
                $"{options.PcaComponents}",
                $"{options.PcaComponents} components were asked for, but the points have {input.Dimensions} dimensions.");
        }

        if (input.Start is { } start && start.Dimensions != options.OutputDimensions)
        {
            yield return new(
                nameof(TsneInput.Start),
                $"{start.Dimensions}",
                $"it has {start.Dimensions} dimensions, but the map has {options.OutputDimensions}.");
        }

        if (input.StartRows is null && input.Start is { } map && map.Points != input.Points)
        {
            yield return new(nameof(TsneInput.Start), $"{map.Points}", $"it has {map.Points} points, but there are {input.Points}.");
        }
    }

    /// <summary>
    /// What a P of the caller's own must have: for SNE the entropy, and the weights, which act by way of P and would be ignored.
    /// </summary>
    private static IEnumerable<TsneFault> Given(TsneInput input, TsneOptions options)
    {
        if (input.Affinities is not { } affinities)
        {
            yield break;
        }

        foreach (TsneFault fault in Entropy(options.Objective, affinities.ConditionalEntropy is not null))
        {
            yield return fault;
        }

        if (Neighborhood.Weights(input) is { } weights && affinities.Weights?.Values.AsSpan().SequenceEqual(weights.Values) != true)
        {
            yield return new(
                nameof(TsneInput.Weights), null, "P was not computed with them; compute it by ComputeAffinities with the same weights.");
        }
    }

    /// <summary>Names the first weight that is none.</summary>
    private static IEnumerable<TsneFault> WeightValues(TsneInput input)
    {
        ReadOnlySpan<float> weights = input.Weights.GetValueOrDefault().Span;
        int bad = weights.IndexOfAnyExceptInRange(1, float.MaxValue);
        if (bad < 0)
        {
            return [];
        }

        string why = weights[bad] > 0 && float.IsFinite(weights[bad])
            ? "a weight is a number of equal points, at least 1; divide all weights by the smallest"
            : "every weight must be finite, and at least 1";
        string value = FormattableString.Invariant($"{weights[bad]}");
        return [new(nameof(TsneInput.Weights), value, $"point {bad} has the weight {value}; {why}.")];
    }
}
