using System.Globalization;

namespace BhTsne.Benchmarks.Convergence;

/// <summary>Phases as text, for experiments: "iterations:exaggeration:rate:momentum[:theta]", separated by commas.</summary>
internal static class PhaseText
{
    /// <summary>
    /// Reads phases. The rate is in units of N / exaggeration, and "1-4" changes from one to the other; "g0.97" is a momentum that grows
    /// to 0.97.
    /// </summary>
    /// <param name="text">The phases.</param>
    /// <param name="points">N.</param>
    public static TsnePhase[] Parse(string text, int points) => [.. text.Split(',').Select(phase => ParseOne(phase.Split(':'), points))];

    private static TsnePhase ParseOne(string[] parts, int points)
    {
        double exaggeration = Number(parts[1]), unit = points / exaggeration;
        double[] rates = [.. parts[2].Split('-').Select(Number)];
        return new TsnePhase
        {
            Iterations = int.Parse(parts[0], CultureInfo.InvariantCulture),
            Exaggeration = exaggeration,
            LearningRate = unit * rates[0],
            FinalLearningRate = rates.Length > 1 ? unit * rates[1] : null,
            Momentum = Number(parts[3].TrimStart('g')),
            MomentumGrows = parts[3].StartsWith('g'),
            Theta = parts.Length > 4 ? Number(parts[4]) : null,
        };
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
