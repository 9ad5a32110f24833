using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>What was read: the engine's input, with what only the tool needs.</summary>
/// <param name="Input">What the map is made of.</param>
/// <param name="Labels">The labels in the same files, if any.</param>
/// <param name="Description">What it is, for a person.</param>
internal sealed record InputData(TsneInput Input, IReadOnlyList<string>? Labels, string Description)
{
    /// <summary>Tables are in single precision, which has all whole numbers up to this one.</summary>
    private const int MostExactIntegers = 1 << 24;

    /// <summary>The number of neighbours of each point, where the input has one.</summary>
    public int? NeighborsPerPoint { get; init; }

    /// <summary>The table of dense points; null for other input.</summary>
    public Table? Table { get; private init; }

    /// <summary>
    /// The column of the labels in the table, with its name where there is a header; null where labels are from elsewhere, or none are.
    /// </summary>
    public LabelColumn? LabelColumn { get; private init; }

    /// <summary>Columns of the table that are kept beside the features, for pictures.</summary>
    public IReadOnlyList<MapColumn> KeptColumns { get; private init; } = [];

    /// <summary>The place of the column to colour by among those kept; null for none.</summary>
    public int? ColorPlace { get; private init; }

    /// <summary>The features as they were read; null for input without.</summary>
    public PointMatrix? Features { get; private init; }

    /// <summary>How the table was understood; null for other input.</summary>
    public TableFacts? TableFacts { get; private init; }

    /// <summary>What the points were standardized with; null where they were not.</summary>
    public Standardization? Standardization { get; private init; }

    /// <summary>What was read and what was left out, a line each.</summary>
    public IEnumerable<string> Lines => [Description, .. TableFacts?.Lines ?? []];

    /// <summary>The rows of the input that remain.</summary>
    public KeptRows Rows => TableFacts?.Rows ?? KeptRows.All(Input.Points);

    /// <summary>The ids of the rows; null for none.</summary>
    public PointIds? Ids { get; private init; }

    /// <summary>What was found in an earlier map; null without one.</summary>
    public StartMatch? Match { get; private init; }

    /// <summary>The same with the labels of files in place of those of the table, and with names for them.</summary>
    /// <param name="labelFiles">Files of labels, stacked in order; none for the labels of the table.</param>
    /// <param name="names">The file of the names; null for none.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="ToolException">A file cannot be read, or does not fit the points or the labels.</exception>
    public InputData WithLabels(IReadOnlyList<string> labelFiles, string? names, CancellationToken cancellation)
    {
        InputData labelled = labelFiles.Count > 0
            ? this with { Labels = RunInput.ReadLabels(labelFiles, Rows, cancellation), LabelColumn = null }
            : this;
        return names is null || labelled.Labels is null
            ? labelled
            : labelled with { Labels = NamedLabels.Of(labelled.Labels, names, cancellation) };
    }

    /// <summary>Takes points in a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="given">What is known of each point.</param>
    /// <param name="request">How the table was read; null for the defaults.</param>
    /// <exception cref="ToolException">They cannot be standardized.</exception>
    public static InputData OfPoints(Table table, PerPoint given, TableRequest? request = null)
    {
        PointIds? ids = PointIds.Of(table, given.Table);
        KeptRows rows = new(table.RowsRead, table.Rows);
        given = given.For(rows, ids);
        Standardization? standardization = null;
        PointMatrix features = table.Points;
        if (request?.Standardizes == true)
        {
            MemoryCheck.RequireForCopy(table.Points);
            ReadOnlyMemory<float>? weights = Weights(table, given);
            standardization = Checked(() => Standardization.Of(table.Points, weights), [given.Table]);
            table = table with { Points = Checked(() => standardization.Apply(table.Points), [given.Table]) };
        }

        return new InputData(
            new TsneInput(table.Points)
            {
                Weights = Weights(table, given),
                Start = given.Start,
                StartRows = given.Match?.Rows,
                Pinned = given.Pinned,
            },
            table.Labels,
            FormattableString.Invariant(
                $"{table.Points.Rows:N0} {(table.Points.Rows == 1 ? "point" : "points")} of {table.Points.Columns:N0} dimensions"))
        {
            Table = table,
            LabelColumn = LabelColumn.Of(table),
            KeptColumns = table.KeptColumns,
            ColorPlace = table.ColorPlace,
            Features = features,
            TableFacts = new TableFacts(request?.Options ?? new TableReadOptions())
            {
                Rows = rows,
                TextColumns = table.TextColumns,
                MissingValues = table.MissingValues,
                Delimiter = table.Delimiter,
                MappedBytes = table.IsMapped ? (long)features.Rows * features.Columns * sizeof(float) : 0,
                IsStandardized = standardization is not null,
                ConstantColumns =
                    [.. standardization?.ConstantFeatures.Select(feature => table.ColumnNames?[feature] ?? $"{feature + 1}") ?? []],
            },
            Standardization = standardization,
            Ids = ids,
            Match = given.Match,
        };
    }

    /// <summary>Takes sparse points.</summary>
    public static InputData OfSparsePoints(SparseMatrix points, PerPoint given) => new(
        new TsneInput(points) { Weights = given.Weights, Start = given.Start, Pinned = given.PinnedIn(points.Rows) },
        null,
        FormattableString.Invariant($"{points.Rows:N0} sparse points of {points.Columns:N0} dimensions, {points.EntryCount:N0} entries"));

