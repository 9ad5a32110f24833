namespace BhTsne.Files;

/// <summary>Where files are written: the disk, unless a test says otherwise.</summary>
internal static class FileSystem
{
    // Flows to the threads that the test's own thread starts, and to no other test.
    private static readonly AsyncLocal<IFileSystem?> _replaced = new();
    private static readonly IFileSystem _disk = new Disk();

    /// <summary>The one of this thread and of the threads that it starts.</summary>
    public static IFileSystem Current => _replaced.Value ?? _disk;

    /// <summary>Replaces it for this thread and the threads that it starts from now on.</summary>
    /// <param name="files">The other one; null for the disk.</param>
    public static void Replace(IFileSystem? files) => _replaced.Value = files;

    private sealed class Disk : IFileSystem
    {
        public Stream Open(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize) =>
            new DiskFile(path, mode, access, share, bufferSize);

        public void FlushToDisk(Stream file) => ((FileStream)file).Flush(flushToDisk: true);

        public void Move(string from, string to) => File.Move(from, to, overwrite: true);

        public void Delete(string path) => File.Delete(path);
    }

    /// <summary>A file whose limit of size is a failure of writing, as a full disk is: .NET calls it a wrong argument.</summary>
    private sealed class DiskFile(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize)
        : FileStream(path, mode, access, share, bufferSize)
    {
        private const int FileTooLarge = 27;

        public override void Write(byte[] buffer, int offset, int count) => Try(() => base.Write(buffer, offset, count));

        public override void Flush(bool flushToDisk) => Try(() => base.Flush(flushToDisk));

        protected override void Dispose(bool disposing) => Try(() => base.Dispose(disposing));

        private static void Try(Action write)
        {
            try
            {
                write();
            }
            catch (ArgumentOutOfRangeException exception) when (exception.ParamName == "value")
            {
                throw new IOException("File too large", exception) { HResult = FileTooLarge };
            }
        }
    }
}
