using System.Globalization;
using System.Runtime.InteropServices;
using BhTsne.IO;

namespace BhTsne.Benchmarks.Peers;

/// <summary>One run of this engine in a process of its own, the start of the runtime and the compilation included.</summary>
internal static class OwnRun
{
    /// <summary>The first argument of such a process.</summary>
    public const string Verb = "own-run";

    /// <summary>The engine's default steps, which end by themselves.</summary>
    public const string Default = "default";

    /// <summary>The same steps to the last of the iterations.</summary>
    public const string Accelerated = "accelerated";

    /// <summary>The steps of the classic schedule.</summary>
    public const string Classic = "classic";

    /// <summary>The steps of scikit-learn and Rtsne: smaller, so that maps are compared after similar progress.</summary>
    public const string PeerSteps = "peers";

    /// <summary>The command line.</summary>
    public static Launch Launch(RunFiles files, RunSettings settings, double theta, string steps)
    {
        double[] numbers = [settings.Perplexity, settings.Iterations, settings.Threads, theta];
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, typeof(OwnRun).Assembly.Location]
            : [Environment.ProcessPath!];
        return new Launch(
            [
                .. program, Verb, files.Points, files.Start, files.Map(settings.Iterations), steps,
                .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)),
            ],
            null);
    }

    /// <summary>Runs by the arguments after the verb.</summary>
    public static void Execute(string[] arguments)
    {
        double[] numbers = [.. arguments[4..].Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        TsneInput input = new(TableReader.Read(arguments[0]).Points) { Start = EmbeddingReader.Read(arguments[1]) };
        TsneOptions options = WithSteps(arguments[3], input.Points, new TsneOptions
        {
            PcaComponents = 0,
            Perplexity = numbers[0],
            Iterations = (int)numbers[1],
            Threads = (int)numbers[2],
            Theta = numbers[3],
            MinGradientNorm = 0,
        });
        TsneResult result = Tsne.Fit(input, options);
        EmbeddingWriter.Write(arguments[2], result.Embedding);
        string? version = typeof(Tsne).Assembly.GetName().Version?.ToString(3);
        Console.WriteLine($"descent-{options.Iterations}={result.Seconds.Optimization}");
        Console.WriteLine($"version=BhTsne {version}, {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine($"seconds={result.Seconds.Total}");
        Console.WriteLine($"iterations={result.Iterations}");
        Console.WriteLine($"divergence={result.KlDivergence}");
    }

    private static TsneOptions WithSteps(string steps, int points, TsneOptions options) => steps switch
    {
        Default => options,
        Accelerated => options with { Schedule = TsneSchedule.Accelerated, MinCostImprovement = 0 },
        Classic => options with { Schedule = TsneSchedule.Classic },
        PeerSteps => options with
        {
            Schedule = TsneSchedule.Classic,
            LearningRate = Math.Max(200, points / options.EarlyExaggeration),
            EarlyMomentum = 0.5,
        },
        _ => throw new ArgumentException($"There are no steps '{steps}'."),
    };
}
