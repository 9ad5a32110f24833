using BhTsne.Studies;

namespace BhTsne;

/// <content>The outcome part.</content>
public sealed partial class TsneStudy
{
    private StudyRow RunWhole(StudySetting setting, CancellationToken cancellation, out Embedding map)
    {
        CacheEntry<AffinityMatrix> affinities = Affinities(setting, cancellation);
        WarmUp(setting, affinities.Value, cancellation);
        TsneResult result;
        using (TsneRun run = Start(setting, affinities.Value, cancellation))
        {
            run.Optimize(cancellation);
            result = run.Result;
        }

        map = result.Embedding;
        Keep(map, setting);
        return new StudyRow
        {
            Part = StudyPart.Outcome,
            Objective = setting.Objective,
            DegreesOfFreedom = setting.DegreesOfFreedom,
            Perplexity = setting.Perplexity,
            Schedule = setting.Schedule,
            Seed = setting.Seed,
            Iterations = result.Iterations,
            Method = MethodOf(_options),
            Theta = setting.Theta,
            Seconds = result.Seconds.Optimization,
            SecondsLow = result.Seconds.Optimization,
            SecondsHigh = result.Seconds.Optimization,
            Repetitions = 1,
            NeighborSeconds = _neighborSeconds,
            AffinitySeconds = affinities.Seconds,
            KlDivergence = result.KlDivergence,
            StopReason = result.StopReason,
            Measures = Measures(map, cancellation),
        };
    }

    /// <summary>
    /// Some iterations that are not timed, once for each kind of descent: else the first run would be timed with the compilation of its
    /// code.
    /// </summary>
    private void WarmUp(StudySetting setting, AffinityMatrix affinities, CancellationToken cancellation)
    {
        const int Iterations = 60;
        if (_warm.Add((setting.Objective, setting.DegreesOfFreedom == 1, setting.Schedule)))
        {
            using TsneRun run = Start(setting, affinities, cancellation);
            run.Optimize(Math.Min(Iterations, run.Plan.Options.Iterations), cancellation);
        }
    }

    /// <summary>What the map is worth, measured against the points (of sparse points: the reduced ones).</summary>
    private IReadOnlyList<StudyMeasure> Measures(Embedding map, CancellationToken cancellation)
    {
        EvaluationOptions options = new()
        {
            Neighbors = [.. StudyColumns.Neighbors.Where(k => 2 * k < map.Points)],
            Metric = _options.Metric,
            Seed = _options.Seed,
            Threads = _options.Threads,
        };
        ShareProgress progress = new(share => Report("measuring the map", share));
        MapEvaluation evaluation = MapQuality.Evaluate(
            _input.Dense ?? Reduced(cancellation), map, _labels, options, progress, cancellation);
        return StudyMeasures.Of(evaluation);
    }

    /// <summary>Passes on the map of a row that was measured before, where it was kept.</summary>
    private void ShowKeptMap(StudyRow row, StudySetting setting)
    {
        if (MapMade is not null && MapKey(setting) is { } key && Cache!.FindMap(key) is { } map)
        {
            MapMade(row, map);
        }
    }

    private void Keep(Embedding map, StudySetting setting)
    {
        if (MapKey(setting) is { } key)
        {
            Cache!.Map(key, () => map);
        }
    }

    private sealed class ShareProgress(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
