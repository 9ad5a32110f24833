namespace BhTsne.IO;

/// <summary>What is wrong with a table, for callers who can say what to do about it.</summary>
public enum TableProblem
{
    /// <summary>What the message says.</summary>
    Other,

    /// <summary>A column that an option names is not there. The message has the nearest name.</summary>
    UnknownColumn,

    /// <summary>The column of <see cref="TableReadOptions.ColorColumn"/> is not there. The message has the nearest name.</summary>
    UnknownColorColumn,

    /// <summary>Columns hold text. <see cref="TableReadOptions.DropText"/> leaves them out.</summary>
    Text,

    /// <summary>A quote is where RFC 4180 has none. <see cref="QuoteMode.None"/> reads quotes as text.</summary>
    Quotes,

    /// <summary>
    /// Numbers have a decimal comma. <see cref="TableReadOptions.DecimalMark"/> reads them, with
    /// <see cref="TableFormatException.Delimiter"/>.
    /// </summary>
    DecimalComma,

    /// <summary>Values are missing. <see cref="TableReadOptions.Missing"/> says what to do with them.</summary>
    MissingValues,

    /// <summary>Columns have no value at all. <see cref="TableReadOptions.DropColumns"/> leaves them out.</summary>
    NoValues,

    /// <summary>An .npz has several arrays. <see cref="TableReadOptions.ArrayName"/> names one.</summary>
    SeveralArrays,

    /// <summary>Each row has a missing value, so that no row can stay.</summary>
    NoRows,
}
