namespace BhTsne.Benchmarks.Accuracy;

/// <summary>
/// A kernel in double: φ(s) and its first three derivatives by s. The factor of δ in the repulsion is ψ = −φ′ for each kernel.
/// </summary>
internal interface IFormula
{
    /// <summary>All of them at s.</summary>
    Derivatives At(double s);

    /// <summary>φ and ψ alone.</summary>
    (double Phi, double Psi) Pair(double s);
}

/// <summary>φ and its derivatives.</summary>
internal readonly record struct Derivatives(double Phi, double First, double Second, double Third);

/// <summary>t-SNE with one degree of freedom.</summary>
internal readonly struct Student : IFormula
{
    /// <inheritdoc/>
    public Derivatives At(double s)
    {
        double q = 1 / (1 + s);
        return new(q, -q * q, 2 * q * q * q, -6 * q * q * q * q);
    }

    /// <inheritdoc/>
    public (double Phi, double Psi) Pair(double s)
    {
        double q = 1 / (1 + s);
        return (q, q * q);
    }
}

/// <summary>t-SNE with α degrees of freedom, (1 + s/α)^−α.</summary>
internal readonly struct Tail(double alpha) : IFormula
{
    /// <inheritdoc/>
    public Derivatives At(double s)
    {
        double t = 1 + (s / alpha), w = Math.Pow(t, -alpha);
        return new(w, -w / t, (alpha + 1) / alpha * w / (t * t), -(alpha + 1) * (alpha + 2) / (alpha * alpha) * w / (t * t * t));
    }

    /// <inheritdoc/>
    public (double Phi, double Psi) Pair(double s)
    {
        double t = 1 + (s / alpha), w = Math.Pow(t, -alpha);
        return (w, w / t);
    }
}

/// <summary>SNE and symmetric SNE.</summary>
internal readonly struct Gaussian : IFormula
{
    /// <inheritdoc/>
    public Derivatives At(double s)
    {
        double g = Math.Exp(-s);
        return new(g, -g, g, -g);
    }

    /// <inheritdoc/>
    public (double Phi, double Psi) Pair(double s)
    {
        double g = Math.Exp(-s);
        return (g, g);
    }
}
