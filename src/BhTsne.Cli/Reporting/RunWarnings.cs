using System.Globalization;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Reporting;

/// <summary>The one place that makes the warnings of a run.</summary>
internal static class RunWarnings
{
    /// <summary>The name of a kind in the report.</summary>
    private const string NotConverged = "notConverged", HighPerplexity = "highPerplexity", ConstantColumns = "constantColumns",
        ChangedInput = "changedInput", OtherVersion = "otherVersion";

    /// <summary>
    /// The fall of the cost in 50 iterations from which a map still changes where one looks at it; the certificate has the same.
    /// </summary>
    private const double Moving = 0.02;

    /// <summary>With fewer neighbours per unit of perplexity the similarities are cut off.</summary>
    private const double NeighborsPerPerplexity = 3;

    /// <summary>The warnings about a run that has a result: about its input first.</summary>
    public static IReadOnlyList<RunWarning> Of(RunFacts facts) =>
    [
        .. Repeated(facts.Request.Config, facts.InputHashes), .. Columns(facts), .. Perplexity(facts), .. Certified(facts), .. Uncertified(facts),
    ];

    /// <summary>Whether a finding of the certificate is a warning; what only settles is a note, because most runs end so.</summary>
    public static bool IsWarning(CertificateFinding finding) => finding.Kind != CertificateFindingKind.Settling;

    /// <summary>What differs from the run that is repeated, for each command that writes a report.</summary>
    /// <param name="config">The file of --config; null for none.</param>
    /// <param name="hashes">The contents of the files that were read.</param>
    public static IEnumerable<RunWarning> Repeated(ConfigFile? config, InputHashes hashes)
    {
        string? file = config?.Path;
        foreach (string changed in hashes.Changed(config))
        {
            yield return new RunWarning(
                ChangedInput,
                $"{changed} is not as it was in the run of {file}: the result is not the same",
                "give the file of then, if that is meant to be repeated");
        }

        if (config?.Version is { Length: > 0 } version && version != Tool.Version)
        {
            yield return new RunWarning(
                OtherVersion,
                $"{file} was written by version {version}, and this is {Tool.Version}: the result may differ",
                "use that version where the same bits matter");
        }
    }

    private static IEnumerable<RunWarning> Columns(RunFacts facts)
    {
        if (facts.ConstantColumns is { Count: > 0 and int count } columns)
        {
            const int Most = 5;
            bool isZero = facts.Table?.IsStandardized == true;
            string names = string.Join(", ", columns.Take(Most).Select(name => $"'{name}'"));
            string more = count > Most ? Text($" and {count - Most:N0} more") : "";
            yield return new RunWarning(
                ConstantColumns,
                count == 1
                    ? $"the column {names} has the same value in each row{(isZero ? " and is 0 once standardized" : "")}"
                    : $"the columns {names}{more} have the same value in each row{(isZero ? " and are 0 once standardized" : "")}",
                $"{TableRows.DropColumns.Name} leaves {(count == 1 ? "it" : "them")} out; or find out why");
        }
    }

    private static IEnumerable<RunWarning> Perplexity(RunFacts facts)
    {
        double largest = facts.Perplexities.DefaultIfEmpty(0).Max();
        if (facts.NeighborCount is { } kept && kept == facts.Done.Points - 1 && kept < Math.Floor(NeighborsPerPerplexity * largest))
        {
            yield return new RunWarning(
                HighPerplexity,
                Text($"the perplexity {largest} is high for {facts.Done.Points:N0} points: each has {kept} neighbours, ")
                + Text($"and {NeighborsPerPerplexity} for each unit of perplexity are usual"),
                Text($"{SimilarityRows.Perplexity.Name} {Math.Max(1, Math.Floor(kept / NeighborsPerPerplexity))} ")
                + "is the largest that has them");
        }
    }

    private static IEnumerable<RunWarning> Certified(RunFacts facts) =>
        from finding in facts.Certificate?.Findings ?? []
        where IsWarning(finding)
        select new RunWarning(RunReport.Camel(finding.Kind), finding.Message, Advice(finding, facts));

    /// <summary>Without a certificate the fall of the cost is known all the same.</summary>
    private static IEnumerable<RunWarning> Uncertified(RunFacts facts)
    {
        bool isUnknown = facts.Certificate is null && facts.Result!.StopReason == StopReason.IterationsDone;
        if (isUnknown && facts.CostImprovement is { } fall && fall > Moving)
        {
            yield return new RunWarning(
                NotConverged,
                Text($"still moving: KL falls by {100 * fall:0.#} % per {TsneDefaults.CostInterval} iterations"),
                MoreIterations(facts));
        }
    }

    /// <summary>The engine does not know what the options are called here.</summary>
    public static string Advice(CertificateFinding finding, RunFacts facts) => finding.Kind switch
    {
        CertificateFindingKind.NotConverged => MoreIterations(facts),
        CertificateFindingKind.Settling when facts.Result?.StopReason == StopReason.CostConverged =>
            "--min-cost-improvement 0.005 settles them",
        CertificateFindingKind.Settling => MoreIterations(facts),
        CertificateFindingKind.GradientError when facts.Options.GradientError is null => "lower --theta, or ask for a --gradient-error",
        CertificateFindingKind.NeighborRecall =>
            $"raise {SimilarityRows.NeighborRecall.Name}, or take {SimilarityRows.Neighbors.Name} exact",
        CertificateFindingKind.DisconnectedGraph =>
            $"raise {SimilarityRows.Perplexity.Name} to connect them, or read each of them alone",
        CertificateFindingKind.Duplicates => $"{FileRows.MergeDuplicates.Name} merges them; or find out why",
        _ => finding.Advice,
    };

    private static string MoreIterations(RunFacts facts) => facts.Result?.StopReason == StopReason.Canceled
        ? Text($"the run was stopped after {facts.Result.Iterations} of {facts.Options.Iterations} iterations; let it run to its end")
        : Text($"{OptimizationRows.Iterations.Name} {2L * facts.Options.Iterations} allows more");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
