namespace BhTsne.Models;

/// <summary>A function of a place in the map that has a gradient.</summary>
internal interface ICost
{
    /// <summary>An estimate of the second derivative at the last place, above 0: it sets the length of the first step.</summary>
    double Curvature { get; }

    /// <summary>Computes the cost.</summary>
    /// <param name="place">d coordinates.</param>
    /// <param name="gradient">Receives d derivatives.</param>
    /// <returns>The cost; infinite or NaN where it is not defined.</returns>
    double Compute(ReadOnlySpan<float> place, Span<double> gradient);
}

/// <summary>
/// Minimises a function of one to three coordinates by the method of Broyden, Fletcher, Goldfarb and Shanno with steps that are halved
/// until the cost falls (Nocedal and Wright 2006, algorithm 6.1). One thread at a time.
/// </summary>
/// <param name="cost">What is minimised.</param>
/// <param name="dimensions">d.</param>
internal sealed class QuasiNewton<TCost>(TCost cost, int dimensions)
    where TCost : ICost
{
    private const int MaxHalvings = 12;

    /// <summary>The share of the predicted fall that a step must reach (Armijo).</summary>
    private const double SufficientShare = 1e-4;

    /// <summary>Sums in single precision are no more exact than this share of the cost.</summary>
    private const double Rounding = 1e-6;

    private readonly double[] _inverse = new double[dimensions * dimensions];
    private readonly double[] _gradient = new double[dimensions];
    private readonly double[] _nextGradient = new double[dimensions];
    private readonly double[] _step = new double[dimensions];
    private readonly double[] _change = new double[dimensions];
    private readonly double[] _product = new double[dimensions];
    private readonly float[] _next = new float[dimensions];

    /// <summary>The most steps.</summary>
    public required int MaxIterations { get; init; }

    /// <summary>Longer steps are shortened to this.</summary>
    public required double LongestStep { get; init; }

    /// <summary>It ends where a step is shorter than this.</summary>
    public required double ShortestStep { get; init; }

    /// <summary>Descends to the nearest minimum.</summary>
    /// <param name="place">The start; receives the end.</param>
    /// <returns>The cost at the end.</returns>
    public double Minimise(Span<float> place)
    {
        double value = cost.Compute(place, _gradient);
        Reset(1 / cost.Curvature);
        bool isFirst = true;
        for (int iteration = 0; iteration < MaxIterations; iteration++)
        {
            double slope = Direction();
            if (!(slope < 0))
            {
                Reset(1 / cost.Curvature);
                slope = Direction();
                isFirst = true;
            }

            if (!(Length(_step) >= ShortestStep) || !(slope < 0) || !Search(place, ref value, slope))
            {
                return value;
            }

            Update(ref isFirst);
            _next.CopyTo(place);
            _nextGradient.CopyTo(_gradient, 0);
        }

        return value;
    }

    /// <summary>Finds the step, not longer than allowed; returns its product with the gradient.</summary>
    private double Direction()
    {
        for (int i = 0; i < dimensions; i++)
        {
            _step[i] = 0;
            for (int j = 0; j < dimensions; j++)
            {
                _step[i] -= _inverse[(i * dimensions) + j] * _gradient[j];
            }
        }

        double length = Length(_step), slope = 0;
        for (int i = 0; i < dimensions; i++)
        {
            _step[i] *= length > LongestStep ? LongestStep / length : 1;
            slope += _step[i] * _gradient[i];
        }

        return slope;
    }

    /// <summary>Halves the step until the cost falls enough; returns whether it did. The new place and gradient are then kept.</summary>
    private bool Search(ReadOnlySpan<float> place, ref double value, double slope)
    {
        for (int halving = 0; halving < MaxHalvings; halving++)
        {
            for (int i = 0; i < dimensions; i++)
            {
                _next[i] = (float)(place[i] + _step[i]);
            }

            double next = cost.Compute(_next, _nextGradient);
            if (next <= value + (SufficientShare * slope) + (Rounding * Math.Abs(value)))
            {
                for (int i = 0; i < dimensions; i++)
                {
                    _step[i] = (double)_next[i] - place[i];
                }

                value = next;
                return true;
            }

            for (int i = 0; i < dimensions; i++)
            {
                _step[i] /= 2;
            }

            slope /= 2;
            if (!(Length(_step) >= ShortestStep))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Takes the change of the gradient into the inverse of the second derivatives, where it is convex along the step.</summary>
    private void Update(ref bool isFirst)
    {
        double curved = 0, squared = 0;
        for (int i = 0; i < dimensions; i++)
        {
            _change[i] = _nextGradient[i] - _gradient[i];
            curved += _step[i] * _change[i];
            squared += _change[i] * _change[i];
        }

        if (!(curved > 1e-12 * Length(_step) * Math.Sqrt(squared)))
        {
            return;
        }

        if (isFirst)
        {
            Reset(curved / squared);
            isFirst = false;
        }

        double along = 0;
        for (int i = 0; i < dimensions; i++)
        {
            _product[i] = 0;
            for (int j = 0; j < dimensions; j++)
            {
                _product[i] += _inverse[(i * dimensions) + j] * _change[j];
            }

            along += _product[i] * _change[i];
        }

        for (int i = 0; i < dimensions; i++)
        {
            for (int j = 0; j < dimensions; j++)
            {
                _inverse[(i * dimensions) + j] += ((1 + (along / curved)) * _step[i] * _step[j] / curved)
                    - (((_product[i] * _step[j]) + (_step[i] * _product[j])) / curved);
            }
        }
    }

    private void Reset(double inverse)
    {
        Array.Clear(_inverse);
        for (int i = 0; i < dimensions; i++)
        {
            _inverse[(i * dimensions) + i] = inverse;
        }
    }

    private static double Length(double[] vector)
    {
        double squared = 0;
        foreach (double value in vector)
        {
            squared += value * value;
        }

        return Math.Sqrt(squared);
    }
}
