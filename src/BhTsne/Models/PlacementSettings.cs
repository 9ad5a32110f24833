namespace BhTsne.Models;

/// <summary>How new points find their places.</summary>
/// <param name="Perplexity">Of the conditional row of each new point; below the number of its neighbours.</param>
/// <param name="Exaggeration">The factor on the attraction: that of the map's last phase.</param>
/// <param name="MaxIterations">The most steps of a point.</param>
/// <param name="MaxStepLength">The longest step, in units of the map.</param>
/// <param name="EqualPointsShareAPlace">Whether a point at distance 0 from a reference gets its place.</param>
internal sealed record PlacementSettings(
    double Perplexity, double Exaggeration, int MaxIterations, double MaxStepLength, bool EqualPointsShareAPlace);
