namespace BhTsne;

/// <summary>
/// A model, a checkpoint or a cache file cannot be read: it is no such file, is made by a newer version, is cut short, or its content was
/// changed.
/// </summary>
public sealed class TsneFileException : IOException
{
    /// <summary>Describes what is wrong.</summary>
    /// <param name="file">The file as the caller named it; null for a stream.</param>
    /// <param name="section">The section that is at fault; null for the beginning of the file or the file as a whole.</param>
    /// <param name="fault">What is wrong, as the rest of a sentence with a full stop, and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public TsneFileException(string? file, string? section, string fault, Exception? innerException = null)
        : base($"{file ?? "the stream"}: {(section is null ? "" : $"section '{section}': ")}{fault}", innerException) =>
        (File, Section) = (file, section);

    /// <summary>The file as the caller named it; null for a stream.</summary>
    public string? File { get; }

    /// <summary>The section that is at fault; null for the beginning of the file or the file as a whole.</summary>
    public string? Section { get; }
}
