using BhTsne.Benchmarks.Support;
using BhTsne.IO;

namespace BhTsne.Benchmarks.Peers;

/// <summary>
/// What all programs start from, as files, and the P by which the exact KL of all maps is computed. Its folder is kept until the next call.
/// </summary>
internal sealed class SharedInput
{
    /// <summary>How the KL is computed, for a report.</summary>
    public const string Judge =
        "Every KL is computed by the same code in double: Q over all pairs, P from the neighbours of this engine's default search "
        + "(exact below 150,000 points or up to 6 dimensions, else approximate with a recall of 0.98 asked for).";

    private readonly string _folder;
    private readonly AffinityMatrix _affinities;
    private readonly int _threads;

    /// <summary>Reduces the points to 50 dimensions where they have more, writes them and the start, and computes P.</summary>
    /// <param name="set">The data set's name.</param>
    /// <param name="perplexity">Of P.</param>
    /// <param name="threads">The number of threads.</param>
    public SharedInput(string set, double perplexity, int threads)
    {
        Slug = set.Replace(':', '-');
        _folder = Repository.Scratch(Path.Combine("peers", Slug));
        _threads = threads;
        TsneOptions options = new() { Perplexity = perplexity, Threads = threads };
        PointMatrix points = Tsne.Reduce(DataSet.Load(set).Points, options);
        (Points, Dimensions) = (points.Rows, points.Columns);
        NpyFile.Write(PointsPath, points.Memory, points.Columns);
        EmbeddingWriter.Write(StartPath, Tsne.Initialize(points, options));
        _affinities = Tsne.ComputeAffinities(Tsne.FindNeighbors(points, options), options);
        Console.WriteLine($"{Machine.Description}\n{set}: {Points} x {Dimensions}");
    }

    /// <summary>The set's name as a part of a file name.</summary>
    public string Slug { get; }

    /// <summary>N.</summary>
    public int Points { get; }

    /// <summary>D, reduced.</summary>
    public int Dimensions { get; }

    private string PointsPath => Path.Combine(_folder, "points.npy");

    private string StartPath => Path.Combine(_folder, "start.npy");

    /// <summary>The files of a program's runs.</summary>
    public RunFiles Files(PeerProgram program) => new(PointsPath, StartPath, Path.Combine(_folder, program.Key + "-{0}.npy"));

    /// <summary>The exact KL of a map that a program wrote.</summary>
    /// <param name="map">Its file.</param>
    public double Divergence(string map) => ExactDivergence.Compute(_affinities, EmbeddingReader.Read(map), _threads);
}
