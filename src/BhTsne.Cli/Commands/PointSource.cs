using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>Where the points come from.</summary>
internal sealed class PointSource
{
    private readonly TsneInputKind _kind;
    private readonly Lazy<bool> _sparse;
    private readonly Func<PerPoint, CancellationToken, InputData> _read;

    private PointSource(string title, TsneInputKind kind, Func<bool> isSparse, Func<PerPoint, CancellationToken, InputData> read)
    {
        (Title, _kind, _sparse, _read) = (title, kind, new Lazy<bool>(isSparse), read);
        Names = [title];
    }

    /// <summary>What a plot calls them.</summary>
    public string Title { get; }

    /// <summary>
    /// What is in them. Where neither a name nor an option says whether points are sparse, the first bytes are read; a pipe is waited for.
    /// </summary>
    /// <exception cref="ToolException">They cannot be opened.</exception>
    public TsneInputKind Kind => _kind == TsneInputKind.Points && _sparse.Value ? TsneInputKind.SparsePoints : _kind;

    /// <summary>What messages and the report call them.</summary>
    public IReadOnlyList<string> Names { get; private init; }

    /// <summary>
    /// The files as the user named them; neither the standard input nor a sample that ships inside the tool is among them.
    /// </summary>
    public IReadOnlyList<string> Files { get; private init; } = [];

    /// <summary>Whether they ship inside the tool.</summary>
    public bool IsSample { get; private init; }

    /// <summary>A sample that ships inside the tool.</summary>
    /// <param name="title">What a plot and messages call it.</param>
    /// <param name="read">Reads it.</param>
    public static PointSource OfSample(string title, Func<PerPoint, CancellationToken, InputData> read) =>
        new(title, TsneInputKind.Points, () => false, read) { IsSample = true };

    /// <summary>The user's inputs: tables stacked in order, or the two of a neighbour graph.</summary>
    /// <param name="paths">As the user named them; <c>-</c> is the standard input.</param>
    /// <param name="format">The format of all of them; null for what each name or content says.</param>
    /// <param name="kind">What is in them.</param>
    /// <param name="table">How tables are read.</param>
    /// <param name="terminal">Has the standard input.</param>
    /// <param name="interrupt">Ends the wait for the first bytes of a pipe.</param>
    /// <exception cref="ToolException">The standard input is named twice.</exception>
    public static PointSource In(
        IReadOnlyList<string> paths,
        TableFormat? format,
        TsneInputKind kind,
        TableRequest table,
        Terminal terminal,
        CancellationToken interrupt)
    {
        if (paths.Count(path => path == StandardStream.Dash) > 1)
        {
            throw new ToolException(ExitCode.WrongCommandLine, ["INPUT: the standard input can be read once only"]);
        }

        string[] names = [.. paths.Select(path => path == StandardStream.Dash ? StandardStream.Input : path)];
        string first = Path.GetFileName(names[0]);
        Lazy<TableInput[]> inputs = new(() => [.. paths.Select(Open)]);
        bool mayBlock = paths.Any(path => path == StandardStream.Dash || (path.Length > 0 && AtomicFile.IsWrittenThrough(path)));
        Lazy<bool> sparse = new(
            () => !paths.Contains("") && Failures.Reading(() => Waiting(() => inputs.Value.Any(input => input.IsSparse()), interrupt)));
        return new PointSource(
            names.Length == 1 ? first : $"{first} and {names.Length - 1} more",
            kind,
            () => sparse.Value,
            (given, cancellation) => sparse.Value
                ? Waiting(() => ReadSparse(inputs.Value, names, kind, table, given, cancellation), cancellation)
                : Waiting(
                    () => TableAdvice.Reading(() => ReadTables(inputs.Value, names, kind, table, given, cancellation), table), cancellation))
        {
            Names = names,
            Files = [.. paths.Where(path => path != StandardStream.Dash)],
        };

        TableInput Open(string path) => path == StandardStream.Dash
            ? TableInput.OfStream(terminal.OpenInput(), format, StandardStream.Input)
            : TableInput.OfFile(path, format);

        // Nothing but another thread can leave a pipe that never gives anything: the thread that waits ends with the process.
        T Waiting<T>(Func<T> read, CancellationToken cancellation)
        {
            if (!mayBlock)
            {
                return read();
            }

            Task<T> task = Task.Run(read, CancellationToken.None);
            Task.WaitAny([task], cancellation);
            return task.GetAwaiter().GetResult();
        }
    }

