using System.CommandLine;

namespace BhTsne.Cli.Options;

/// <summary>The options of <c>bhtsne study</c>: lists of what <c>bhtsne embed</c> has one of, and where results go.</summary>
internal static class StudyRows
{
    /// <summary>The name of the cache that stands for none.</summary>
    public const string NoCache = "none";

    public static ValueRow<string?> Output { get; } = new(
        FileRows.Output.Name,
        ValueKind.Name("FILE"),
        "Write a row for each measurement to this .csv file; if none is named: INPUT.study.csv.")
    {
        IsCommon = true,
        Alias = FileRows.Output.Alias,
        Note = "Each row is on the disk before the next one is measured. See [the rows of a study](#the-rows-of-a-study).",
    };

    public static ValueRow<string?> Plot { get; } = new(
        FileRows.Plots.Name, ValueKind.Name("FILE"), "Write a page with charts, small maps and tables to this .html file.")
    {
        IsCommon = true,
    };

    public static ValueRow<string?> Maps { get; } = new(
        "--maps", ValueKind.Name("FILE"), "Write a page that goes through the maps of whole runs to this .html file.")
    {
        IsCommon = true,
        Note = "Each map is called by what differs between them, for instance its perplexity, and is turned to lie on the one before it. With "
            + "`--resume`, maps that were made before are in it as far as the cache has them.",
    };

    public static ValueRow<string?> Cache { get; } = new(
        "--cache",
        ValueKind.Name($"FOLDER|{NoCache}"),
        "Keep neighbours, similarities and maps in this folder; if none is named: that of the rows, with .cache in place of .csv.")
    {
        Note = "A second study of the same points with the same largest perplexity starts at once. "
            + $"`{NoCache}` keeps nothing. The folder may be deleted after a study.",
    };

    public static FlagRow Resume { get; } = new("--resume", "Go on with the study in -o: rows that are there are not measured again.")
    {
        IsCommon = true,
        Note = "Input, grid and options must be those of the file. A last line that was not written to its end is measured again.",
    };

    public static FlagRow GradientsOnly { get; } = new("--gradients-only", "Measure time and error of gradients, and no whole runs.");

    public static FlagRow OutcomesOnly { get; } = new("--outcomes-only", "Measure whole runs, and no gradients.");

    public static ValueRow<double[]?> Theta { get; } = List(
        "--theta",
        nameof(StudyGrid.Thetas),
        ValueKind.Number(TsneDefaults.Theta),
        "The accuracies of Barnes-Hut to compare, from 0 (exact).",
        string.Join(',', new StudyGrid().Thetas.Select(theta => FormattableString.Invariant($"{theta}"))));

    public static ValueRow<double[]?> Perplexity { get; } = List(
        "--perplexity",
        nameof(StudyGrid.Perplexities),
        ValueKind.Number(TsneDefaults.Perplexity),
        "The perplexities of whole runs; gradients are measured with the first.",
        FormattableString.Invariant($"{TsneDefaults.Perplexity}"));

    public static ValueRow<TsneObjective[]?> Objective { get; } = List(
        MapRows.Objective.Name,
        nameof(StudyGrid.Objectives),
        ValueKind.Choice(("tsne", TsneObjective.TSne), ("symmetric-sne", TsneObjective.SymmetricSne), ("sne", TsneObjective.Sne)),
        "The objectives to compare.",
        "tsne");

    public static ValueRow<double[]?> DegreesOfFreedom { get; } = List(
        "--degrees-of-freedom",
        nameof(StudyGrid.DegreesOfFreedom),
        ValueKind.Number(TsneDefaults.DegreesOfFreedom),
        "The tails of t-SNE's kernel to compare.",
        FormattableString.Invariant($"{TsneDefaults.DegreesOfFreedom}"));

    public static ValueRow<TsneSchedule[]?> Schedule { get; } = List(
        OptimizationRows.Schedule.Name,
        nameof(StudyGrid.Schedules),
        ValueKind.Choice(("accelerated", TsneSchedule.Accelerated), ("classic", TsneSchedule.Classic)),
        "The schedules of whole runs; gradients are measured with the first.",
        "accelerated");

    public static ValueRow<ulong[]?> Seeds { get; } = List(
        "--seeds",
        nameof(StudyGrid.Seeds),
        ValueKind.Number(TsneDefaults.Seed),
        "The seeds of the starts of whole runs; gradients are measured with the first.",
        FormattableString.Invariant($"{TsneDefaults.Seed}"),
        "They change much only with `--init random`: the start by principal components has hardly any chance in it.");

    public static ValueRow<double[]?> Stages { get; } = List(
        "--stages",
        nameof(StudyGrid.Stages),
        ValueKind.Number(1.0),
        "The shares of the iterations at which gradients are measured, above 0 to 1.",
        null,
        "By default at the end of early exaggeration, half way and at the end. A run that stops before is measured at its last map.");

    public static ValueRow<int> Repetitions { get; } = new(
        "--repetitions",
        ValueKind.Number(new StudyGrid().Repetitions),
        "How often each gradient is timed, in turns; whole runs are timed once.")
    {
        Properties = [nameof(StudyGrid.Repetitions)],
    };

    public static ValueRow<InitializationMethod> Init { get; } = new(
        OptimizationRows.Init.Name,
        ValueKind.Choice(("pca", InitializationMethod.Pca), ("random", InitializationMethod.Random)),
        "Where the points start: at their principal components, or at random.")
    {
        Properties = [nameof(TsneOptions.Initialization)],
        Set = (options, start) => options with { Initialization = start },
    };

    public static OptionSection Files { get; } = new(
        "Files of a study",
        [
            Output, Plot, Maps, Cache, Resume, FileRows.InputFormat,
            new NamesRow(FileRows.Labels.Name, "FILE", "Measure how the labels in this file lie in the maps; may be repeated."),
            FileRows.Header, FileRows.LabelColumn,
        ])
    {
        IsGroup = true,
    };

    public static OptionSection Grid { get; } = new(
        "What is compared",
        [Theta, Perplexity, Objective, DegreesOfFreedom, Schedule, Seeds, Stages, Repetitions, GradientsOnly, OutcomesOnly])
    {
        IsGroup = true,
    };

    public static OptionSection Same { get; } = new(
        "What is the same in all runs",
        [
            SimilarityRows.Metric, SimilarityRows.Pca, SimilarityRows.Neighbors, SimilarityRows.NeighborRecall, MapRows.Dimensions, Init,
            OptimizationRows.Iterations, OptimizationRows.EarlyExaggerationIterations, OptimizationRows.Threads,
        ])
    {
        IsGroup = true,
    };

    /// <summary>The grid of a line; what is not on it is left to the options.</summary>
    public static StudyGrid GridOf(ParseResult line) => new()
    {
        Thetas = Theta.In(line) ?? [],
        Perplexities = Perplexity.In(line) ?? [],
        Objectives = Objective.In(line) ?? [],
        DegreesOfFreedom = DegreesOfFreedom.In(line) ?? [],
        Schedules = Schedule.In(line) ?? [],
        Seeds = Seeds.In(line) ?? [],
        Stages = Stages.In(line) ?? [],
        Repetitions = Repetitions.In(line),
    };

    private static ValueRow<T[]?> List<T>(
        string name, string property, ValueKind<T> one, string help, string? defaultText, string? note = null) =>
        new(name, ValueKind.Several(one, defaultText)!, help) { Properties = [property], Note = note, IsCommon = true };
}
