namespace BhTsne;

/// <summary>How exaggeration, learning rate and momentum go during a descent, and by which rule steps are made.</summary>
public enum TsneSchedule
{
    /// <summary>
    /// Little exaggeration, in two phases; then Nesterov's step with one gain for each point, a momentum that grows, and a learning rate
    /// that rises to four times the natural one and falls back to it, until the cost has converged. Needs a quarter of the iterations
    /// of <see cref="Classic"/> for a map of the same cost (docs/decisions/0030-descent.md).
    /// </summary>
    Accelerated,

    /// <summary>
    /// Van der Maaten (2014), with the settings of Belkina et al. (2019): two phases of constant settings, one gain for each coordinate,
    /// and all iterations are done. For comparisons with other programs and with earlier maps.
    /// </summary>
    Classic,
}
