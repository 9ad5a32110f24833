namespace BhTsne.Cli.Progress;

/// <summary>Foresees at which iteration a descent ends by its cost, and what iterations cost relative to those of a grown map.</summary>
/// <param name="shape">The run.</param>
internal sealed class ExpectedEnd(RunShape shape)
{
    private static readonly int Interval = TsneDefaults.CostInterval;

    /// <summary>
    /// The share by which the cost falls becomes so many times smaller in the next 50 iterations: much when the learning rate begins to
    /// fall, and less later.
    /// </summary>
    private const double FirstDecay = 4.5, LaterDecay = 2.2;

    private double? _cost;
    private int _costAt, _end = Guess(shape);

    /// <summary>The iteration at which the run is expected to end.</summary>
    public int Iteration => _end;

    /// <summary>
    /// The cost of an iteration relative to those from 200 on: points lie densely at first, and code is compiled.
    /// </summary>
    public static double WeightOf(int iteration, bool isAccelerated) => !isAccelerated ? 1 : iteration switch
    {
        < 20 => 1.6,
        < 40 => 2.1,
        < 80 => 1.3,
        < 200 => 1.15,
        _ => 1.0,
    };

    /// <summary>The weights of iterations.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The one after the last.</param>
    public double Weight(int from, int to)
    {
        double sum = 0;
        for (int iteration = from; iteration < to; iteration++)
        {
            sum += WeightOf(iteration, shape.IsAccelerated);
        }

        return sum;
    }

    /// <summary>The weights of all iterations that are expected after one.</summary>
    public double WeightAfter(int iteration) => Weight(iteration, Math.Max(_end, iteration));

    /// <summary>Learns from the costs at multiples of 50 iterations.</summary>
    public void Report(TsneProgress value)
    {
        if (value.KlDivergence is not { } cost || value.Iteration % Interval != 0 || value.Iteration == _costAt)
        {
            return;
        }

        if (_cost is { } before && value.Iteration == _costAt + Interval && before > 0)
        {
            _end = Foreseen(value.Iteration, 1 - (cost / before));
        }

        (_cost, _costAt) = (cost, value.Iteration);
        if (_end <= value.Iteration && value.Iteration < shape.Iterations)
        {
            _end = Math.Min(value.Iteration + Interval, shape.Iterations);
        }
    }

    /// <summary>Where the cost is first compared with the one before: 50 iterations after the learning rate began to fall.</summary>
    private static int FirstComparison(RunShape shape)
    {
        int start = 0;
        foreach (TsnePhase phase in shape.Phases)
        {
            bool falls = phase.FinalLearningRate < phase.LearningRate;
            if (falls || phase == shape.Phases[^1])
            {
                break;
            }

            start += phase.Iterations;
        }

        return (int)Math.Ceiling((start + Interval) / (double)Interval) * Interval;
    }

    /// <summary>Before a cost is known. Small sets converge at the first comparison, most others at the second or third.</summary>
    private static int Guess(RunShape shape)
    {
        const int Small = 3000;
        int later = shape.Points < Small ? 0 : Interval;
        return shape.MinCostImprovement > 0 && shape.IsAccelerated
            ? Math.Min(FirstComparison(shape) + later, shape.Iterations)
            : shape.Iterations;
    }

    private int Foreseen(int iteration, double fall)
    {
        int first = FirstComparison(shape);
        if (shape.MinCostImprovement <= 0 || !shape.IsAccelerated || iteration < first - (2 * Interval))
        {
            return _end;
        }

        // While the rate is high, a fast fall means that the map is far from its end; a slow one says nothing.
        if (iteration < first)
        {
            const double Fast = 0.2, Fastest = 0.34;
            int more = iteration < first - Interval ? 0 : fall > Fastest ? 3 : fall > Fast ? 2 : shape.Points < 3000 ? 0 : 1;
            return more == 0 ? _end : Math.Min(first + (more * Interval), shape.Iterations);
        }

        double decay = iteration == first ? FirstDecay : LaterDecay;
        while (fall >= shape.MinCostImprovement && iteration < shape.Iterations)
        {
            (fall, decay) = (fall / decay, LaterDecay);
            iteration += Interval;
        }

        return Math.Min(iteration, shape.Iterations);
    }
}
