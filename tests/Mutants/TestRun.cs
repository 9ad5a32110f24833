namespace BhTsne.Mutants;

/// <summary>How tests ended.</summary>
/// <param name="Run">The process.</param>
/// <param name="Passed">The names of the tests that passed.</param>
/// <param name="Failed">The first that failed; null for none.</param>
internal sealed record TestRun(ProcessRun Run, IReadOnlyList<string> Passed, string? Failed);
