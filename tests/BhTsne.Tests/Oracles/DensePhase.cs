namespace BhTsne.Tests.Oracles;

/// <summary>A phase as the oracle of the accelerated descent takes it.</summary>
/// <param name="Iterations">How many.</param>
/// <param name="Exaggeration">The factor on the attraction.</param>
/// <param name="Rate">The learning rate of the first iteration.</param>
/// <param name="FinalRate">The learning rate that an iteration after the last one would have.</param>
/// <param name="Momentum">The momentum, or what it grows to.</param>
/// <param name="Grows">Whether it grows as (t + 12) / (t + 15).</param>
internal readonly record struct DensePhase(
    int Iterations, double Exaggeration, double Rate, double FinalRate, double Momentum, bool Grows);
