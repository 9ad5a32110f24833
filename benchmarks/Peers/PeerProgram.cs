using System.Globalization;

namespace BhTsne.Benchmarks.Peers;

/// <summary>A program that makes maps, with one choice of settings.</summary>
/// <param name="Key">Its name on the command line.</param>
/// <param name="Name">Its name in the report.</param>
/// <param name="Theta">Its θ as it is given to it.</param>
/// <param name="FullWidthTheta">θ of the same opening rule with a cell's full width: some programs divide the half-width.</param>
/// <param name="Differences">Its start, learning rate and momentum.</param>
/// <param name="RunsByDefault">Whether it runs when no programs are named.</param>
/// <param name="Find">The command line to run it by, or the reason why there is none.</param>
internal sealed record PeerProgram(
    string Key,
    string Name,
    double Theta,
    double FullWidthTheta,
    string Differences,
    bool RunsByDefault,
    Func<RunFiles, RunSettings, Launch> Find)
{
    private const string OwnSteps = "given start, η = N / 12 then N, momentum 0.8";

    /// <summary>All programs that can be compared.</summary>
    public static IReadOnlyList<PeerProgram> All { get; } =
    [
        new("bhtsne", "BhTsne", 0.5, 0.5, OwnSteps, true, (files, settings) => OwnRun.Launch(files, settings, 0.5, OwnRun.OwnSteps)),
        new("bhtsne-1", "BhTsne", 1, 1, OwnSteps, true, (files, settings) => OwnRun.Launch(files, settings, 1, OwnRun.OwnSteps)),
        new(
            "bhtsne-steps", "BhTsne, the others' steps", 0.5, 0.5, "given start, η = max(N / 12, 200), momentum 0.5 then 0.8", true,
            (files, settings) => OwnRun.Launch(files, settings, 0.5, OwnRun.PeerSteps)),
        new("sklearn", "scikit-learn", 0.5, 0.5, "given start, η = max(N / 12, 200) (auto), momentum 0.5 then 0.8", true, ScikitLearn),
        new(
            "rtsne", "Rtsne", 0.5, 1, "given start, η = max(N / 12, 200), momentum 0.5 then 0.8", true,
            (files, settings) => Rtsne(files, settings, "given")),
        new(
            "rtsne-own", "Rtsne, all defaults", 0.5, 1, "random start, η = 200, momentum 0.5 then 0.8", false,
            (files, settings) => Rtsne(files, settings, "own")),
    ];

    private static Launch ScikitLearn(RunFiles files, RunSettings settings) => Launch.FirstThatRuns(
        "python3",
        ["-c", "import sklearn"],
        "no python3 on the PATH has scikit-learn (Debian: apt-get install python3-sklearn)",
        [
            Script("scikit_learn.py"), files.Points, files.Start, files.Map,
            "--perplexity", Text(settings.Perplexity), "--iterations", Text(settings.Iterations), "--threads", Text(settings.Threads),
        ]);

    private static Launch Rtsne(RunFiles files, RunSettings settings, string start) => Launch.FirstThatRuns(
        "Rscript",
        ["-e", "library(Rtsne)"],
        "no Rscript on the PATH has Rtsne (Debian: apt-get install r-cran-rtsne)",
        [
            Script("rtsne.R"), files.Points, files.Start, files.Map,
            Text(settings.Perplexity), Text(settings.Iterations), Text(settings.Threads), start,
        ]);

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
