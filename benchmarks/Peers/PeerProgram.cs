using System.Globalization;

namespace BhTsne.Benchmarks.Peers;

/// <summary>A program that makes maps, with one choice of settings.</summary>
/// <param name="Key">Its name on the command line.</param>
/// <param name="Name">Its name in the report.</param>
/// <param name="Theta">Its θ as it is given to it; null for one that interpolates on a grid.</param>
/// <param name="FullWidthTheta">θ of the same opening rule with a cell's full width: some programs divide the half-width.</param>
/// <param name="Differences">Its start, learning rate and momentum.</param>
/// <param name="Find">The command line to run it by, or the reason why there is none.</param>
internal sealed record PeerProgram(
    string Key, string Name, double? Theta, double? FullWidthTheta, string Differences, Func<RunFiles, RunSettings, Launch> Find)
{
    private const string GivenStart = "given start, ";
    private const string ClassicSteps = GivenStart + "η = N / 12 then N, momentum 0.8";
    private const string AcceleratedSteps = GivenStart + "η = N / 12, then N to 4 N and back, momentum growing to 0.97";
    private const string PeerSteps = GivenStart + "η = max(N / 12, 200), momentum 0.5 then 0.8";

    /// <summary>All programs that can be compared.</summary>
    public static IReadOnlyList<PeerProgram> All { get; } =
    [
        Own("bhtsne", "BhTsne", 0.5, AcceleratedSteps, OwnRun.Default) with { CurveCounts = [TsneDefaults.Iterations] },
        Own("bhtsne-1", "BhTsne", 1, AcceleratedSteps, OwnRun.Default),
        Own("bhtsne-accelerated", "BhTsne, accelerated", 0.5, AcceleratedSteps, OwnRun.Accelerated) with
        {
            RunsByDefault = false, CurveCounts = [150, 200, 250, 300, 400],
        },
        Own("bhtsne-classic", "BhTsne, classic", 0.5, ClassicSteps, OwnRun.Classic) with { CurveCounts = [300, 500, 750, 1000] },
        Own("bhtsne-steps", "BhTsne, the others' steps", 0.5, PeerSteps, OwnRun.PeerSteps),
        new("opentsne", "openTSNE", null, null, ClassicSteps, OpenTsne) { CurveCounts = [300, 500, 750, 1000], MapsOnTheWay = true },
        new("fit-sne", "FIt-SNE", null, null, PeerSteps, FitSne) { CurveCounts = [300, 500, 1000] },
        new("sklearn", "scikit-learn", 0.5, 0.5, PeerSteps + " (auto)", ScikitLearn)
        {
            CurveCounts = [300, 400, 500], MapsOnTheWay = true,
        },
        new("rtsne", "Rtsne", 0.5, 1, PeerSteps, (files, settings) => Rtsne(files, settings, "given")),
        new(
            "rtsne-own", "Rtsne, all defaults", 0.5, 1, "random start, η = 200, momentum 0.5 then 0.8",
            (files, settings) => Rtsne(files, settings, "own")) { RunsByDefault = false },
    ];

    /// <summary>Whether it runs in a comparison when no programs are named.</summary>
    public bool RunsByDefault { get; init; } = true;

    /// <summary>Numbers of iterations of its curve of KL against seconds, ascending; empty where they must be given.</summary>
    public IReadOnlyList<int> CurveCounts { get; init; } = [];

    /// <summary>Whether one process can write maps after several numbers of iterations, the last of them its end.</summary>
    public bool MapsOnTheWay { get; init; }

    private static PeerProgram Own(string key, string name, double theta, string differences, string steps) =>
        new(key, name, theta, theta, differences, (files, settings) => OwnRun.Launch(files, settings, theta, steps));

    private static Launch ScikitLearn(RunFiles files, RunSettings settings) => Launch.FirstThatRuns(
        "python3",
        ["-c", "import sklearn"],
        "no python3 on the PATH has scikit-learn (Debian: apt-get install python3-sklearn)",
        [Script("scikit_learn.py"), .. PythonArguments(files, settings)]);

    private static Launch OpenTsne(RunFiles files, RunSettings settings) => Launch.FirstThatRuns(
        "python3",
        ["-c", "import openTSNE"],
        "no python3 on the PATH has openTSNE",
        [Script("open_tsne.py"), .. PythonArguments(files, settings)]);

    private static Launch FitSne(RunFiles files, RunSettings settings) => Launch.OnPath("fast_tsne") is not { } program
        ? new Launch([], "there is no fast_tsne of FIt-SNE on the PATH")
        : Launch.FirstThatRuns(
            "python3",
            ["-c", "import numpy"],
            "no python3 on the PATH has NumPy, which writes the input of FIt-SNE (Debian: apt-get install python3-numpy)",
            [Script("fit_sne.py"), .. PythonArguments(files, settings), "--program", program]);

    private static Launch Rtsne(RunFiles files, RunSettings settings, string start) => Launch.FirstThatRuns(
        "Rscript",
        ["-e", "library(Rtsne)"],
        "no Rscript on the PATH has Rtsne (Debian: apt-get install r-cran-rtsne)",
        [
            Script("rtsne.R"), files.Points, files.Start, files.Map(settings.Iterations),
            Text(settings.Perplexity), Text(settings.Iterations), Text(settings.Threads), start,
        ]);

    private static string[] PythonArguments(RunFiles files, RunSettings settings) =>
    [
        files.Points, files.Start, files.Maps, "--perplexity", Text(settings.Perplexity), "--threads", Text(settings.Threads),
        "--iterations", .. settings.Counts.Select(count => Text(count)),
    ];

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
