using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>The scores of the points of a run: columns of its map, and colours of its page.</summary>
/// <param name="Scores">Each with its name.</param>
internal sealed record PointDiagnostics(IReadOnlyList<PointColumn> Scores)
{
    private const string Kept = "neighbors_kept", Cost = "cost", Singularity = "singularity", Perturbation = "perturbation";

    private const string CostMeaning = "what the point adds to the cost; the mean is KL";
    private const string SingularityMeaning =
        "how freely the point could move: large where the map may tear; none where it has not converged";
    private const string PerturbationMeaning = "how far the place jumps when the input moves a little; none where it was not measured";

    /// <summary>The names of all scores.</summary>
    public static IReadOnlyList<string> Names { get; } = [Kept, Cost, Singularity, Perturbation];

    /// <summary>Columns of a map in text.</summary>
    public IEnumerable<MapColumn> Columns => Scores.Select(score => MapColumn.OfNumbers(score.Name, score.Numbers!.Value));

    /// <summary>Says of a column of a map file what it means, where it is one of the scores.</summary>
    /// <param name="column">The column.</param>
    /// <param name="name">Its name in the file.</param>
    public static PointColumn Describe(PointColumn column, string name) => name switch
    {
        Kept => column with { Description = "share of the nearest points of the input that are among the nearest in the map" },
        Cost => column with { Description = CostMeaning },
        Singularity when column.Numbers!.Value.ToArray().Any(value => value > 0) =>
            column with { Description = SingularityMeaning, Scale = PointColumnScale.Logarithmic },
        Perturbation => column with { Description = PerturbationMeaning },
        _ => column,
    };

    /// <summary>Scores the points of a run that is done.</summary>
    /// <param name="run">The run.</param>
    /// <param name="interrupt">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static PointDiagnostics Of(TsneRun run, CancellationToken interrupt)
    {
        TsneDiagnostics scores = run.Diagnose(interrupt);
        List<PointColumn> all =
        [
            PointColumn.OfNumbers(Kept, scores.NeighborsKept) with
            {
                Description = $"share of the {scores.Neighbors} nearest points of the input that are among the {scores.Neighbors} nearest",
            },
            PointColumn.OfNumbers(Cost, scores.CostContributions) with { Description = CostMeaning },
            PointColumn.OfNumbers(Singularity, scores.Singularities) with
            {
                Description = SingularityMeaning,
                Scale = PointColumnScale.Logarithmic,
            },
        ];
        bool hasModel = run.Plan.Dimensions is not null && run.Plan.Options.Metric != Metric.InnerProduct;
        if (hasModel)
        {
            PerturbationOptions options = new() { Seed = run.Plan.Options.Seed, Threads = run.Plan.Options.Threads };
            all.Add(PointColumn.OfNumbers(Perturbation, run.ToModel().MeasurePerturbations(options, null, interrupt).Scores) with
            {
                Description = PerturbationMeaning,
            });
        }

        return new PointDiagnostics(all);
    }
}
