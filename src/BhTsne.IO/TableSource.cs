namespace BhTsne.IO;

/// <summary>An open input whose width is known and whose rows are still to be read, once.</summary>
internal abstract class TableSource(string file) : IDisposable
{
    /// <summary>The file, as the caller named it.</summary>
    public string File { get; } = file;

    /// <summary>The number of feature columns.</summary>
    public abstract int Columns { get; }

    /// <summary>The number of rows; null when only reading can tell.</summary>
    public virtual int? KnownRows => null;

    /// <summary>The names of the feature columns, or null.</summary>
    public virtual IReadOnlyList<string>? ColumnNames => null;

    /// <summary>One label for each row that has been read; null without a label column.</summary>
    public virtual List<string>? Labels => null;

    /// <summary>One weight for each row that has been read; null without a weight column.</summary>
    public virtual List<float>? Weights => null;

    /// <summary>Appends all rows to a buffer of this width.</summary>
    /// <exception cref="TableFormatException">The content is faulty; the buffer is then of no use.</exception>
    public abstract void ReadInto(PointBuffer buffer, CancellationToken cancellation);

    /// <summary>Closes the file.</summary>
    public abstract void Dispose();
}
