using BhTsne.Studies;

namespace BhTsne;

/// <summary>What the rows of a study recommend for one objective, each with a sentence that says why.</summary>
/// <remarks>A pure function of the rows. Immutable, safe to share between threads.</remarks>
public sealed record StudyAdvice
{
    /// <summary>The objective.</summary>
    public required TsneObjective Objective { get; init; }

    /// <summary>α of t-SNE; 1 for the other objectives.</summary>
    public required double DegreesOfFreedom { get; init; }

    /// <summary>
    /// The smallest perplexity at which the measures level off: no larger one of the grid raises any measure of neighbourhoods, of the
    /// order of distances or of labels by more than 1 % and more than its interval. Null where there are not two perplexities to compare.
    /// </summary>
    public double? Perplexity { get; init; }

    /// <summary>Why, with the numbers; or why there is no recommendation.</summary>
    public required string PerplexityReason { get; init; }

    /// <summary>
    /// θ at the knee of error against time of this engine, at the last map that was measured. Of the rows that no other one beats in both,
    /// it is the one that lies farthest below the straight line from the fastest to the most accurate, both axes scaled to their range
    /// (Satopaa et al. 2011). Null where there are not three such rows.
    /// </summary>
    public double? Theta { get; init; }

    /// <summary>Why, with the numbers; or why there is no recommendation.</summary>
    public required string ThetaReason { get; init; }

    /// <summary>Reads the rows of a study.</summary>
    /// <param name="rows">In any order.</param>
    /// <returns>One recommendation for each objective and its degrees of freedom, in the order in which the rows name them.</returns>
    public static IReadOnlyList<StudyAdvice> From(IEnumerable<StudyRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return
        [
            .. from row in rows
               group row by (row.Objective, row.DegreesOfFreedom) into kernel
               let perplexity = LevelOff.Find([.. kernel])
               let theta = Knee.Find([.. kernel])
               select new StudyAdvice
               {
                   Objective = kernel.Key.Objective,
                   DegreesOfFreedom = kernel.Key.DegreesOfFreedom,
                   Perplexity = perplexity.Value,
                   PerplexityReason = perplexity.Reason,
                   Theta = theta.Value,
                   ThetaReason = theta.Reason,
               },
        ];
    }

    /// <summary>The Pareto front: the rows that no other row beats in both time and cost.</summary>
    /// <param name="rows">Rows to compare.</param>
    /// <param name="cost">What is to be small, for instance the error or KL; rows without it are left out.</param>
    /// <returns>The front, the fastest first; of rows that are equal in both, the first.</returns>
    public static IReadOnlyList<StudyRow> Front(IEnumerable<StudyRow> rows, Func<StudyRow, double?> cost)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(cost);
        List<StudyRow> front = [];
        foreach (StudyRow row in rows.Where(row => cost(row) is not null).OrderBy(row => row.Seconds).ThenBy(row => cost(row)))
        {
            if (front.Count == 0 || cost(row) < cost(front[^1]))
            {
                front.Add(row);
            }
        }

        return front;
    }
}
