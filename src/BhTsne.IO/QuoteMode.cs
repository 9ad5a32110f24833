namespace BhTsne.IO;

/// <summary>What double quotes in text tables are.</summary>
public enum QuoteMode
{
    /// <summary>
    /// Those of RFC 4180: a cell that begins with a quote ends at the next one, may hold delimiters and line breaks, and has its own quotes
    /// doubled. A quote at any other place is a fault.
    /// </summary>
    Double,

    /// <summary>Letters like all others: a cell ends at the next delimiter or line break, and cannot hold one.</summary>
    None,
}
