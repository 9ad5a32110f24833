using System.Globalization;
using BhTsne.IO;

namespace BhTsne.Benchmarks.Support;

/// <summary>A named set of points and the distance that its field uses.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Points">N x D, unreduced.</param>
/// <param name="Metric">The distance.</param>
public sealed record DataSet(string Name, PointMatrix Points, Metric Metric)
{
    private const string Shifted = "shifted-mnist:";

    private static readonly Dictionary<string, string[]> _files = new()
    {
        ["fashion-mnist"] = ["fashion-mnist/train-images-idx3-ubyte.gz", "fashion-mnist/t10k-images-idx3-ubyte.gz"],
        ["mnist"] = ["mnist/train-images-idx3-ubyte.gz", "mnist/t10k-images-idx3-ubyte.gz"],
        ["glove"] = ["text/glove100d_100k.npy.gz"],
        ["flights"] = ["lowdim/flights_delay_distance_time.npy.gz"],
        ["cytometry"] = ["lowdim/activation_1M_CD8_Va2_CD44_CD4_CD11c.npy.gz"],
        ["letter"] = ["medium/letter.npy.gz"],
        ["shuttle"] = ["medium/shuttle.npy.gz"],
        ["digits"] = ["small/digits.npy.gz"],
    };

    /// <summary>What may be named, for a help text.</summary>
    public static string Names => string.Join(", ", [.. _files.Keys, Shifted + "N", "mixture:NxD"]);

    /// <summary>Reads or makes a set.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="FileNotFoundException">The files are missing.</exception>
    /// <exception cref="ArgumentException">There is no set of that name.</exception>
    public static DataSet Load(string name)
    {
        if (name.StartsWith("mixture:", StringComparison.Ordinal))
        {
            int[] shape = Array.ConvertAll(name[8..].Split('x'), part => int.Parse(part, CultureInfo.InvariantCulture));
            return new DataSet(name, GaussianMixture.Create(shape[0], shape[1]), Metric.Euclidean);
        }

        if (name.StartsWith(Shifted, StringComparison.Ordinal))
        {
            int rows = int.Parse(name[Shifted.Length..], CultureInfo.InvariantCulture);
            return new DataSet(name, ShiftedImages.Create(Read("mnist"), rows), Metric.Euclidean);
        }

        return new DataSet(name, Read(name), name == "glove" ? Metric.Cosine : Metric.Euclidean);
    }

    /// <summary>Whether the files of a set exist.</summary>
    public static bool IsAvailable(string name)
    {
        string source = name.StartsWith(Shifted, StringComparison.Ordinal) ? "mnist" : name;
        return name.StartsWith("mixture:", StringComparison.Ordinal)
            || (_files.TryGetValue(source, out string[]? files)
                && Array.TrueForAll(files, file => File.Exists(Path.Combine(Repository.Data, file))));
    }

    private static PointMatrix Read(string name)
    {
        if (!_files.TryGetValue(name, out string[]? files))
        {
            throw new ArgumentException($"There is no data set '{name}'; there are {Names}.");
        }

        return IsAvailable(name)
            ? TableReader.Read([.. files.Select(file => Path.Combine(Repository.Data, file))]).Points
            : throw new FileNotFoundException($"The data set '{name}' is not in ../shared/data.");
    }
}
