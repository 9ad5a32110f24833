using System.Diagnostics;

namespace BhTsne.Mutants;

/// <summary>Tries mutants one after the other.</summary>
/// <param name="copy">Where.</param>
internal sealed class MutantRun(ScratchCopy copy)
{
    /// <summary>Seconds that all tests of a project may take without a mutant.</summary>
    private const double LongestBaseline = 3600;

    /// <summary>
    /// Tests with a mutant, which are few, may take so many times as long as all tests of the list without one, and at least so many
    /// seconds.
    /// </summary>
    private const double LimitFactor = 2, LeastLimit = 120;

    private readonly Dictionary<string, double> _limits = [];

    /// <summary>Builds the test projects, and sees that the tests of all mutants pass without one.</summary>
    /// <exception cref="InvalidOperationException">They do not, or a mutant has no test.</exception>
    public void Begin(IReadOnlyList<Mutant> mutants)
    {
        foreach (IGrouping<string, Mutant> project in mutants.GroupBy(mutant => mutant.Project))
        {
            copy.BuildTests(project.Key);
            string filter = string.Join('|', project.SelectMany(mutant => mutant.Filter.Split('|')).Distinct());
            TestRun run = copy.Test(project.Key, filter, LongestBaseline);
            if (run.Run.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"tests/{project.Key}: the tests must pass without a mutant, but {run.Failed ?? "they"} did not.\n{run.Run.Text}");
            }

            foreach (Mutant mutant in project)
            {
                string? none = mutant.Tests.FirstOrDefault(
                    test => !run.Passed.Any(name => name.Contains(test, StringComparison.OrdinalIgnoreCase)));
                if (none is not null)
                {
                    throw new InvalidOperationException($"{mutant}: no test with '{none}' in its name has passed without the mutant.");
                }
            }

            _limits[project.Key] = Math.Max(LeastLimit, LimitFactor * run.Run.Seconds);
        }
    }

    /// <summary>Tries one, after <see cref="Begin"/>.</summary>
    public MutantResult Try(Mutant mutant)
    {
        double limit = _limits[mutant.Project];
        Stopwatch clock = Stopwatch.StartNew();
        (Outcome outcome, string detail) = copy.With(mutant, () =>
        {
            TestRun run = copy.Test(mutant.Project, mutant.Filter, limit);
            return run.Run.ExitCode switch
            {
                0 => (Outcome.Survived, ""),
                null => (Outcome.RanTooLong, $"stopped after {limit:0} s"),
                _ => (Outcome.Caught, run.Failed ?? "the test process ended without a result"),
            };
        });
        return new MutantResult(mutant, outcome, clock.Elapsed.TotalSeconds, detail);
    }
}
