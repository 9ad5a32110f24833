namespace BhTsne;

/// <summary>Where the descent starts.</summary>
public enum InitializationMethod
{
    /// <summary>The first principal components, the first axis scaled to a standard deviation of 1e-4.</summary>
    Pca,

    /// <summary>Seeded Gaussian coordinates with a standard deviation of 1e-4.</summary>
    Random,
}
