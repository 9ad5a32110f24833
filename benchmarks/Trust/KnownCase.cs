using BhTsne.Benchmarks.Support;
using BhTsne.IO;

namespace BhTsne.Benchmarks.Trust;

/// <summary>Points with a known answer, and how their map is made.</summary>
/// <param name="Name">Of files and rows.</param>
/// <param name="Title">Of pictures.</param>
/// <param name="Points">N x D.</param>
/// <param name="Options">Of the map.</param>
/// <param name="Labels">What the map is coloured by beside scores.</param>
/// <param name="LabelsAre">What they are, in a few words.</param>
/// <param name="FalseMeans">Which points are false or doubtful, in a few words.</param>
/// <param name="IsFalse">Whether a point is, by its map; null where nothing says so.</param>
internal sealed record KnownCase(
    string Name,
    string Title,
    PointMatrix Points,
    TsneOptions Options,
    IReadOnlyList<string> Labels,
    string LabelsAre,
    string FalseMeans,
    Func<MapOfCase, bool[]>? IsFalse)
{
    private const int Count = 1500;

    /// <summary>All that can be made here.</summary>
    public static IEnumerable<KnownCase> All()
    {
        (PointMatrix roll, double[] along) = KnownPoints.SwissRoll(Count, 1);
        yield return new KnownCase(
            "swiss-roll", "Swiss roll", roll, new TsneOptions(), Texts(along), "place along the roll",
            "3 of the 10 nearest points are far away in the map",
            map => map.Torn());
        (PointMatrix moons, double[] doubt) = KnownPoints.Moons(Count, 0.2, 2);
        yield return new KnownCase(
            "moons", "Two moons that overlap", moons, new TsneOptions(), Texts(doubt), "probability of the other moon",
            "probability of the other moon above 0.2", _ => [.. doubt.Select(value => value > 0.2)]);
        PointMatrix gaussian = KnownPoints.Gaussian(Count, 50, 3);
        yield return new KnownCase(
            "gaussian", "One Gaussian, perplexity 5", gaussian, new TsneOptions { Perplexity = 5 }, Texts(Lengths(gaussian)),
            "distance from the mean", "all: there are no clusters", null);
        if (DataSet.IsAvailable("digits"))
        {
            string[] labels = [.. LabelReader.Read(Path.Combine(Repository.Data, "small/digits.labels.npy"))];
            yield return new KnownCase(
                "digits", "Handwritten digits", DataSet.Load("digits").Points, new TsneOptions(), labels,
                "digit", "among the points of another digit", map => map.AmongOthers(labels));
        }
    }

    private static double[] Lengths(PointMatrix points) =>
        [.. Enumerable.Range(0, points.Rows).Select(row => Math.Sqrt(points.Row(row).ToArray().Sum(value => (double)value * value)))];

    private static string[] Texts(double[] values) => [.. values.Select(value => $"{value:0.####}")];
}
