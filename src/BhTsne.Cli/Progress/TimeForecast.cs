namespace BhTsne.Cli.Progress;

/// <summary>
/// Foresees how long a run will take: the rest of the stage by the share of it that is done, and later stages by what they cost, measured
/// where possible. Not safe for use from several threads.
/// </summary>
/// <remarks>
/// The costs are processor seconds, so that they hold for any number of threads on a busy machine; docs/performance.md, "Time left", has
/// the measurements. How long a second of the processor takes is measured while the run goes on. From the first iterations on, only the
/// relation between iterations is used.
/// </remarks>
/// <param name="shape">The run.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="processorSeconds">The processor time of the process so far.</param>
internal sealed class TimeForecast(RunShape shape, TimeProvider clock, Func<double> processorSeconds)
{
    /// <summary>A share below says little, because the first rows include the time of compilation.</summary>
    private const double LeastFraction = 0.05;

    /// <summary>Times of iterations vary: a forecast needs some, and remembers about as many.</summary>
    private const double LeastIterations = 10, Memory = 40;

    /// <summary>The first iterations differ most between inputs: what was foreseen counts as much as so many of them.</summary>
    private const double Guessed = 40;

    private readonly ExpectedEnd _end = new(shape);
    private readonly List<(double Fraction, long Time)> _done = [];
    private long _stageStarted;
    private double _stageProcessor, _time, _weight, _guessedTime, _guessedWeight;
    private TsneStage? _stage;
    private int _iteration, _first;
    private long _iterated;
    private double? _left;

    /// <summary>The seconds until everything is written; null where they are not known yet.</summary>
    public double? SecondsLeft => _left;

    /// <summary>The iterations in a second, of the last ones; null outside the descent and in its first iterations.</summary>
    public double? IterationsPerSecond =>
        _stage == TsneStage.Optimization && _time > 0 && _iteration - _first >= LeastIterations
            ? _weight / (_time * ExpectedEnd.WeightOf(_iteration, shape.IsAccelerated))
            : null;

    /// <summary>The iterations that were done before this process began.</summary>
    public int FirstIteration => shape.FirstIteration;

    /// <summary>Takes a report of the run.</summary>
    public void Report(TsneProgress value)
    {
        long now = clock.GetTimestamp();
        if (_stage != value.Stage)
        {
            if (value.Stage == TsneStage.Optimization && _stage is not null && IterationCost is { } cost)
            {
                (_guessedTime, _guessedWeight) = (Guessed * cost * Pace(now), Guessed);
            }

            (_stage, _stageStarted, _stageProcessor) = (value.Stage, now, processorSeconds());
            _done.Clear();
            _first = Math.Max(value.Iteration, shape.FirstIteration);
            (_iteration, _iterated) = (_first, now);
        }

        _left = value.Stage switch
        {
            TsneStage.Neighbors => StageLeft(now, value.Fraction) + (AfterNeighbors * Pace(now)),
            TsneStage.Affinities => StageLeft(now, value.Fraction) + (AfterAffinities * Pace(now)) ?? _left,
            TsneStage.Optimization => DescentLeft(now, value),
            _ => null,
        };
    }

    /// <summary>
    /// The later half of what is done says how fast the rest will be: before it, code was compiled, and some searches built an index
    /// before the first share.
    /// </summary>
    private double? StageLeft(long now, double fraction)
    {
        if (fraction > 0 && (_done.Count == 0 || fraction > _done[^1].Fraction))
        {
            _done.Add((fraction, now));
        }

        if (_done.Count == 0)
        {
            return null;
        }

        (double half, long since) = _done[Math.Max(_done.FindLastIndex(step => step.Fraction <= fraction / 2), 0)];
        double done = fraction - half;
        return done >= LeastFraction ? clock.GetElapsedTime(since, now).TotalSeconds * (1 - fraction) / done : null;
    }

    /// <summary>In processor seconds, measured with 2 threads on sets of 5,000 to 300,000 points.</summary>
    private double? AfterNeighbors => 0.08 + (2.1e-7 * shape.Points * shape.Neighbors) + AfterAffinities;

    private double? AfterAffinities => (IterationCost * _end.WeightAfter(0)) + Ending;

    /// <summary>
    /// One iteration of a grown map: the attraction grows with the neighbours, and the repulsion with the depth of the tree.
    /// </summary>
    private double? IterationCost =>
        shape.HasKnownIterations
            ? shape.Points * Math.Max((1.0e-9 * shape.Neighbors) + (2.4e-8 * Math.Log2(shape.Points)) - 1.74e-7, 5e-8)
            : null;

    /// <summary>The certificate and the files.</summary>
    private double Ending => (shape.IsCertified ? 0.08 + (2.5e-6 * shape.Points) : 0) + (1.2e-6 * shape.Points);

    /// <summary>The seconds that a second of the processor takes in this stage.</summary>
    private double Pace(long now)
    {
        double used = processorSeconds() - _stageProcessor;
        return used > 0 ? clock.GetElapsedTime(_stageStarted, now).TotalSeconds / used : 1;
    }

    private double? DescentLeft(long now, TsneProgress value)
    {
        _end.Report(value);
        if (value.Iteration <= _iteration)
        {
            return _left;
        }

        // Older iterations count less and less, because other programs come and go.
        int done = value.Iteration - _iteration;
        double forget = Math.Pow(1 - (1 / Memory), done);
        (_guessedTime, _guessedWeight) = (_guessedTime * forget, _guessedWeight * forget);
        _time = (_time * forget) + clock.GetElapsedTime(_iterated, now).TotalSeconds;
        _weight = (_weight * forget) + _end.Weight(_iteration, value.Iteration);
        (_iteration, _iterated) = (value.Iteration, now);
        return value.Iteration - _first < LeastIterations
            ? _left
            : ((_time + _guessedTime) / (_weight + _guessedWeight) * _end.WeightAfter(value.Iteration)) + (Ending * Pace(now));
    }
}
