namespace BhTsne.Files;

/// <summary>
/// The calls by which files are written. Tests replace them and let each fail in turn, to see what is left. Safe to use from several
/// threads.
/// </summary>
internal interface IFileSystem
{
    /// <summary>Opens a file, or makes one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it must be there, or must not.</param>
    /// <param name="access">Whether it is read, too.</param>
    /// <param name="share">What others may do meanwhile.</param>
    /// <param name="bufferSize">What waits in memory before it is written, in bytes; 0 for nothing.</param>
    /// <returns>The file; dispose it.</returns>
    Stream Open(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize);

    /// <summary>Returns when all that was written to a file is on the disk.</summary>
    /// <param name="file">A file that <see cref="Open"/> returned.</param>
    void FlushToDisk(Stream file);

    /// <summary>Gives a file the name of another one, which is replaced if it is there.</summary>
    void Move(string from, string to);

    /// <summary>Removes a file; one that is not there is no failure.</summary>
    void Delete(string path);
}
