using System.CommandLine.Parsing;
using BhTsne.Cli.Commands;

namespace BhTsne.Cli.Options;

/// <summary>The table of combinations that <c>bhtsne embed</c> refuses, because one of the options would have no effect.</summary>
internal static class OptionRules
{
    /// <summary>The name of the tables, which stand on a line without an option.</summary>
    public const string Input = "INPUT";

    private const string LeaveItOut = "leave it out";

    private static readonly IReadOnlyList<OptionRow> _aboutFeatures =
        [SimilarityRows.Metric, SimilarityRows.Neighbors, SimilarityRows.NeighborRecall, FileRows.MergeDuplicates];

    private static readonly IReadOnlyList<OptionRow> _aboutDistances =
        [SimilarityRows.Perplexity, SimilarityRows.Affinities, SimilarityRows.Bandwidth, SimilarityRows.NeighborCount];

    private static readonly IReadOnlyList<OptionRow> _aboutColumns =
        [SimilarityRows.NeighborCount, FileRows.LabelColumn, ContinuationRows.MatchColumn, TableRows.IdColumn];

    private static readonly IReadOnlyList<OptionRow> _aboutIds = [ContinuationRows.MatchColumn, TableRows.IdColumn];

    private static readonly IReadOnlyList<OptionRow> _aboutRows = [ContinuationRows.StartFrom, ContinuationRows.Pin];

    /// <summary>Adds an error for each combination on the line that is refused, and for each mistyped option.</summary>
    public static void Check(CommandResult line)
    {
        IEnumerable<string> broken = Rules(line).Where(rule => rule.IsBroken).Select(rule => $"{rule.Option}: {rule.Message}");
        foreach (string fault in Mistyped(line, Input, OptionTable.Rows.Select(row => row.Name)).Concat(broken))
        {
            line.AddError(fault);
        }
    }

