using System.Globalization;
using BhTsne.Benchmarks.Support;
using BhTsne.Data;
using BhTsne.IO;

namespace BhTsne.Benchmarks.Convergence;

/// <summary>
/// What a descent of a data set starts from: reduced points and P with default options otherwise, computed once and kept under
/// BenchmarkDotNet.Artifacts/cache; delete the folder when the engine's results changed.
/// </summary>
internal sealed class StudyInput
{
    private readonly string _folder;

    /// <summary>Reads or computes.</summary>
    /// <param name="name">A data set; "cytometry:250000" for its first rows alone.</param>
    /// <param name="perplexity">Of P.</param>
    /// <param name="uniform">How many neighbours have the same share of a row, whatever the perplexity; null for Gaussians.</param>
    /// <exception cref="FileNotFoundException">The set is not there.</exception>
    public StudyInput(string name, double perplexity, int? uniform)
    {
        Name = name;
        string kind = uniform is null ? string.Create(CultureInfo.InvariantCulture, $"{perplexity}") : $"uniform-{uniform}";
        string folder = $"convergence-{name.Replace(':', '-')}-{kind}";
        _folder = Repository.Scratch(Path.Combine("cache", folder));
        if (!File.Exists(PathOf("points")))
        {
            Make(name, new TsneOptions
            {
                Perplexity = perplexity,
                Affinities = uniform is { } neighbors ? AffinityKind.Uniform(neighbors) : null,
            });
        }

        float[] points = NpyFile.Read<float>(PathOf("points"));
        long[] offsets = NpyFile.Read<long>(PathOf("p-offsets"));
        int rows = offsets.Length - 1;
        Points = PointMatrix.From(points, rows, points.Length / rows);
        SparseMatrix p = new(offsets, NpyFile.Read<int>(PathOf("p-columns")), NpyFile.Read<float>(PathOf("p-values")), rows);
        double entropy = double.Parse(File.ReadAllText(Path.Combine(_folder, "entropy.txt")), CultureInfo.InvariantCulture);
        Affinities = new AffinityMatrix(p, entropy);
        Labels = ReadLabels(name)?.Take(rows).ToArray();
    }

    /// <summary>As on the command line.</summary>
    public string Name { get; }

    /// <summary>The points that neighbours were searched in, N x D.</summary>
    public PointMatrix Points { get; }

    /// <summary>Whether the field compares these points by the cosine.</summary>
    public bool IsCosine => Name == "glove";

    /// <summary>P, with the entropy of its rows that SNE needs.</summary>
    public AffinityMatrix Affinities { get; }

    /// <summary>One for each point; null where the set has none.</summary>
    public string[]? Labels { get; }

    private static IEnumerable<string>? ReadLabels(string name)
    {
        string[]? files = name switch
        {
            "digits" => ["small/digits.labels.npy"],
            "letter" or "shuttle" => [$"medium/{name}.labels.npy"],
            "mnist" or "fashion-mnist" => [$"{name}/train-labels-idx1-ubyte.gz", $"{name}/t10k-labels-idx1-ubyte.gz"],
            _ => null,
        };
        return files?.SelectMany(file => LabelReader.Read(Path.Combine(Repository.Data, file)));
    }

    /// <summary>The points are written last: where they are, all is.</summary>
    private void Make(string name, TsneOptions options)
    {
        string[] parts = name.Split(':');
        bool isPart = parts.Length == 2 && parts[0] is not ("shifted-mnist" or "mixture");
        DataSet data = DataSet.Load(isPart ? parts[0] : name);
        int rows = isPart ? int.Parse(parts[1], CultureInfo.InvariantCulture) : data.Points.Rows;
        PointMatrix points = PointMatrix.From(data.Points.Memory[..(rows * data.Points.Columns)], rows, data.Points.Columns);
        options = options with { Metric = data.Metric };
        points = Tsne.Reduce(points, options);
        AffinityMatrix affinities = Tsne.ComputeAffinities(Tsne.FindNeighbors(points, options), options);
        ChunkedRows entries = affinities.Matrix.Entries;
        (int[] indices, float[] values) = (new int[entries.Count], new float[entries.Count]);
        entries.CopyTo(indices, values);
        NpyFile.Write<long>(PathOf("p-offsets"), affinities.Matrix.RowOffsets.ToArray());
        NpyFile.Write<int>(PathOf("p-columns"), indices);
        NpyFile.Write<float>(PathOf("p-values"), values);
        File.WriteAllText(
            Path.Combine(_folder, "entropy.txt"), affinities.ConditionalEntropy!.Value.ToString("R", CultureInfo.InvariantCulture));
        NpyFile.Write(PathOf("points"), points.Memory, points.Columns);
    }

    private string PathOf(string part) => Path.Combine(_folder, $"{part}.npy");
}
