using System.Globalization;

namespace BhTsne.Benchmarks.Peers;

/// <summary>The settings that all programs share.</summary>
/// <param name="Perplexity">The perplexity.</param>
/// <param name="Counts">Numbers of iterations after which a map is written, ascending; more than one for some programs alone.</param>
/// <param name="Threads">The number of threads.</param>
internal readonly record struct RunSettings(double Perplexity, IReadOnlyList<int> Counts, int Threads)
{
    /// <summary>All iterations.</summary>
    public int Iterations => Counts[^1];
}

/// <summary>The files of one run.</summary>
/// <param name="Points">N x D, float32.</param>
/// <param name="Start">N x 2, float32.</param>
/// <param name="Maps">Where maps of N x 2 float32 are written, "{0}" in place of the number of iterations.</param>
internal readonly record struct RunFiles(string Points, string Start, string Maps)
{
    /// <summary>Receives the map after so many iterations.</summary>
    public string Map(int iterations) => string.Format(CultureInfo.InvariantCulture, Maps, iterations);
}
