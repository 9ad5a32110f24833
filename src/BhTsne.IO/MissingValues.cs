namespace BhTsne.IO;

/// <summary>
/// What to do with missing values among the features: in text a cell that is empty or holds NA, N/A, #N/A, &lt;NA&gt;, NaN, null, None or ?
/// (in small or capital letters), in an array NaN.
/// </summary>
public enum MissingValues
{
    /// <summary>A table with missing values is refused. The message has their number and the first places.</summary>
    Refuse,

    /// <summary>Rows with a missing value are left out. <see cref="Table.Rows"/> says which ones remain.</summary>
    DropRows,

    /// <summary>
    /// The mean of the present values of the column takes their place, summed in double precision in the order of the rows.
    /// </summary>
    ColumnMean,
}
