using BhTsne.IO.Arrays;
using BhTsne.IO.Sparse;
using BhTsne.IO.Text;

namespace BhTsne.IO;

/// <summary>An open input whose width is known and whose rows are still to be read, once.</summary>
internal abstract class TableSource(string file) : IDisposable
{
    private static readonly TableReadOptions _plain = new();

    /// <summary>The file, as the caller named it.</summary>
    public string File { get; } = file;

    /// <summary>The number of feature columns.</summary>
    public abstract int Columns { get; }

    /// <summary>The number of rows; null when only reading can tell.</summary>
    public virtual int? KnownRows => null;

    /// <summary>The names of the feature columns, or null.</summary>
    public virtual IReadOnlyList<string>? ColumnNames => null;

    /// <summary>The names of columns that are no features because the features have other names.</summary>
    public virtual IReadOnlyList<string> OtherColumns => [];

    /// <summary>One label for each row that has been read; null without a label column.</summary>
    public virtual List<string>? Labels => null;

    /// <summary>One weight for each row that has been read; null without a weight column.</summary>
    public virtual List<float>? Weights => null;

    /// <summary>One id for each row that has been read; null without an id column.</summary>
    public virtual List<string>? Ids => null;

    /// <summary>What the header calls the id column, or null.</summary>
    public virtual string? IdColumnName => null;

    /// <summary>What the header calls the label column, or null.</summary>
    public virtual string? LabelColumnName => null;

    /// <summary>The columns that are kept beside the features, as far as rows have been read.</summary>
    public virtual IReadOnlyList<KeptCells> Kept => [];

    /// <summary>The place of the column to colour by among <see cref="Kept"/>, or null.</summary>
    public virtual int? ColorPlace => null;

    /// <summary>What separates the cells of a text; null for an array.</summary>
    public virtual char? Delimiter => null;

    /// <summary>Opens dense numbers up to where their rows begin.</summary>
    /// <param name="input">The file or stream.</param>
    /// <param name="contents">What is to be read.</param>
    /// <param name="wanted">What that is called in the message for a sparse matrix.</param>
    /// <param name="decide">Decides from the first record of a text what its columns are.</param>
    /// <param name="options">How a table is to be understood; null for what is no table of points.</param>
    /// <param name="irregular">Collects features that are no finite numbers; null where the first of them is a fault.</param>
    /// <exception cref="TableFormatException">It is malformed, of no known format, or a sparse matrix.</exception>
    public static TableSource Open(
        TableInput input,
        TableContents contents,
        string wanted,
        Func<CsvFile, ColumnPlan> decide,
        TableReadOptions? options = null,
        IrregularCells? irregular = null)
    {
        TableFormat format = input.FormatFor(contents);
        if (input.HoldsSparse(format))
        {
            throw new TableFormatException(input.Name, $"it holds a sparse matrix, but {wanted} is needed here.");
        }

        if (format == TableFormat.Npz)
        {
            DenseMember member = NpzFile.OpenArray(input, options?.ArrayName);
            return Chosen(member, () => member.Choose(options, irregular));
        }

        if (!format.IsArray)
        {
            char separator = options is null
                ? format.Separator
                : options.Delimiter ?? DelimiterGuess.For(input, format.Separator, options.Quote);
            return CsvTable.Open(input, separator, options ?? _plain, decide, irregular);
        }

        ArrayTable table = new(ArrayFile.Open(input, format, mayBeMapped: options is not null));
        return Chosen(table, () => table.Choose(options, irregular));

        static TableSource Chosen(TableSource source, Action choose)
        {
            try
            {
                choose();
                return source;
            }
            catch
            {
                source.Dispose();
                throw;
            }
        }
    }

    /// <summary>Maps all rows into memory, in place of reading them. What is no file that can be mapped is not read by this.</summary>
    /// <returns>Null where the rows are to be read.</returns>
    /// <exception cref="TableFormatException">The content is faulty.</exception>
    public virtual PointMatrix? Map(MapRule rule, CancellationToken cancellation) => null;

    /// <summary>Appends all rows to a buffer of this width.</summary>
    /// <exception cref="TableFormatException">The content is faulty; the buffer is then of no use.</exception>
    public abstract void ReadInto(PointBuffer buffer, CancellationToken cancellation);

    /// <summary>Closes the file.</summary>
    public abstract void Dispose();
}
