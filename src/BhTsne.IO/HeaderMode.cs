namespace BhTsne.IO;

/// <summary>Whether the first row of a text table names the columns.</summary>
public enum HeaderMode
{
    /// <summary>
    /// The first row is a header if the label, weight or id column is asked for by name, or if a cell outside the label and id columns is
    /// neither empty nor a number ("nan" and "inf" count as numbers here, so that they are reported and not taken for names).
    /// </summary>
    Auto,

    /// <summary>The first row is a header, whatever it holds.</summary>
    Yes,

    /// <summary>The first row is data.</summary>
    No,
}
