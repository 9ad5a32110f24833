using System.Diagnostics;
using BhTsne.Models;
using BhTsne.Planning;
using BhTsne.Scheduling;

namespace BhTsne;

/// <content>How far places jump.</content>
public sealed partial class TsneModel
{
    /// <summary>
    /// Measures how far the place of a point jumps when its input moves a little. The point is taken out of the map. Its input, and its
    /// input moved along the main axes of the points to both sides, are placed in what remains, as <see cref="Transform"/> places new
    /// points. The score is the largest distance from the first place to the others. A large score says that the place is one of several
    /// that fit the point (docs/algorithm.md, "How far a place jumps").
    /// </summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Receives the completed share, 0 to 1, on the calling thread.</param>
    /// <param name="cancellation">Cancels within a block of work.</param>
    /// <returns>
    /// The scores. Each depends on the map and on that point alone: the same bits on any number of threads, and whatever else is measured.
    /// Equal points that were merged have the score of the point that stands for them.
    /// </returns>
    /// <exception cref="TsneOptionsException">An option is out of its range or does not fit the map.</exception>
    /// <exception cref="InvalidOperationException">
    /// The map was made by <see cref="Metric.InnerProduct"/>, or has fewer than three points.
    /// </exception>
    /// <exception cref="TsneInputException">A custom distance function failed.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public PerturbationResult MeasurePerturbations(
        PerturbationOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new PerturbationOptions();
        PerturbationSettings settings = PerturbationRules.Resolve(options, _content);
        long started = Stopwatch.GetTimestamp();
        using WorkerTeam team = new(options.Threads, cancellation);
        Perturbations perturbations = new(_content, _search, Placement(options.Theta, team), settings, team);
        (float[] scores, double unit, double step) = perturbations.Measure(progress);
        scores = _content.Places is { } places ? Array.ConvertAll(places, place => scores[place]) : scores;
        return new PerturbationResult
        {
            Scores = scores,
            Measured = scores.Count(score => !float.IsNaN(score)),
            Unit = unit,
            Step = step,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
    }
}
