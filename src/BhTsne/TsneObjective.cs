namespace BhTsne;

/// <summary>What makes a map good: which similarities in the map are to be like those of the input.</summary>
public enum TsneObjective
{
    /// <summary>
    /// t-SNE (van der Maaten and Hinton 2008): q_ij ∝ (1 + ‖y_i − y_j‖²/α)^−α over all pairs, α being <see
    /// cref="TsneOptions.DegreesOfFreedom"/>.
    /// </summary>
    TSne,

    /// <summary>Symmetric SNE (Cook et al. 2007): q_ij ∝ exp(−‖y_i − y_j‖²) over all pairs.</summary>
    SymmetricSne,

    /// <summary>
    /// SNE (Hinton and Roweis 2003): q_{j|i} ∝ exp(−‖y_i − y_j‖²) over the pairs of each point, against conditional similarities p_{j|i}.
    /// </summary>
    Sne,
}
