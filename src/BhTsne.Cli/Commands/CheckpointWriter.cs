namespace BhTsne.Cli.Commands;

/// <summary>Saves one run to a file again and again. A state that cannot be written is a warning: the run matters more.</summary>
/// <param name="file">The file.</param>
/// <param name="saved">The state that the file has; null for none.</param>
/// <param name="error">Receives one line for each different reason.</param>
internal sealed class CheckpointWriter(string file, SavedState? saved, TextWriter error)
{
    private readonly HashSet<string> _reasons = [];
    private SavedState? _saved = saved;
    private SavedState? _pending;

    /// <summary>The newest state that is known to be on disk; null for none.</summary>
    private SavedState? Saved => File.Exists(file) ? _saved : null;

    /// <summary>Begins to write the state as it is, unless it is on disk already or the one before is still being written.</summary>
    public void SaveInBackground(TsneRun run) => Try(() =>
    {
        if (Saved != SavedState.Of(run) && run.TrySaveInBackground(file))
        {
            (_saved, _pending) = (_pending ?? _saved, SavedState.Of(run));
        }
    });

    /// <summary>Writes the state as it is, unless it is on disk already.</summary>
    public void SaveLast(TsneRun run) => Try(() =>
    {
        run.WaitForSave();
        (_saved, _pending) = (_pending ?? _saved, null);
        if (Saved != SavedState.Of(run))
        {
            run.Save(file);
            _saved = SavedState.Of(run);
        }
    });

    /// <summary>What to say at the end where the file does not hold the run as it is; null where it does.</summary>
    public string? Fault(TsneRun run) => Saved is not { } state ? $"{file}: there is no checkpoint of this run"
        : state != SavedState.Of(run) ? $"{file}: the checkpoint is not up to date: it holds the run after {state.Iteration} iterations"
        : null;

    /// <summary>The first call may only report that the state before could not be written; this state is then tried, too.</summary>
    private void Try(Action save)
    {
        for (int attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                save();
                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                _pending = null;
                Warn(exception);
            }
        }
    }

    private void Warn(Exception exception)
    {
        // What is wrong with the place is the better reason: messages of the system may name temporary files.
        string message = exception is DirectoryNotFoundException or FileNotFoundException
            ? "its folder was removed while it was being written"
            : exception.Message.TrimEnd('.');
        string? place = AtomicFile.FindFault(file);
        if (_reasons.Add(place ?? $"{exception.GetType()} {exception.HResult}"))
        {
            string reason = place is not null ? $"{file}: {place}"
                : message.StartsWith($"{file}: ", StringComparison.Ordinal) ? message
                : $"{file}: {message}";
            Failures.Write(error, [$"{reason}; the run goes on without this checkpoint and tries again later"]);
        }
    }
}

/// <summary>How far a run was when it was saved.</summary>
/// <param name="Iteration">The iterations that were done.</param>
/// <param name="IsFinished">Whether it had ended, which a run may find out after its last iteration.</param>
internal sealed record SavedState(int Iteration, bool IsFinished)
{
    /// <summary>That of a run as it is.</summary>
    public static SavedState Of(TsneRun run) => new(run.Iteration, run.IsFinished);
}
