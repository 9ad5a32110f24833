namespace BhTsne.Studies;

/// <summary>
/// What an objective contributes to a sum over pairs, one pair at a time and in double precision: the plain counterpart of <see
/// cref="Kernels.IKernel"/>, with its symbols.
/// </summary>
internal interface IPairKernel
{
    /// <summary>φ and ψ of a pair of points.</summary>
    /// <param name="s">The squared distance.</param>
    /// <param name="phi">The summand of Z.</param>
    /// <param name="psi">The factor of δ in the repulsion.</param>
    void Pair(double s, out double phi, out double psi);

    /// <summary>a(s), the factor of p δ in the attraction.</summary>
    double Attraction(double s);
}

/// <summary>t-SNE: w = 1 / (1 + s).</summary>
internal readonly struct StudentPair : IPairKernel
{
    /// <inheritdoc/>
    public void Pair(double s, out double phi, out double psi)
    {
        phi = 1 / (1 + s);
        psi = phi * phi;
    }

    /// <inheritdoc/>
    public double Attraction(double s) => 1 / (1 + s);
}

/// <summary>t-SNE with tails of any weight: w = (1 + s/α)^−α.</summary>
/// <param name="alpha">α, positive.</param>
internal readonly struct StudentTailPair(double alpha) : IPairKernel
{
    /// <inheritdoc/>
    public void Pair(double s, out double phi, out double psi)
    {
        double u = 1 / (1 + (s / alpha));
        phi = Math.Pow(u, alpha);
        psi = phi * u;
    }

    /// <inheritdoc/>
    public double Attraction(double s) => 1 / (1 + (s / alpha));
}

/// <summary>Both SNEs: w = exp(−s).</summary>
internal readonly struct GaussianPair : IPairKernel
{
    /// <inheritdoc/>
    public void Pair(double s, out double phi, out double psi)
    {
        phi = Math.Exp(-s);
        psi = phi;
    }

    /// <inheritdoc/>
    public double Attraction(double s) => 1;
}
