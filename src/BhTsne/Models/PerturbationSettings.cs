namespace BhTsne.Models;

/// <summary>How perturbation scores are measured, with every choice made.</summary>
/// <param name="Points">How many points are measured, 1 to N.</param>
/// <param name="Axes">The number of main axes, 1 to K.</param>
/// <param name="Step">The length of a move, in units of the distance to the 10th nearest other point.</param>
/// <param name="Neighbors">k of each row, at most N − 1.</param>
/// <param name="Seed">Of the sample and the axes.</param>
/// <param name="Placing">How points are placed.</param>
internal sealed record PerturbationSettings(
    int Points, int Axes, double Step, int Neighbors, ulong Seed, PlacementSettings Placing);
