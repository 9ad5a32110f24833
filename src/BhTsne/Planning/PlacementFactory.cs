using BhTsne.Data;
using BhTsne.Kernels;
using BhTsne.Models;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Planning;

/// <summary>Turns the options of a map into the placement of new points: dimension and kernel become types.</summary>
internal static class PlacementFactory
{
    /// <summary>Builds the tree over a map.</summary>
    /// <param name="map">N x d.</param>
    /// <param name="weights">Of its points; null for 1 each.</param>
    /// <param name="options">How the map was made.</param>
    /// <param name="theta">The accuracy θ; 0 for exact sums.</param>
    /// <param name="team">The worker threads.</param>
    public static IPlacement Create(Embedding map, PointWeights? weights, TsneOptions options, double theta, WorkerTeam team) =>
        map.Dimensions switch
        {
            1 => Create<OneDimension>(map, weights, options, theta, team),
            2 => Create<TwoDimensions>(map, weights, options, theta, team),
            _ => Create<ThreeDimensions>(map, weights, options, theta, team),
        };

    /// <summary>How points are placed in a map.</summary>
    /// <param name="options">How the map was made.</param>
    /// <param name="placing">How points are placed.</param>
    /// <param name="perplexity">Of their rows.</param>
    public static PlacementSettings Settings(TsneOptions options, TransformOptions placing, double perplexity) => new(
        perplexity,
        options.LateExaggeration,
        placing.Iterations,
        options.MaxStepLength,
        EqualPointsShareAPlace: options.Metric.Kind != Neighbors.MetricKind.InnerProduct);

    private static IPlacement Create<TSpace>(
        Embedding map, PointWeights? weights, TsneOptions options, double theta, WorkerTeam team)
        where TSpace : struct, ISpace => options switch
        {
            { Objective: not TsneObjective.TSne } => new Placement<TSpace, GaussianKernel>(default, map, weights, theta, team),
            { DegreesOfFreedom: not 1 } =>
                new Placement<TSpace, StudentTailKernel>(new(options.DegreesOfFreedom), map, weights, theta, team),
            _ => new Placement<TSpace, StudentKernel>(default, map, weights, theta, team),
        };
}
