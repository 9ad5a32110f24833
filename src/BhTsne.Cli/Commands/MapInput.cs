using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>What a map is made of, read and checked.</summary>
/// <param name="Points">N.</param>
/// <param name="Dimensions">D, or null where there are no points but something that is known about them.</param>
/// <param name="NeighborCount">k, where the input says so itself.</param>
/// <param name="Labels">The input's own labels, if any.</param>
/// <param name="Description">What it is, for a person.</param>
/// <param name="Make">Makes the map.</param>
internal sealed record MapInput(
    int Points,
    int? Dimensions,
    int? NeighborCount,
    IReadOnlyList<string>? Labels,
    string Description,
    Func<ReadOnlyMemory<float>?, Embedding?, TsneInput> Make)
{
    /// <summary>Whether the points are sparse, and so reduced by a truncated SVD.</summary>
    public bool Sparse { get; init; }

    /// <summary>How often each point counts, where the input says so itself.</summary>
    public IReadOnlyList<float>? Weights { get; init; }

    /// <summary>Whether similarities are given, so that nothing about neighbours matters.</summary>
    public bool Weighed { get; init; }

    /// <summary>Sparse points.</summary>
    public static MapInput OfSparsePoints(SparseMatrix points) => new(
        points.Rows,
        points.Columns,
        null,
        null,
        FormattableString.Invariant($"{points.Rows:N0} sparse points of {points.Columns:N0} dimensions, {points.EntryCount:N0} entries"),
        (w, s) => new TsneInput(points) { Weights = w, Start = s })
    {
        Sparse = true,
    };

    /// <summary>Points in a table.</summary>
    public static MapInput OfPoints(Table table) => new(
        table.Points.Rows,
        table.Points.Columns,
        null,
        table.Labels,
        FormattableString.Invariant($"{table.Points.Rows:N0} points of {table.Points.Columns:N0} dimensions"),
        (w, s) => new TsneInput(table.Points) { Weights = w, Start = s })
    {
        Weights = table.Weights,
    };

    /// <summary>The distances of all pairs.</summary>
    /// <param name="table">N x N.</param>
    /// <param name="files">Where they come from.</param>
    /// <exception cref="ToolException">They are no distances.</exception>
    public static MapInput OfDistances(Table table, IReadOnlyList<string> files) =>
        OfDistances(Failures.Reading(() => DistanceMatrix.From(table.Points), string.Join(", ", files)), table.Labels) with { Weights = table.Weights };

    /// <summary>The distances of some pairs.</summary>
    /// <param name="matrix">N x N; what is not stored is not known.</param>
    /// <param name="files">Where they come from.</param>
    /// <exception cref="ToolException">They are no distances.</exception>
    public static MapInput OfDistances(SparseMatrix matrix, IReadOnlyList<string> files) =>
        OfDistances(Failures.Reading(() => DistanceMatrix.From(matrix), string.Join(", ", files)), null);

    /// <summary>Similarities of any scale, for instance a weighted graph.</summary>
    /// <param name="weights">N x N.</param>
    /// <param name="files">Where they come from.</param>
    /// <exception cref="ToolException">They are no weights.</exception>
    public static MapInput OfAffinities(SparseMatrix weights, IReadOnlyList<string> files)
    {
        AffinityMatrix affinities = Failures.Reading(() => AffinityMatrix.Symmetrized(weights), string.Join(", ", files));
        return new MapInput(
            affinities.Points,
            null,
            null,
            null,
            FormattableString.Invariant($"{affinities.Points:N0} points, known by {affinities.Matrix.EntryCount:N0} affinities"),
            (w, s) => new TsneInput(affinities) { Weights = w, Start = s })
        {
            Weighed = true,
        };
    }

    /// <summary>A neighbour graph in two tables.</summary>
    /// <param name="indices">N x k, whole numbers from 0.</param>
    /// <param name="distances">N x k, ascending in each row.</param>
    /// <param name="files">Where both come from.</param>
    /// <exception cref="ToolException">They are no graph.</exception>
    public static MapInput OfNeighbors(PointMatrix indices, PointMatrix distances, IReadOnlyList<string> files)
    {
        if ((indices.Rows, indices.Columns) != (distances.Rows, distances.Columns))
        {
            throw new ToolException(
                ExitCode.BadInput,
                [$"{files[1]}: {distances.Rows} x {distances.Columns} distances do not fit the {indices.Rows} x {indices.Columns} neighbours in {files[0]}"]);
        }

        int[] neighbors = Whole(indices, files[0]);
        NeighborGraph graph = Failures.Reading(
            () => new NeighborGraph(neighbors, distances.Values.ToArray(), indices.Columns), string.Join(", ", files));
        return new MapInput(
            graph.Points,
            null,
            graph.NeighborsPerPoint,
            null,
            FormattableString.Invariant($"{graph.Points:N0} points with {graph.NeighborsPerPoint} neighbours each"),
            (w, s) => new TsneInput(graph) { Weights = w, Start = s });
    }

    private static MapInput OfDistances(DistanceMatrix distances, IReadOnlyList<string>? labels) => new(
        distances.Points,
        null,
        null,
        labels,
        FormattableString.Invariant($"{distances.Points:N0} points, known by their distances"),
        (w, s) => new TsneInput(distances) { Weights = w, Start = s });

    private static int[] Whole(PointMatrix indices, string file)
    {
        // Tables are read in single precision, which has all whole numbers up to this one alone.
        int end = Math.Min(indices.Rows, 1 << 24);
        int[] whole = new int[indices.Values.Length];
        for (int entry = 0; entry < whole.Length; entry++)
        {
            float value = indices.Values[entry];
            whole[entry] = value >= 0 && value < end && value == MathF.Floor(value)
                ? (int)value
                : throw new ToolException(
                    ExitCode.BadInput,
                    [
                        $"{file}, row {(entry / indices.Columns) + 1}, column {(entry % indices.Columns) + 1}: "
                        + FormattableString.Invariant($"{value} is not the index of a point, a whole number from 0 to {end - 1}"),
                    ]);
        }

        return whole;
    }
}