    /// <summary>Takes the distances of all pairs.</summary>
    /// <param name="table">N x N.</param>
    /// <param name="files">Where they are from.</param>
    /// <param name="given">What is known of each point.</param>
    /// <exception cref="ToolException">They are not distances.</exception>
    public static InputData OfDistances(Table table, IReadOnlyList<string> files, PerPoint given) =>
        OfDistances(
            Checked(() => DistanceMatrix.From(table.Points), files),
            table.Labels,
            given with { Weights = Weights(table, given) },
            PointIds.Of(table, given.Table)) with
        { LabelColumn = LabelColumn.Of(table), KeptColumns = table.KeptColumns, ColorPlace = table.ColorPlace };

    /// <summary>Takes the distances of some pairs.</summary>
    /// <param name="matrix">N x N; an entry that is not stored is an unknown distance.</param>
    /// <param name="files">Where they are from.</param>
    /// <param name="given">What is known of each point.</param>
    /// <exception cref="ToolException">They are not distances.</exception>
    public static InputData OfDistances(SparseMatrix matrix, IReadOnlyList<string> files, PerPoint given) =>
        OfDistances(Checked(() => DistanceMatrix.From(matrix), files), null, given, null);

    /// <summary>Takes similarities of any scale, for instance a weighted graph.</summary>
    /// <param name="similarities">N x N.</param>
    /// <param name="files">Where they are from.</param>
    /// <param name="given">What is known of each point.</param>
    /// <exception cref="ToolException">They are not similarities.</exception>
    public static InputData OfAffinities(SparseMatrix similarities, IReadOnlyList<string> files, PerPoint given)
    {
        AffinityMatrix affinities = Checked(() => AffinityMatrix.Symmetrized(similarities), files);
        return new InputData(
            new TsneInput(affinities) { Weights = given.Weights, Start = given.Start, Pinned = given.PinnedIn(affinities.Points) },
            null,
            FormattableString.Invariant($"{affinities.Points:N0} points with {affinities.Matrix.EntryCount:N0} affinities"));
    }

    /// <summary>Takes a neighbour graph in two tables.</summary>
    /// <param name="indices">N x k, whole numbers from 0.</param>
    /// <param name="distances">N x k, ascending in each row.</param>
    /// <param name="files">Where the two are from.</param>
    /// <param name="given">What is known of each point.</param>
    /// <exception cref="ToolException">They are not a neighbour graph.</exception>
    public static InputData OfNeighbors(PointMatrix indices, PointMatrix distances, IReadOnlyList<string> files, PerPoint given)
    {
        if ((indices.Rows, indices.Columns) != (distances.Rows, distances.Columns))
        {
            string size = $"{distances.Rows} x {distances.Columns}", expected = $"{indices.Rows} x {indices.Columns}";
            throw new ToolException(
                ExitCode.BadInput, [$"{files[1]}: {size} distances do not fit the {expected} neighbours in {files[0]}"]);
        }

        if (indices.Blocks.Count > 1)
        {
            throw new ToolException(
                ExitCode.BadInput,
                [$"{files[0]}: {indices.Rows} x {indices.Columns} neighbours do not fit into one array; give fewer of each point"]);
        }

        int[] neighbors = Integers(indices, files[0]);
        NeighborGraph graph = Checked(() => new NeighborGraph(neighbors, distances.Values.ToArray(), indices.Columns), files);
        return new InputData(
            new TsneInput(graph) { Weights = given.Weights, Start = given.Start, Pinned = given.PinnedIn(graph.Points) },
            null,
            FormattableString.Invariant($"{graph.Points:N0} points with {graph.NeighborsPerPoint} neighbours each"))
        {
            NeighborsPerPoint = graph.NeighborsPerPoint,
        };
    }

    private static InputData OfDistances(
        DistanceMatrix distances, IReadOnlyList<string>? labels, PerPoint given, PointIds? ids)
    {
        given = given.For(KeptRows.All(distances.Points), ids);
        return new InputData(
            new TsneInput(distances)
            {
                Weights = given.Weights,
                Start = given.Start,
                StartRows = given.Match?.Rows,
                Pinned = given.Pinned,
            },
            labels,
            FormattableString.Invariant($"{distances.Points:N0} points with their distances"))
        {
            Ids = ids,
            Match = given.Match,
        };
    }

    // Without the cast, no weights would become an empty memory.
    private static ReadOnlyMemory<float>? Weights(Table table, PerPoint given) =>
        given.Weights ?? (table.Weights is { } own ? (ReadOnlyMemory<float>?)own.ToArray() : null);

    /// <summary>What the engine's data types refuse is bad input of the files.</summary>
    private static T Checked<T>(Func<T> create, IReadOnlyList<string> files) => Failures.Reading(create, string.Join(", ", files));

    private static int[] Integers(PointMatrix table, string file)
    {
        int end = Math.Min(table.Rows, MostExactIntegers);
        int[] integers = new int[table.Values.Length];
        for (int entry = 0; entry < integers.Length; entry++)
        {
            float value = table.Values[entry];
            if (value >= 0 && value < end && value == MathF.Floor(value))
            {
                integers[entry] = (int)value;
                continue;
            }

            string place = $"{file}, row {(entry / table.Columns) + 1}, column {(entry % table.Columns) + 1}";
            string fault = FormattableString.Invariant($"{value} is not the index of a point, a whole number from 0 to {end - 1}");
            throw new ToolException(ExitCode.BadInput, [$"{place}: {fault}"]);
        }

        return integers;
    }
}
