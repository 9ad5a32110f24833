namespace BhTsne.Reduction;

/// <summary>How principal axes are found.</summary>
internal enum PcaMethod
{
    /// <summary>From the D x D covariance.</summary>
    Covariance,

    /// <summary>From the N x N Gram matrix.</summary>
    Gram,

    /// <summary>By randomised subspace iteration.</summary>
    Randomized,
}
