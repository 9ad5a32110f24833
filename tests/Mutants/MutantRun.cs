using System.Diagnostics;

namespace BhTsne.Mutants;

/// <summary>Tries mutants one after the other.</summary>
/// <param name="copy">Where.</param>
internal sealed class MutantRun(ScratchCopy copy)
{
    /// <summary>Tests with a mutant may take so many times as long as without it, and at least so many seconds.</summary>
    private const double LimitFactor = 10, LeastLimit = 120;

    /// <summary>Seconds that tests may take without a mutant.</summary>
    private const double LongestBaseline = 1800;

    private readonly Dictionary<(string Project, string Filter), double> _limits = [];

    /// <summary>Tries one.</summary>
    /// <exception cref="InvalidOperationException">Its tests do not pass without it, or there are none.</exception>
    public MutantResult Try(Mutant mutant)
    {
        copy.BuildTests(mutant.Project);
        double limit = Limit(mutant);
        Stopwatch clock = Stopwatch.StartNew();
        (Outcome outcome, string detail) = copy.With(mutant, () =>
        {
            (ProcessRun run, _, string? failed) = copy.Test(mutant.Project, mutant.Filter, limit);
            return run.ExitCode switch
            {
                0 => (Outcome.Survived, ""),
                null => (Outcome.RanTooLong, $"stopped after {limit:0} s"),
                _ => (Outcome.Caught, failed ?? "the test process ended without a result"),
            };
        });
        return new MutantResult(mutant, outcome, clock.Elapsed.TotalSeconds, detail);
    }

    /// <summary>How long the tests may take; measured without a mutant, where they must pass.</summary>
    private double Limit(Mutant mutant)
    {
        (string, string) key = (mutant.Project, mutant.Filter);
        if (!_limits.TryGetValue(key, out double limit))
        {
            (ProcessRun run, int passed, string? failed) = copy.Test(mutant.Project, mutant.Filter, LongestBaseline);
            if (run.ExitCode != 0 || passed == 0)
            {
                throw new InvalidOperationException(
                    $"{mutant}: without the mutant {failed ?? $"{passed} tests pass"}; the tests must pass first.\n{run.Text}");
            }

            _limits[key] = limit = Math.Max(LeastLimit, LimitFactor * run.Seconds);
        }

        return limit;
    }
}
