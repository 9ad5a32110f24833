using System.Globalization;

namespace BhTsne.Studies;

/// <summary>The one table of the columns of a study's file: how each is written and read.</summary>
internal static class StudyColumns
{
    /// <summary>The numbers of neighbours at which neighbourhoods are compared.</summary>
    public static IReadOnlyList<int> Neighbors { get; } = [10, 30, 90];

    /// <summary>The measures of a map; each has a column, and one for either end of its interval.</summary>
    public static IReadOnlyList<string> Measures { get; } =
    [
        .. Neighbors.SelectMany(k => new[] { $"preservation_{k}", $"trustworthiness_{k}", $"continuity_{k}" }),
        "rank_correlation", "triplet_agreement", "label_accuracy", "silhouette",
    ];

    private static readonly Column[] _columns =
    [
        new("part", row => Word(row.Part)),
        new("objective", row => Word(row.Objective)),
        new("degrees_of_freedom", row => Text(row.DegreesOfFreedom)),
        new("perplexity", row => Text(row.Perplexity)),
        new("schedule", row => Word(row.Schedule)),
        new("seed", row => row.Seed.ToString(CultureInfo.InvariantCulture)),
        new("stage", row => Text(row.Stage)),
        new("iterations", row => Text(row.Iterations)),
        new("method", row => Word(row.Method)),
        new("theta", row => Text(row.Theta)),
        new("program_theta", row => Text(row.ProgramTheta)),
        new("seconds", row => Text(row.Seconds)),
        new("seconds_low", row => Text(row.SecondsLow)),
        new("seconds_high", row => Text(row.SecondsHigh)),
        new("repetitions", row => Text(row.Repetitions)),
        new("repulsion_error", row => Text(row.RepulsionError)),
        new("gradient_error", row => Text(row.GradientError)),
        new("samples", row => Text(row.Samples)),
        new("neighbor_seconds", row => Text(row.NeighborSeconds)),
        new("affinity_seconds", row => Text(row.AffinitySeconds)),
        new("kl_divergence", row => Text(row.KlDivergence)),
        new("stop_reason", row => row.StopReason is { } reason ? Word(reason) : ""),
        .. Measures.SelectMany(name => new Column[]
        {
            new(name, row => Text(row.Measure(name)?.Value)),
            new($"{name}_low", row => Text(row.Measure(name)?.Low)),
            new($"{name}_high", row => Text(row.Measure(name)?.High)),
        }),
    ];

    /// <summary>The first row of the table.</summary>
    public static string Header { get; } = string.Join(',', _columns.Select(column => column.Name));

    /// <summary>A row of the table, without the end of the line.</summary>
    public static string Write(StudyRow row) => string.Join(',', _columns.Select(column => column.Text(row)));

    /// <summary>Reads a row.</summary>
    /// <exception cref="FormatException">It is none; the message names the column.</exception>
    public static StudyRow Read(string line)
    {
        string[] cells = line.Split(',');
        if (cells.Length != _columns.Length)
        {
            throw new FormatException($"it has {cells.Length} columns, but {_columns.Length} are expected.");
        }

        Dictionary<string, string> values = [];
        for (int column = 0; column < cells.Length; column++)
        {
            values[_columns[column].Name] = cells[column];
        }

        StudyRow row = new()
        {
            Part = Parse<StudyPart>("part"),
            Objective = Parse<TsneObjective>("objective"),
            DegreesOfFreedom = Number("degrees_of_freedom"),
            Perplexity = NumberOrNull("perplexity"),
            Schedule = Parse<TsneSchedule>("schedule"),
            Seed = Whole<ulong>("seed"),
            Stage = NumberOrNull("stage"),
            Iterations = Whole<int>("iterations"),
            Method = Parse<StudyMethod>("method"),
            Theta = Number("theta"),
            Seconds = Number("seconds"),
            SecondsLow = Number("seconds_low"),
            SecondsHigh = Number("seconds_high"),
            Repetitions = Whole<int>("repetitions"),
            RepulsionError = NumberOrNull("repulsion_error"),
            GradientError = NumberOrNull("gradient_error"),
            Samples = values["samples"] == "" ? null : Whole<int>("samples"),
            NeighborSeconds = NumberOrNull("neighbor_seconds"),
            AffinitySeconds = NumberOrNull("affinity_seconds"),
            KlDivergence = NumberOrNull("kl_divergence"),
            StopReason = values["stop_reason"] == "" ? null : Parse<StopReason>("stop_reason"),
            Measures =
            [
                .. from name in Measures
                   where values[name] != ""
                   select new StudyMeasure(name, Number(name), Number($"{name}_low"), Number($"{name}_high")),
            ],
        };
        return Write(row) == line ? row : throw new FormatException("it is not as a study writes rows.");

        T Parse<T>(string column)
            where T : struct, Enum => Enum.TryParse(values[column], ignoreCase: true, out T value) && Enum.IsDefined(value)
                ? value
                : throw Malformed(column);

        double Number(string column) => NumberOrNull(column) ?? throw Malformed(column);

        double? NumberOrNull(string column) => values[column] == "" ? null
            : double.TryParse(values[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
            : throw Malformed(column);

        T Whole<T>(string column)
            where T : struct, System.Numerics.INumber<T> =>
            T.TryParse(values[column], NumberStyles.Integer, CultureInfo.InvariantCulture, out T value) ? value : throw Malformed(column);

        FormatException Malformed(string column) => new($"column {column} is '{values[column]}', which is malformed.");
    }

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Word<T>(T value)
        where T : struct, Enum => $"{value}".ToLowerInvariant();

    private sealed record Column(string Name, Func<StudyRow, string> Text);
}
