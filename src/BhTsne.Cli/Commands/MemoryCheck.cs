using BhTsne.Cli.Options;

namespace BhTsne.Cli.Commands;

/// <summary>Refuses a run that cannot have the memory that it will need, before hours are spent on it.</summary>
internal static class MemoryCheck
{
    /// <summary>Compares the forecast of a plan with what this process may have.</summary>
    /// <param name="plan">Made after the input was read.</param>
    /// <exception cref="ToolException">It is more.</exception>
    public static void Require(TsnePlan plan) => Require(
        plan.PeakMemoryBytes,
        MemoryBalance.OfPlan,
        "this run",
        $"{FileRows.DryRun.Name} shows the memory of each stage. Give fewer points, fewer neighbours (a lower "
        + $"{SimilarityRows.Perplexity.Name}) or more memory");

    /// <summary>Compares the forecast of the largest run of a study with what this process may have.</summary>
    /// <param name="plans">Of all runs, made after the input was read.</param>
    /// <exception cref="ToolException">It is more.</exception>
    public static void RequireLargest(IEnumerable<TsnePlan> plans) => Require(
        plans.Max(plan => plan.PeakMemoryBytes),
        MemoryBalance.OfPlan,
        "the largest run of this study",
        $"'{Tool.Name} embed {FileRows.DryRun.Name}' shows the memory of each stage. Give fewer points, lower values of "
        + $"{SimilarityRows.Perplexity.Name} or more memory");

    /// <summary>Compares what placing new points in a map takes with what this process may have.</summary>
    /// <param name="model">The map.</param>
    /// <param name="points">The new points.</param>
    /// <param name="options">How they are placed.</param>
    /// <exception cref="ToolException">It is more.</exception>
    public static void RequireFor(TsneModel model, TsneInput points, TransformOptions options)
    {
        int dimensions = model.Dimensions;
        bool isReduced = model.InputKind == TsneInputKind.SparsePoints || model.Options.Metric == Metric.Euclidean;
        int components = model.Options.PcaComponents is > 0 and int asked ? asked
            : isReduced && model.Options.PcaComponents is null ? Math.Min(dimensions, TsneDefaults.PcaComponents)
            : dimensions;

        // Sparse points are not standardized, and so not copied.
        int copied = model.InputKind == TsneInputKind.SparsePoints ? 0 : dimensions;
        Require(
            MemoryNeed.OfPlacement(
                points.Points, copied, components, model.Points, options.Perplexity ?? TransformOptions.DefaultPerplexity),
            MemoryBalance.OfRoughForecast,
            "these new points",
            "give fewer points at a time (the place of one does not depend on the others), or more memory");
    }

    /// <summary>Compares what measuring a map takes with what this process may have.</summary>
    /// <param name="points">The points of the map.</param>
    /// <param name="options">How much is measured.</param>
    /// <param name="similarities">The plan of the P of the KL divergence; null for none.</param>
    /// <exception cref="ToolException">It is more.</exception>
    public static void RequireFor(PointMatrix points, EvaluationOptions options, TsnePlan? similarities) => Require(
        MemoryNeed.OfEvaluation(points.Rows, points.Columns, options, similarities),
        MemoryBalance.OfRoughForecast,
        "this evaluation",
        $"give {EvaluateRows.NoKl.Name}, fewer points or more memory");

    /// <summary>Compares what a standardized copy of points takes with what this process may have.</summary>
    /// <param name="points">The points as they were read or mapped.</param>
    /// <exception cref="ToolException">It is more.</exception>
    public static void RequireForCopy(PointMatrix points) => Require(
        (long)points.Rows * points.Columns * sizeof(float),
        MemoryBalance.OfKnownBytes,
        "a standardized copy of these points",
        $"standardize them before they are saved, leave {TableRows.Standardize.Name} out, or give fewer points or more memory");

    private static void Require(long foreseen, double share, string what, string advice)
    {
        // The memory of the machine, or what a setting of the runtime or a container leaves the heap of it.
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        bool isLimit = GC.GetConfigurationVariables().GetValueOrDefault("GCHeapHardLimit") is long and > 0;
        MemoryBalance balance = new(GC.GetTotalMemory(forceFullCollection: false), foreseen, share, available, isLimit);
        if (!balance.IsTooMuch)
        {
            return;
        }

        balance = balance with { Held = GC.GetTotalMemory(forceFullCollection: true) };
        if (balance.IsTooMuch)
        {
            throw new ToolException(ExitCode.Failure, [$"there is not enough memory for {what}: {balance}; {advice}"]);
        }
    }
}
