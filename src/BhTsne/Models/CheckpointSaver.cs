using BhTsne.Scheduling;

namespace BhTsne.Models;

/// <summary>
/// Writes the states of one run to a file, now or in the background. The memory of a state is taken once. One thread at a time.
/// </summary>
internal sealed class CheckpointSaver
{
    private readonly Guid _run;
    private readonly CheckpointContent _content;
    private readonly byte[] _image;
    private BackgroundWork? _work;
    private string? _path;
    private long _slots;
    private int _slot;
    private long _sequence;

    /// <summary>Begins with a run that no file has.</summary>
    public CheckpointSaver(CheckpointContent content) =>
        (_run, _content, _image) = (Guid.NewGuid(), content, CheckpointFile.Image(content.StateBytes));

    /// <summary>Continues with the file that a run was read from.</summary>
    /// <param name="loaded">What was read.</param>
    /// <param name="path">The file; null for a stream.</param>
    public CheckpointSaver(LoadedCheckpoint loaded, string? path)
    {
        (_run, _content, _image) = (loaded.Run, loaded.Content, loaded.Image);
        (_slots, _slot, _sequence) = (loaded.Slots, loaded.Slot, loaded.Sequence);
        _path = path is null ? null : Path.GetFullPath(path);
    }

    /// <summary>Whether a state is being written in the background.</summary>
    public bool IsBusy => _work?.IsDone == false;

    /// <summary>Where the state is to be put before it is saved; nothing is being written any more.</summary>
    /// <exception cref="IOException">The state before could not be written.</exception>
    public Span<byte> BeginState()
    {
        Wait();
        return CheckpointFile.StateOf(_image, _content.StateBytes);
    }

    /// <summary>Writes the state and returns when it is on disk.</summary>
    public void Save(string path)
    {
        _sequence++;
        CheckpointFile.Seal(_image, _content.StateBytes, _sequence);
        string full = Path.GetFullPath(path);
        if (full == _path && CheckpointFile.TryWriteState(full, _run, _slots, 1 - _slot, _image))
        {
            _slot = 1 - _slot;
            return;
        }

        if (AtomicFile.IsWrittenThrough(path))
        {
            throw new IOException($"{path}: a checkpoint needs a regular file, because it is written to again and again.");
        }

        AtomicFile.Write(path, stream => _slots = CheckpointFile.Write(stream, _run, _content, _image));
        (_path, _slot) = (full, 0);
    }

    /// <summary>Writes the state to a stream, as a whole file.</summary>
    public void Save(Stream stream)
    {
        CheckpointFile.Seal(_image, _content.StateBytes, ++_sequence);
        CheckpointFile.Write(stream, _run, _content, _image);
    }

    /// <summary>Writes the state on a thread of its own.</summary>
    public void SaveInBackground(string path) => _work = new BackgroundWork("BhTsne checkpoint", () => Save(path));

    /// <summary>Waits until nothing is being written any more, whether it was written or not.</summary>
    public void Join() => _work?.Join();

    /// <summary>Waits until nothing is being written any more.</summary>
    /// <exception cref="IOException">The last state could not be written; it is thrown once.</exception>
    public void Wait()
    {
        BackgroundWork? work = _work;
        _work = null;
        work?.Wait();
    }
}