    /// <summary>Reads them.</summary>
    /// <param name="given">What files of their own say of each point.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="IOException">They cannot be read.</exception>
    /// <exception cref="ToolException">They do not fit the options.</exception>
    public InputData Read(PerPoint given, CancellationToken cancellation) => _read(given, cancellation);

    private static InputData ReadTables(
        TableInput[] inputs,
        string[] names,
        TsneInputKind kind,
        TableRequest table,
        PerPoint given,
        CancellationToken cancellation)
    {
        TableReadOptions options = table.Options with { ValueForMissing = given.ValueForMissing, FeatureNames = given.FeatureNames };
        return kind switch
        {
            TsneInputKind.Distances => InputData.OfDistances(TableReader.Read(inputs, options, cancellation), names, given),
            TsneInputKind.Neighbors when options.WeightColumn is not null => throw BadInput(
                $"{options.WeightColumn}: there is no such file, and a table of neighbours has no column of weights"),
            TsneInputKind.Neighbors => InputData.OfNeighbors(
                TableReader.Read([inputs[0]], options, cancellation).Points,
                TableReader.Read([inputs[1]], options, cancellation).Points,
                names,
                given),
            TsneInputKind.Affinities => throw BadInput($"{names[0]}: affinities are read from a sparse matrix, .npz or .mtx"),
            _ => InputData.OfPoints(TableReader.Read(inputs, options, cancellation), given, table),
        };
    }

    private static InputData ReadSparse(
        TableInput[] inputs,
        string[] names,
        TsneInputKind kind,
        TableRequest table,
        PerPoint given,
        CancellationToken cancellation) => kind switch
        {
            _ when TableOption(table) is { } option => throw BadInput(
                $"{option.Name}: {names[0]} holds a sparse matrix, in which nothing can be chosen, missing or text; leave it out"),
            _ when table.Options.KeepColumns is not null => throw BadInput(
                $"{PageRows.ShowColumns.Name}: {names[0]} holds a sparse matrix, which has only features; leave it out"),
            _ when table.Options.ColorColumn is not null => throw BadInput(
                $"{PictureRows.ColorBy.Name}: {names[0]} holds a sparse matrix, which has only features; it can be {ColorChoice.Label}, "
                + $"{ColorChoice.Density} or a score of {TrustRows.Diagnostics.Name}"),
            _ when table.Standardizes => throw BadInput(
                $"{TableRows.Standardize.Name}: {names[0]} holds a sparse matrix, whose zeros would be lost; leave it out"),
            _ when table.Options.LabelColumn is not null => throw BadInput(
                $"{names[0]}: the label column '{table.Options.LabelColumn}' was not found; a sparse matrix has only features"),
            _ when table.Options.IdColumn is not null => throw BadInput(
                $"{names[0]}: the id column '{table.Options.IdColumn}' was not found; a sparse matrix has only features"),
            _ when table.Options.WeightColumn is not null => throw BadInput(
                $"{table.Options.WeightColumn}: there is no such file, and a sparse matrix has no column of weights"),
            TsneInputKind.Distances => InputData.OfDistances(SparseReader.Read(inputs, cancellation), names, given),
            TsneInputKind.Affinities => InputData.OfAffinities(SparseReader.Read(inputs, cancellation), names, given),
            TsneInputKind.Neighbors => throw BadInput(
                $"{names[0]}: neighbours are read from two tables; distances in a sparse matrix are read by --input-kind distances"),
            _ => InputData.OfSparsePoints(SparseReader.Read(inputs, cancellation), given),
        };

    /// <summary>An option that needs a dense table; null where there is none.</summary>
    private static OptionRow? TableOption(TableRequest table) =>
        table.Options.Columns is not null ? TableRows.Columns
        : table.Options.DropColumns is not null ? TableRows.DropColumns
        : table.Options.DropText ? TableRows.DropText
        : table.Options.Missing != MissingValues.Refuse ? TableRows.Missing
        : table.Options.ArrayName is not null ? TableRows.ArrayName
        : null;

    private static ToolException BadInput(string fault) => new(ExitCode.BadInput, [fault]);
}
