namespace BhTsne.Planning;

/// <summary>What the numbers of <see cref="TransformOptions"/> may be.</summary>
internal static class TransformRules
{
    /// <summary>Checks the options against a map.</summary>
    /// <param name="options">The options.</param>
    /// <param name="points">The number of points of the map.</param>
    /// <returns>The perplexity and the number of neighbours.</returns>
    /// <exception cref="TsneOptionsException">A number is out of its range; all faults are named.</exception>
    public static (double Perplexity, int Neighbors) Resolve(TransformOptions options, int points)
    {
        TsneOptions same = new()
        {
            Perplexity = options.Perplexity ?? TransformOptions.DefaultPerplexity,
            Iterations = options.Iterations,
            Theta = options.Theta ?? TsneDefaults.Theta,
            Threads = options.Threads,
        };
        List<TsneFault> faults = [.. same.FindFaults()];
        int neighbors = (int)Math.Min(points, TsneDefaults.NeighborsPerPerplexity * Math.Clamp(same.Perplexity, 1, points));
        double perplexity = options.Perplexity ?? Math.Min(TransformOptions.DefaultPerplexity, points / 3.0);
        if (faults.Count == 0 && perplexity >= neighbors)
        {
            faults.Add(new TsneFault(
                nameof(TransformOptions.Perplexity),
                FormattableString.Invariant($"{perplexity}"),
                FormattableString.Invariant(
                    $"{perplexity} cannot be reached with the {points} points of the map; choose one below {points}.")));
        }

        return faults.Count == 0 ? (perplexity, neighbors) : throw new TsneOptionsException(faults);
    }
}
