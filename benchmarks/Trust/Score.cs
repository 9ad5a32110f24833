using BhTsne.Plotting;

namespace BhTsne.Benchmarks.Trust;

/// <summary>A score of single points: the larger, the less the place of the point is to be trusted.</summary>
/// <param name="Name">In tables, pictures and file names.</param>
/// <param name="Scale">Of the colours of a picture.</param>
/// <param name="Compute">N scores of a map; NaN where there is none.</param>
internal sealed record Score(string Name, PointColumnScale Scale, Func<MapOfCase, float[]> Compute)
{
    /// <summary>All scores; each further one is one line.</summary>
    public static IReadOnlyList<Score> All { get; } =
    [
        new(
            "neighbours-lost", PointColumnScale.Linear,
            map => [.. map.Diagnostics.NeighborsKept.ToArray().Select(kept => 1 - kept)]),
        new("cost", PointColumnScale.Linear, map => map.Diagnostics.CostContributions.ToArray()),
        new("singularity", PointColumnScale.Logarithmic, map => map.Diagnostics.Singularities.ToArray()),
        new("perturbation", PointColumnScale.Logarithmic, map => map.Model.MeasurePerturbations().Scores.ToArray()),
    ];

    /// <summary>
    /// The share of pairs of a false and a true point in which the false one has the larger score, half for equal ones: 0.5 for a score
    /// that says nothing, 1 for one that says all. NaN where there are no such pairs.
    /// </summary>
    public static double AreaUnderCurve(float[] scores, bool[] isFalse)
    {
        float[] wrong = [.. Of(true)], right = [.. Of(false)];
        Array.Sort(right);
        double sum = 0;
        foreach (float score in wrong)
        {
            sum += (right.Count(other => other < score) + right.Count(other => other <= score)) / 2.0;
        }

        return sum / wrong.Length / right.Length;

        IEnumerable<float> Of(bool which) => scores.Where((score, point) => isFalse[point] == which && !float.IsNaN(score));
    }
}
