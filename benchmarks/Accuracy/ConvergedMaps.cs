using BhTsne.Benchmarks.Support;

namespace BhTsne.Benchmarks.Accuracy;

/// <summary>
/// Converged maps of the first N images of Fashion-MNIST by each objective, default options otherwise. They are made once by the engine and kept beside
/// those of <see cref="Stages"/>; delete BenchmarkDotNet.Artifacts/cache when the engine's results changed.
/// </summary>
internal sealed class ConvergedMaps(int points)
{
    private readonly Stages _stages = Stages.Of(points);
    private readonly Lazy<PointMatrix> _points = new(() => Stages.Of(points).Points());

    /// <summary>P, with what SNE needs.</summary>
    public AffinityMatrix Affinities => field ??= Tsne.ComputeAffinities(_stages.Graph());

    /// <summary>The map that options lead to.</summary>
    public Embedding Of(TsneOptions options)
    {
        string name = $"{options.Objective}-{options.DegreesOfFreedom}-{options.OutputDimensions}d".ToLowerInvariant();
        string path = Path.Combine(Repository.Scratch(Path.Combine("cache", $"accuracy-{points}")), $"{name}.npy");
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"Making the map {name} of {points:N0} points ...");
            Embedding map = Tsne.Embed(Affinities, Tsne.Initialize(_points.Value, options), options).Embedding;
            NpyFile.Write(path, map.Memory, map.Dimensions);
        }

        return new Embedding(NpyFile.Read<float>(path), options.OutputDimensions);
    }
}
