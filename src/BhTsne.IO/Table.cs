using BhTsne.IO.Text;

namespace BhTsne.IO;

/// <summary>What one or several files hold: the points, and what is known about them.</summary>
/// <param name="Points">The features, N x D.</param>
/// <param name="Labels">
/// One text per row, in the order of the rows; null when the files have no label column, or not all of them have one.
/// </param>
/// <param name="ColumnNames">The names of the D feature columns; null when no file has a header.</param>
/// <remarks>Immutable, safe to share between threads.</remarks>
public sealed record Table(PointMatrix Points, IReadOnlyList<string>? Labels, IReadOnlyList<string>? ColumnNames)
{
    /// <summary>The numbers of the weight column, one per row; null where none was asked for.</summary>
    public IReadOnlyList<float>? Weights { get; init; }

    /// <summary>The texts of the id column, one per row, perhaps several of them equal; null where none was asked for.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>What the header calls the id column; null where none was asked for, or no file has a header.</summary>
    public string? IdColumnName { get; init; }

    /// <summary>What the header calls the label column; null where none was asked for, or no file has a header.</summary>
    public string? LabelColumnName { get; init; }

    /// <summary>
    /// The columns of <see cref="TableReadOptions.KeepColumns"/> in their order, then that of <see cref="TableReadOptions.ColorColumn"/> if
    /// it is not among them, with a value for each row.
    /// </summary>
    /// <remarks>
    /// A column whose cells are all numbers or missing has numbers, NaN where one is missing; any other has texts as in the file.
    /// A column without a name is called by its number.
    /// </remarks>
    public IReadOnlyList<MapColumn> KeptColumns { get; init; } = [];

    /// <summary>
    /// The place, from 0, of the column of <see cref="TableReadOptions.ColorColumn"/> in <see cref="KeptColumns"/>; null without one.
    /// </summary>
    public int? ColorPlace { get; init; }

    /// <summary>How many rows were read; more than the points where rows were left out.</summary>
    public int RowsRead { get; init; } = Points.Rows;

    /// <summary>
    /// The rows that remain, counted from 0 over all files in their order, ascending; null where no row was left out. All else in the table
    /// has these rows alone.
    /// </summary>
    public IReadOnlyList<int>? Rows { get; init; }

    /// <summary>
    /// The columns that were left out because they hold text, each with the number of cells that are text; perhaps none.
    /// </summary>
    public IReadOnlyList<ColumnCount> TextColumns { get; init; } = [];

    /// <summary>
    /// The columns that were left out because <see cref="TableReadOptions.FeatureNames"/> does not have them; perhaps none.
    /// </summary>
    public IReadOnlyList<string> OtherColumns { get; init; } = [];

    /// <summary>The features that had missing values, each with their number; perhaps none.</summary>
    public IReadOnlyList<ColumnCount> MissingValues { get; init; } = [];

    /// <summary>What separates the cells of the first text among the files; null where all are arrays.</summary>
    public char? Delimiter { get; init; }

    /// <summary>
    /// Whether the points are mapped from the file: <see cref="TableReader"/> says when. They are then no memory of the process' own, but
    /// pages of the file that the operating system keeps as far as there is room.
    /// </summary>
    public bool IsMapped { get; init; }

    /// <summary>The file that names the columns, for messages.</summary>
    internal string File { get; init; } = "the table";

    /// <summary>Chooses feature columns by their names, for instance those of another table that this one must agree with.</summary>
    /// <param name="names">The names, all different and at least one, in the order that the columns are to have.</param>
    /// <param name="leftOut">The names of the columns that were not chosen, in the order of this table; perhaps none.</param>
    /// <returns>
    /// A table with these columns as features and the same rows, labels, weights and ids; this one where nothing changes.
    /// </returns>
    /// <exception cref="ArgumentException">There is no name, or one of them is there twice.</exception>
    /// <exception cref="InvalidOperationException">This table has no <see cref="ColumnNames"/>.</exception>
    /// <exception cref="TableFormatException">A name is not in this table, or twice.</exception>
    public Table SelectColumns(IReadOnlyList<string> names, out IReadOnlyList<string> leftOut)
    {
        ArgumentNullException.ThrowIfNull(names);
        int[] columns = ColumnSelection.Find(this, names);
        bool[] chosen = new bool[Points.Columns];
        Array.ForEach(columns, column => chosen[column] = true);
        leftOut = [.. ColumnNames!.Where((_, column) => !chosen[column])];
        return leftOut.Count == 0 && ColumnNames!.SequenceEqual(names)
            ? this
            : this with { Points = ColumnSelection.Copy(Points, columns), ColumnNames = [.. names], IsMapped = false };
    }
}
