using BhTsne.Benchmarks.Support;

namespace BhTsne.Benchmarks.Accuracy;

/// <summary>
/// Converged maps of the first N images of Fashion-MNIST by each objective, after all iterations of the classic schedule. The engine
/// computes them once, and they are kept beside those of <see cref="Stages"/>; delete BenchmarkDotNet.Artifacts/cache when the engine's
/// results changed.
/// </summary>
internal sealed class ConvergedMaps(int points)
{
    private readonly Stages _stages = Stages.Of(points);
    private readonly Lazy<PointMatrix> _points = new(() => Stages.Of(points).Points());

    /// <summary>P, with the entropy of its rows that SNE needs.</summary>
    public AffinityMatrix Affinities => field ??= Tsne.ComputeAffinities(_stages.Graph());

    /// <summary>The map of options.</summary>
    public Embedding Of(TsneOptions options)
    {
        string name = $"{options.Objective}-{options.DegreesOfFreedom}-{options.OutputDimensions}d".ToLowerInvariant();
        string path = Path.Combine(Repository.Scratch(Path.Combine("cache", $"accuracy-{points}")), $"{name}.npy");
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"Computing the map {name} of {points:N0} points ...");
            TsneInput input = new(Affinities) { Start = Tsne.Initialize(_points.Value, options) };
            Embedding map = Tsne.Fit(input, options with { Schedule = TsneSchedule.Classic }).Embedding;
            NpyFile.Write(path, map.Memory, map.Dimensions);
        }

        return new Embedding(NpyFile.Read<float>(path), options.OutputDimensions);
    }
}