    /// <summary>Each row: whether the line breaks the rule, the option at fault, and what is wrong and what to do.</summary>
    private static IEnumerable<(bool IsBroken, string Option, string Message)> Rules(CommandResult line)
    {
        OptionRow affinities = SimilarityRows.Affinities, bandwidth = SimilarityRows.Bandwidth, perplexity = SimilarityRows.Perplexity;
        OptionRow neighborCount = SimilarityRows.NeighborCount, pca = SimilarityRows.Pca, init = OptimizationRows.Init;
        OptionRow weights = FileRows.Weights, objective = MapRows.Objective, inputKind = FileRows.InputKind;
        OptionRow model = ContinuationRows.Model, match = ContinuationRows.MatchColumn, startFrom = ContinuationRows.StartFrom;
        string kind = Word(inputKind) ?? "points", form = Word(affinities) ?? "perplexity";
        string withKind = $"with {inputKind.Name} {kind}";
        int files = line.GetResult(Input)?.Tokens.Count ?? 0;

        yield return (files == 0, Input, "it is missing; name at least one file");

        // The forms of affinities. A perplexity also sets how many neighbours are used, unless something else sets it.
        bool isFixed = form == "fixed", isCounted = Word(neighborCount) is not (null or "auto");
        string counter = isCounted ? neighborCount.Name : $"{inputKind.Name} {kind}";
        yield return (isFixed && !bandwidth.IsOn(line), bandwidth.Name, $"{affinities.Name} fixed needs one, in units of the distance");
        yield return (!isFixed && bandwidth.IsOn(line), bandwidth.Name, $"only {affinities.Name} fixed has one; {LeaveItOut}");
        yield return (
            form != "perplexity" && perplexity.TypedOn(line)?.Contains(',', StringComparison.Ordinal) == true,
            perplexity.Name,
            $"only {affinities.Name} perplexity takes several; give one");
        yield return (
            form != "perplexity" && perplexity.IsOn(line) && (isCounted || (isFixed && kind == "neighbors")),
            perplexity.Name,
            $"with {affinities.Name} {form} and {counter} it has no effect; {LeaveItOut}");

        // Options that need points.
        bool noPoints = kind != "points";
        bool isReduced = Word(pca) is not (null or "auto" or "off");
        yield return (noPoints && isReduced, pca.Name, $"{withKind} there are no points to reduce; {LeaveItOut}");
        foreach (OptionRow row in _aboutFeatures)
        {
            yield return (noPoints && row.IsOn(line), row.Name, $"{withKind} there are no points to compare; {LeaveItOut}");
        }

        foreach (OptionRow row in TableRows.AboutFeatures)
        {
            yield return (noPoints && row.IsOn(line), row.Name, $"{withKind} there are no features; {LeaveItOut}");
        }

        yield return (
            noPoints && init.TypedOn(line) == "pca",
            init.Name,
            $"{withKind} there are no points to find components of; use random or a file");

        yield return (
            noPoints && model.IsOn(line), model.Name, $"{withKind} there are no points to compare new ones with; {LeaveItOut}");

        // Rows that start at, or stay at, places of their own.
        bool isMerged = FileRows.MergeDuplicates.IsOn(line);
        yield return (
            startFrom.IsOn(line) && !match.IsOn(line) && !TableRows.IdColumn.IsOn(line),
            startFrom.Name,
            $"rows are found again by their ids; name their column by {match.Name}");
        yield return NamesIdsTwice(line);
        yield return (
            startFrom.IsOn(line) && init.IsOn(line), startFrom.Name, $"a run has one start; leave this or {init.Name} out");
        foreach (OptionRow row in _aboutRows)
        {
            yield return (
                isMerged && row.IsOn(line),
                row.Name,
                $"with {FileRows.MergeDuplicates.Name} several rows have one place; leave one of the two out");
        }

        // Options that do not fit a table of neighbours.
        bool isGraph = kind == "neighbors";
        yield return (isGraph && files != 2, Input, $"{withKind} there must be two files, the neighbours and their distances, not {files}");
        foreach (OptionRow row in _aboutColumns)
        {
            yield return (isGraph && row.IsOn(line), row.Name, $"{withKind} all columns are neighbours; {LeaveItOut}");
        }

        // Options that do not fit a matrix of affinities.
        bool isMatrix = kind == "affinities";
        foreach (OptionRow row in _aboutDistances)
        {
            string missing = "there are no distances to compute similarities from";
            yield return (isMatrix && row.IsOn(line), row.Name, $"{withKind} {missing}; {LeaveItOut}");
        }

        foreach (OptionRow row in _aboutIds)
        {
            yield return (isMatrix && row.IsOn(line), row.Name, $"{withKind} there is no column of ids; {LeaveItOut}");
        }

        yield return (isMatrix && weights.IsOn(line), weights.Name, $"{withKind} each point has weight 1; {LeaveItOut}");
        yield return (
            isMatrix && Word(objective) == "sne",
            objective.Name,
            $"sne needs conditional similarities, which {inputKind.Name} affinities does not have; use symmetric-sne or tsne");

        // Options that need another one.
        OptionRow checkpoint = StagedRows.Checkpoint, every = StagedRows.CheckpointEvery, snapshots = StagedRows.Snapshots;
        yield return (
            !checkpoint.IsOn(line) && Word(every) is not null && Word(every) != every.Default,
            every.Name,
            $"without {checkpoint.Name} nothing is saved; {LeaveItOut}, or name a file");
        yield return (
            snapshots.IsOn(line) && !FileRows.Output.IsOn(line),
            snapshots.Name,
            $"{FileRows.Output.Alias} must name the folder for them, for instance {FileRows.Output.Alias} maps/");

        yield return (
            WatchRows.Watch.IsOn(line) && FileRows.DryRun.IsOn(line),
            WatchRows.Watch.Name,
            $"with {FileRows.DryRun.Name} no map is made; {LeaveItOut}");

        bool hasPicture = FileRows.Plots.IsOn(line) || WatchRows.Watch.IsOn(line);
        foreach ((bool IsBroken, string Option, string Message) rule in PageRows.Rules(line, kind)
            .Concat(CaptionRules.Rules(line, hasPicture)))
        {
            yield return rule;
        }

        string? Word(OptionRow row) => row.TypedOn(line)?.ToLowerInvariant();
    }

    /// <summary>Two options name the column of ids: a row of the table of combinations, for each command that has both.</summary>
    public static (bool IsBroken, string Option, string Message) NamesIdsTwice(CommandResult line) => (
        ContinuationRows.MatchColumn.IsOn(line) && TableRows.IdColumn.IsOn(line),
        TableRows.IdColumn.Name,
        $"{ContinuationRows.MatchColumn.Name} names the column of ids as well; leave one of the two out");

    /// <summary>
    /// A mistyped option is one more INPUT to the parser; a file whose name begins with a dash can be given as ./-name or after --.
    /// </summary>
    /// <param name="line">The command line.</param>
    /// <param name="argument">What stands on it without an option.</param>
    /// <param name="names">The options that there are.</param>
    public static IEnumerable<string> Mistyped(CommandResult line, string argument, IEnumerable<string> names) =>
        from token in line.GetResult(argument)?.Tokens ?? []
        where token.Value.StartsWith('-') && token.Value != StandardStream.Dash
        let meant = Spelling.Nearest(token.Value, names)
        let named = $"{NamesAfterDashes.WithFolder(token.Value)}, or stands after {NamesAfterDashes.Mark}"
        let hint = File.Exists(token.Value) ? $"; the file of this name is {named}"
            : meant is null ? "" : $"; did you mean {meant}?"
        select $"unknown option '{token.Value}'{hint}";
}
