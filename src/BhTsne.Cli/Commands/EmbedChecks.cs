using System.CommandLine;
using System.CommandLine.Parsing;

namespace BhTsne.Cli.Commands;

/// <summary>What options of <c>bhtsne embed</c> mean beside each other: combinations of which one would be passed over are refused.</summary>
/// <param name="options">The command's.</param>
internal sealed class EmbedChecks(EmbedOptions options)
{
    /// <summary>Adds an error for each combination that makes no sense.</summary>
    public void Refuse(CommandResult command)
    {
        string affinities = Given(command, options.Affinities) ?? "perplexity", kind = Given(command, options.InputKind) ?? "points";
        bool bandwidth = Given(command, options.Bandwidth) is not null;
        if (Same(affinities, "fixed") != bandwidth)
        {
            command.AddError(bandwidth
                ? $"{options.Bandwidth.Name}: only {options.Affinities.Name} fixed has one"
                : $"{options.Bandwidth.Name}: {options.Affinities.Name} fixed needs one, in units of the distance");
        }

        if (!Same(affinities, "perplexity") && Given(command, options.Perplexity)?.Contains(',', StringComparison.Ordinal) == true)
        {
            command.AddError($"{options.Perplexity.Name}: only {options.Affinities.Name} perplexity takes several");
        }

        // A perplexity also says how many neighbours count, unless something else says that.
        bool counted = Given(command, options.NeighborCount) is { } count && !Same(count, "auto");
        if (Given(command, options.Perplexity) is not null
            && (Same(affinities, "fixed") || Same(affinities, "uniform"))
            && (counted || (Same(affinities, "fixed") && Same(kind, "neighbors"))))
        {
            string teller = counted ? options.NeighborCount.Name : $"{options.InputKind.Name} neighbors";
            command.AddError($"{options.Perplexity.Name}: with {options.Affinities.Name} {affinities} and {teller} it has no meaning; leave it out");
        }

        if (!Same(kind, "points"))
        {
            RefusePoints(command, kind);
        }

        if (Same(kind, "neighbors"))
        {
            RefuseGraph(command);
        }

        if (Same(kind, "affinities"))
        {
            RefuseAffinities(command);
        }
    }

    private void RefusePoints(CommandResult command, string kind)
    {
        if (Given(command, options.Pca) is { } pca && !Same(pca, "auto") && !Same(pca, "off"))
        {
            command.AddError($"{options.Pca.Name}: with {options.InputKind.Name} {kind} there are no points to reduce");
        }

        foreach (Option option in new Option[] { options.Metric, options.NeighborSearch, options.NeighborRecall }.Where(option => Given(command, option) is not null))
        {
            command.AddError($"{option.Name}: with {options.InputKind.Name} {kind} there are no points to compare");
        }

        if (command.GetResult(options.MergeDuplicates) is { Implicit: false })
        {
            command.AddError($"{options.MergeDuplicates.Name}: with {options.InputKind.Name} {kind} there are no points to compare");
        }

        if (Given(command, options.Init) == "pca")
        {
            command.AddError($"{options.Init.Name}: with {options.InputKind.Name} {kind} there are no points to find components of; start at random, or at a file");
        }
    }

    private void RefuseGraph(CommandResult command)
    {
        int files = command.GetResult(options.Inputs)?.Tokens.Count ?? 0;
        if (files != 2)
        {
            command.AddError($"{options.Inputs.Name}: {options.InputKind.Name} neighbors takes two files, the neighbours and their distances, not {files}");
        }

        foreach (Option option in new Option[] { options.NeighborCount, options.LabelColumn }.Where(option => Given(command, option) is not null))
        {
            command.AddError($"{option.Name}: a table of neighbours has all its columns, {options.InputKind.Name} neighbors uses them all");
        }
    }

    private void RefuseAffinities(CommandResult command)
    {
        Option[] about = [options.Perplexity, options.Affinities, options.Bandwidth, options.NeighborCount];
        foreach (Option option in about.Where(option => Given(command, option) is not null))
        {
            command.AddError($"{option.Name}: with {options.InputKind.Name} affinities there are no distances to turn into similarities");
        }

        if (Given(command, options.Weights) is not null)
        {
            command.AddError($"{options.Weights.Name}: with {options.InputKind.Name} affinities each point counts once; leave it out");
        }

        if (Given(command, options.Objective) is { } objective && Same(objective, "sne"))
        {
            command.AddError(
                $"{options.Objective.Name}: sne needs conditional similarities, which {options.InputKind.Name} affinities does not have; take symmetric-sne or tsne");
        }
    }

    /// <summary>What the user typed after an option, or null where it was left out.</summary>
    private static string? Given(CommandResult command, Option option) =>
        command.GetResult(option) is { Implicit: false, Tokens: [Token first, ..] } ? first.Value : null;

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
