namespace BhTsne.Quality;

/// <summary>What the numbers of <see cref="EvaluationOptions"/> may be, and what null stands for.</summary>
internal static class EvaluationRules
{
    /// <summary>The fewest points that can be measured: with three, no k is below N / 2 and leaves others to confuse it with.</summary>
    public const int FewestPoints = 4;

    private const int MostThreads = 1024;
    private const int FewestQueries = 2;
    private const int FewestSamples = 10;
    private static readonly int[] _neighbors = [10, 30, 90];

    /// <summary>Checks the options against a map.</summary>
    /// <param name="options">The options.</param>
    /// <param name="points">N, at least <see cref="FewestPoints"/>.</param>
    /// <returns>The numbers of neighbours, ascending, and the number of query points.</returns>
    /// <exception cref="TsneOptionsException">A number is out of its range; all faults are named.</exception>
    public static (int[] Neighbors, int Queries) Resolve(EvaluationOptions options, int points)
    {
        List<TsneFault> faults = [];
        int largest = LargestNeighbors(points);
        foreach (int k in options.Neighbors ?? [])
        {
            Require(
                k >= 1 && k <= largest,
                nameof(options.Neighbors),
                k,
                $"{k} must be at least 1 and below half of the {points} points: at most {largest}.");
        }

        Require(options.Neighbors is not { Count: 0 }, nameof(options.Neighbors), "", "it has no number; give one, or leave it at null.");
        RequireAtLeast(options.Queries ?? FewestQueries, FewestQueries, nameof(options.Queries));
        RequireAtLeast(options.Pairs, FewestSamples, nameof(options.Pairs));
        RequireAtLeast(options.Triplets, FewestSamples, nameof(options.Triplets));
        RequireAtLeast(options.LabelNeighbors, 1, nameof(options.LabelNeighbors));
        Require(options.Metric is not null, nameof(options.Metric), null, "it must not be null.");
        Require(
            options.Threads is >= 0 and <= MostThreads,
            nameof(options.Threads),
            options.Threads,
            $"{options.Threads} must be from 0 (one per processor) to {MostThreads}.");
        if (faults.Count > 0)
        {
            throw new TsneOptionsException(faults);
        }

        int byDefault = points <= EvaluationOptions.MostQueries ? points : EvaluationOptions.DefaultQueries;
        int[] neighbors = options.Neighbors is { } given ? [.. given.Distinct().Order()] : Default(largest);
        return (neighbors, Math.Min(points, options.Queries ?? byDefault));

        void RequireAtLeast(int value, int least, string option) =>
            Require(value >= least, option, value, $"{value} must be at least {least}.");

        void Require(bool holds, string option, object? value, string message)
        {
            if (!holds)
            {
                string? text = value is null ? null : FormattableString.Invariant($"{value}");
                faults.Add(new TsneFault(option, text, message));
            }
        }
    }

    /// <summary>The largest k below N / 2.</summary>
    private static int LargestNeighbors(int points) => (points - 1) / 2;

    private static int[] Default(int largest)
    {
        int[] fitting = [.. _neighbors.Where(k => k <= largest)];
        return fitting.Length > 0 ? fitting : [largest];
    }
}
