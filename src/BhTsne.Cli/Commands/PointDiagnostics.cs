using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>The scores of the points of a run: columns of its map, and colours of its page.</summary>
/// <param name="Scores">Each with its name.</param>
internal sealed record PointDiagnostics(IReadOnlyList<PointScore> Scores)
{
    private const string Kept = "neighbors_kept", Cost = "cost", Singularity = "singularity", Perturbation = "perturbation";

    /// <summary>The names of all scores.</summary>
    public static IReadOnlyList<string> Names { get; } = [Kept, Cost, Singularity, Perturbation];

    /// <summary>Columns of a map in text.</summary>
    public IEnumerable<MapColumn> Columns => Scores.Select(score => MapColumn.OfNumbers(score.Name, score.Values));

    /// <summary>Scores the points of a run that is done.</summary>
    /// <param name="run">The run.</param>
    /// <param name="interrupt">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static PointDiagnostics Of(TsneRun run, CancellationToken interrupt)
    {
        TsneDiagnostics scores = run.Diagnose(interrupt);
        List<PointScore> all =
        [
            new(Kept, scores.NeighborsKept)
            {
                Description = $"share of the {scores.Neighbors} nearest points of the input that are among the {scores.Neighbors} nearest",
            },
            new(Cost, scores.CostContributions) { Description = "what the point adds to the cost; the mean is KL" },
            new(Singularity, scores.Singularities)
            {
                Description = "how freely the point could move: large where the map may tear; none where it has not converged",
                Scale = PointScoreScale.Logarithmic,
            },
        ];
        bool hasModel = run.Plan.Dimensions is not null && run.Plan.Options.Metric != Metric.InnerProduct;
        if (hasModel)
        {
            PerturbationOptions options = new() { Seed = run.Plan.Options.Seed, Threads = run.Plan.Options.Threads };
            all.Add(new PointScore(Perturbation, run.ToModel().MeasurePerturbations(options, null, interrupt).Scores)
            {
                Description = "how far the place jumps when the input moves a little; none where it was not measured",
            });
        }

        return new PointDiagnostics(all);
    }
}
