using BhTsne.Affinities;
using BhTsne.Models;
using BhTsne.Neighbors;

namespace BhTsne.Planning;

/// <summary>What the numbers of <see cref="PerturbationOptions"/> may be.</summary>
internal static class PerturbationRules
{
    /// <summary>A point that is taken out leaves two, the fewest that have a perplexity.</summary>
    private const int FewestPoints = 3;

    /// <summary>Checks the options against a map, and makes every choice.</summary>
    /// <param name="options">The options.</param>
    /// <param name="content">The map.</param>
    /// <exception cref="TsneOptionsException">A number is out of its range; all faults are named.</exception>
    /// <exception cref="InvalidOperationException">The map has too few points, or a metric without distances.</exception>
    public static PerturbationSettings Resolve(PerturbationOptions options, ModelContent content)
    {
        TsneOptions made = content.Options;
        int others = content.Points.Rows - 1;
        if (made.Metric.Kind == MetricKind.InnerProduct)
        {
            throw new InvalidOperationException(
                "The map was made by inner products, for which a point is not the nearest to itself; "
                + "perturbation scores need a metric with distances.");
        }

        if (others + 1 < FewestPoints)
        {
            throw new InvalidOperationException(
                $"The map has {others + 1} points; perturbation scores need {FewestPoints} at least.");
        }

        List<TsneFault> faults = [.. Faults(options)];
        TransformOptions placing = new()
        {
            Perplexity = options.Perplexity ?? Math.Clamp(MapPerplexity(made), 1, Math.Max(1, others / 3.0)),
            Theta = options.Theta,
            Threads = options.Threads,
        };
        double perplexity = 0;
        int neighbors = 0;
        try
        {
            (perplexity, neighbors) = TransformRules.Resolve(placing, others);
        }
        catch (TsneOptionsException exception)
        {
            faults.AddRange(exception.Faults);
        }

        return faults.Count > 0
            ? throw new TsneOptionsException(faults)
            : new PerturbationSettings(
                Math.Min(options.Points ?? PerturbationOptions.DefaultPoints, others + 1),
                Math.Min(options.Axes, content.Points.Columns),
                options.Step,
                neighbors,
                options.Seed,
                PlacementFactory.Settings(made, placing, perplexity) with { EqualPointsShareAPlace = false });
    }

    private static double MapPerplexity(TsneOptions options) => options.Affinities switch
    {
        null => options.Perplexity,
        { Form: AffinityForm.Perplexity } kind => kind.Perplexities.Min(),
        _ => TransformOptions.DefaultPerplexity,
    };

    private static IEnumerable<TsneFault> Faults(PerturbationOptions options)
    {
        if (options.Points < 1)
        {
            yield return new TsneFault(
                nameof(PerturbationOptions.Points), $"{options.Points}", $"{options.Points} must be at least 1; null measures "
                + $"{PerturbationOptions.DefaultPoints}.");
        }

        if (options.Axes < 1)
        {
            yield return new TsneFault(nameof(PerturbationOptions.Axes), $"{options.Axes}", $"{options.Axes} must be at least 1.");
        }

        if (!(options.Step > 0 && double.IsFinite(options.Step)))
        {
            string step = FormattableString.Invariant($"{options.Step}");
            yield return new TsneFault(nameof(PerturbationOptions.Step), step, $"{step} must be positive, and finite.");
        }
    }
}
