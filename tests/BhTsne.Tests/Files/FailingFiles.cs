using System.Runtime.CompilerServices;
using BhTsne.Files;

namespace BhTsne.Tests.Files;

/// <summary>The calls of <see cref="IFileSystem"/> that a test can let fail.</summary>
public enum FileCall
{
    /// <summary>A file is opened or made.</summary>
    Open,

    /// <summary>Bytes are written.</summary>
    Write,

    /// <summary>What was written is brought to the disk.</summary>
    Flush,

    /// <summary>A file takes the name of another one.</summary>
    Rename,
}

/// <summary>The disk, on which the n-th call of a kind fails: a write after half of its bytes, all others without any effect.</summary>
/// <param name="call">The kind.</param>
/// <param name="nth">Which one fails, from 1.</param>
/// <param name="stays">Whether all later ones of the kind fail, too, as on a disk that is full.</param>
/// <param name="block">The bytes that wait before they are written.</param>
/// <param name="error">What the system says: ENOSPC, or EDQUOT.</param>
internal sealed class FailingFiles(FileCall call, int nth, bool stays, int block, int error = FailingFiles.DiskFull) : IFileSystem
{
    /// <summary>ENOSPC and EDQUOT.</summary>
    public const int DiskFull = 28, QuotaReached = 122;

    private readonly ConditionalWeakTable<Stream, FileStream> _files = [];
    private int _calls;

    /// <summary>Whether a call has failed.</summary>
    public bool HasFailed => Volatile.Read(ref _calls) >= nth;

    /// <summary>Does something again and again, until no call is left that could fail; each time another one fails.</summary>
    /// <param name="block">The bytes that wait before they are written.</param>
    /// <param name="act">What is done.</param>
    /// <param name="check">Looks at what is left; receives a name for messages, and what was thrown.</param>
    /// <param name="error">What the system says.</param>
    /// <returns>How many calls have failed.</returns>
    public static int Sweep(int block, Action act, Action<string, Exception?> check, int error = DiskFull)
    {
        int all = 0;
        foreach (FileCall call in Enum.GetValues<FileCall>())
        {
            foreach (bool stays in new[] { false, true })
            {
                for (int nth = 1; ; nth++)
                {
                    FailingFiles files = new(call, nth, stays, block, error);
                    Exception? thrown;
                    FileSystem.Replace(files);
                    try
                    {
                        thrown = Record.Exception(act);
                    }
                    finally
                    {
                        FileSystem.Replace(null);
                    }

                    if (!files.HasFailed)
                    {
                        Assert.Null(thrown);
                        break;
                    }

                    all++;
                    check($"{call} {nth}{(stays ? " and all after it" : "")}", thrown);
                }
            }
        }

        return all;
    }

    public Stream Open(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize)
    {
        Count(FileCall.Open, path);
        FileStream file = new(path, mode, access, share, 0);
        Stream stream = new Written(file, this);
        stream = bufferSize == 0 ? stream : new BufferedStream(stream, block);
        _files.Add(stream, file);
        return stream;
    }

    public void FlushToDisk(Stream file)
    {
        file.Flush();
        Assert.True(_files.TryGetValue(file, out FileStream? disk));
        Count(FileCall.Flush, disk.Name);
        disk.Flush(flushToDisk: true);
    }

    public void Move(string from, string to)
    {
        Count(FileCall.Rename, from);
        File.Move(from, to, overwrite: true);
    }

    public void Delete(string path) => File.Delete(path);

    private bool Fails(FileCall made) =>
        made == call && Interlocked.Increment(ref _calls) is int number && (stays ? number >= nth : number == nth);

    private void Count(FileCall made, string path)
    {
        if (Fails(made))
        {
            throw Failure(path);
        }
    }

    private IOException Failure(string path) =>
        new($"{(error == QuotaReached ? "Disk quota exceeded" : "No space left on device")} : '{path}'", error);

    /// <summary>A file whose writes are counted.</summary>
    private sealed class Written(FileStream file, FailingFiles files) : Stream
    {
        public override bool CanRead => file.CanRead;

        public override bool CanSeek => file.CanSeek;

        public override bool CanWrite => file.CanWrite;

        public override long Length => file.Length;

        public override long Position
        {
            get => file.Position;
            set => file.Position = value;
        }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

        public override void SetLength(long value) => file.SetLength(value);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (files.Fails(FileCall.Write))
            {
                file.Write(buffer[..(buffer.Length / 2)]);
                throw files.Failure(file.Name);
            }

            file.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
