using System.Globalization;

namespace BhTsne.Cli.Reporting;

/// <summary>Why a run ended and how far from flat it was, in one line.</summary>
internal static class EndText
{
    /// <summary>The line, for instance "converged: KL fell by 1.7 % in the last 50 iterations, less than 2 %".</summary>
    /// <param name="facts">Those of a run that has a result.</param>
    public static string Of(RunFacts facts) => facts.Result!.StopReason switch
    {
        StopReason.CostConverged =>
            $"converged: {Change(facts)} in the last {Interval} iterations, less than {Percent(facts.MinCostImprovement)}",
        StopReason.Canceled when facts.IsStoppedOnPage => $"stopped on the page that showed it{Compared(facts, "; ")}",
        StopReason.Canceled => $"stopped by Ctrl-C{Compared(facts, "; ")}",
        StopReason.GradientVanished => "the gradient vanished",
        _ when facts is { MayEndEarly: true, CostImprovement: { } share } && share >= facts.MinCostImprovement =>
            $"not converged: {Change(facts)} in {Interval} iterations",
        _ => $"all iterations done{Compared(facts, "; ")}",
    };

    private static int Interval => TsneDefaults.CostInterval;

    private static string Compared(RunFacts facts, string before) =>
        facts.CostImprovement is null ? "" : $"{before}{Change(facts)} in {Interval} iterations";

    private static string Change(RunFacts facts) => facts.CostImprovement is not { } share ? "KL changed by an unknown amount"
        : share < 0 ? $"KL rose by {Percent(-share)}"
        : $"KL fell by {Percent(share)}";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:G3} %");
}
