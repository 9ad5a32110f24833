using BhTsne.IO.Text;

namespace BhTsne.IO;

/// <summary>Makes one table of what several sources of one width hold.</summary>
/// <param name="sources">At least one.</param>
internal sealed class TableAssembly(List<TableSource> sources)
{
    private readonly PointBuffer _buffer = new(sources[0].Columns);

    /// <summary>How the table is to be understood; null where irregular cells were refused on the way.</summary>
    public TableReadOptions? Options { get; init; }

    /// <summary>The features that are no finite numbers, as far as rows have been read.</summary>
    public IrregularCells Irregular { get; init; } = new();

    /// <summary>Maps or reads all sources: a single one that can be mapped is.</summary>
    public Table MapOrRead(CancellationToken cancellation) =>
        sources.Count == 1 && sources[0].Map(Options!.Mapping, cancellation) is { } points
            ? Assembled(points, ColumnNames, rows: null) with { IsMapped = true }
            : Read(cancellation);

    /// <summary>Reads all sources.</summary>
    public Table Read(CancellationToken cancellation)
    {
        if (sources.TrueForAll(source => source.KnownRows is not null))
        {
            long rows = sources.Sum(source => (long)source.KnownRows!);
            _buffer.RequireFit(sources[^1].File, rows);
            _buffer.Reserve(rows);
        }

        foreach (TableSource source in sources)
        {
            source.ReadInto(_buffer, cancellation);
        }

        return Irregular.IsEmpty ? Assembled(Points, ColumnNames, rows: null) : Resolved();
    }

    private TableSource? Headed => sources.Find(source => source.ColumnNames is not null);

    private IReadOnlyList<string>? ColumnNames => Headed?.ColumnNames;

    private Table Resolved()
    {
        IrregularResolution resolution = new(_buffer, Irregular, Options!, ColumnNames);
        int read = _buffer.Rows;
        resolution.Resolve();
        return Assembled(Points, resolution.ColumnNames, resolution.Rows) with
        {
            RowsRead = read,
            Rows = resolution.Rows,
            TextColumns = resolution.TextColumns,
            MissingValues = resolution.MissingValues,
        };
    }

    private PointMatrix Points => PointMatrix.From(_buffer.ToMemory(), _buffer.Rows, _buffer.Columns);

    private Table Assembled(PointMatrix points, IReadOnlyList<string>? names, int[]? rows) =>
        new(points, Joined(source => source.Labels, rows)?.AsReadOnly(), names)
        {
            Weights = Joined(source => source.Weights, rows)?.ToArray(),
            Ids = Joined(source => source.Ids, rows)?.ToArray(),
            IdColumnName = sources.Find(source => source.IdColumnName is not null)?.IdColumnName,
            LabelColumnName = sources.Find(source => source.LabelColumnName is not null)?.LabelColumnName,
            KeptColumns = Kept(rows),
            ColorPlace = sources[0].ColorPlace,
            OtherColumns = Headed?.OtherColumns ?? [],
            Delimiter = sources.Find(source => source.Delimiter is not null)?.Delimiter,
            File = (Headed ?? sources[0]).File,
        };

    /// <summary>The values of all sources; null where one of them has none.</summary>
    private List<T>? Joined<T>(Func<TableSource, List<T>?> valuesOf, int[]? rows)
    {
        if (!sources.TrueForAll(source => valuesOf(source) is not null))
        {
            return null;
        }

        List<T> all = sources.Count == 1 ? valuesOf(sources[0])! : [.. sources.SelectMany(source => valuesOf(source)!)];
        return rows is null ? all : [.. rows.Select(row => all[row])];
    }

    private MapColumn[] Kept(int[]? rows)
    {
        MapColumn[] kept = new MapColumn[sources[0].Kept.Count];
        for (int column = 0; column < kept.Length; column++)
        {
            MapColumn whole = KeptCells.Join((Headed ?? sources[0]).Kept[column].Name, [.. sources.Select(source => source.Kept[column])]);
            kept[column] = rows is null ? whole : whole.Pick(rows);
        }

        return kept;
    }
}
