namespace BhTsne;

/// <summary>The error of the gradient at one iteration, measured on a sample of points against sums over all pairs.</summary>
/// <param name="Iteration">The iterations done before it.</param>
/// <param name="Theta">The accuracy θ of the repulsion that was measured.</param>
/// <param name="Error">
/// The relative error of the gradient, |g − exact| / |exact|, both lengths over all coordinates of the sampled points.
/// </param>
public readonly record struct GradientErrorSample(int Iteration, double Theta, double Error);
