namespace BhTsne.Benchmarks.Peers;

/// <summary>The settings that all programs share.</summary>
/// <param name="Perplexity">The perplexity.</param>
/// <param name="Iterations">Iterations, 250 of them with early exaggeration.</param>
/// <param name="Threads">The number of threads.</param>
internal readonly record struct RunSettings(double Perplexity, int Iterations, int Threads);

/// <summary>The files of one run.</summary>
/// <param name="Points">N x D, float32.</param>
/// <param name="Start">N x 2, float32.</param>
/// <param name="Map">Receives N x 2, float32.</param>
internal readonly record struct RunFiles(string Points, string Start, string Map);
