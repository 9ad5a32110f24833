using System.Globalization;
using System.Runtime.InteropServices;
using BhTsne.IO;

namespace BhTsne.Benchmarks.Peers;

/// <summary>One run of this engine in a process of its own, the start of the runtime and the compilation included.</summary>
internal static class OwnRun
{
    /// <summary>The first argument of such a process.</summary>
    public const string Verb = "own-run";

    /// <summary>The engine's default steps.</summary>
    public const string OwnSteps = "own";

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
                .. program, Verb, files.Points, files.Start, files.Map, steps,
                .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)),
            ],
            null);
    }

    /// <summary>Runs by the arguments after the verb.</summary>
    public static void Execute(string[] arguments)
    {
        double[] numbers = [.. arguments[4..].Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        TsneOptions options = new()
        {
            PcaComponents = 0,
            Perplexity = numbers[0],
            Iterations = (int)numbers[1],
            Threads = (int)numbers[2],
            Theta = numbers[3],
            MinGradientNorm = 0,
        };
        TsneInput input = new(TableReader.Read(arguments[0]).Points) { Start = EmbeddingReader.Read(arguments[1]) };
        if (arguments[3] == PeerSteps)
        {
            options = options with { LearningRate = Math.Max(200, input.Points / options.EarlyExaggeration), EarlyMomentum = 0.5 };
        }

        TsneResult result = Tsne.Fit(input, options);
        EmbeddingWriter.Write(arguments[2], result.Embedding);
        string? version = typeof(Tsne).Assembly.GetName().Version?.ToString(3);
        Console.WriteLine($"version=BhTsne {version}, {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine($"seconds={result.Seconds.Total}");
        Console.WriteLine($"iterations={result.Iterations}");
        Console.WriteLine($"divergence={result.KlDivergence}");
    }
}
