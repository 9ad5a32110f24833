namespace BhTsne.Cli.Commands;

/// <summary>Saves one run to a file again and again. A state that cannot be written is a warning: the run matters more.</summary>
/// <param name="file">The file.</param>
/// <param name="saved">The iteration of the state that the file has; null for none.</param>
/// <param name="error">Receives one line for each different reason.</param>
internal sealed class CheckpointWriter(string file, int? saved, TextWriter error)
{
    private readonly HashSet<(Type, int)> _reasons = [];
    private int? _saved = saved;
    private int? _pending;

    /// <summary>The iteration of the newest state that is known to be on disk; null for none.</summary>
    public int? Saved => File.Exists(file) ? _saved : null;

    /// <summary>Begins to write the state as it is, unless the one before is still being written.</summary>
    public void SaveInBackground(TsneRun run) => Try(() =>
    {
        if (run.TrySaveInBackground(file))
        {
            (_saved, _pending) = (_pending ?? _saved, run.Iteration);
        }
    });

    /// <summary>Writes the state as it is, unless it is on disk already.</summary>
    public void SaveLast(TsneRun run) => Try(() =>
    {
        run.WaitForSave();
        (_saved, _pending) = (_pending ?? _saved, null);
        if (Saved != run.Iteration)
        {
            run.Save(file);
            _saved = run.Iteration;
        }
    });

    /// <summary>What to say at the end where the file does not hold the run as it is; null where it does.</summary>
    public string? Fault(TsneRun run) => Saved is not { } iteration ? $"{file}: there is no checkpoint of this run"
        : iteration != run.Iteration ? $"{file}: the checkpoint is not up to date: it holds the run after {iteration} iterations"
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
        // Messages may have names of temporary files, which are never the same.
        if (_reasons.Add((exception.GetType(), exception.HResult)))
        {
            string reason = string.Join(' ', Failures.Lines(exception.Message)).TrimEnd('.');
            string named = reason.StartsWith($"{file}: ", StringComparison.Ordinal) ? reason : $"{file}: {reason}";
            Failures.Write(error, [$"{named}; the run goes on without this checkpoint and tries again later"]);
        }
    }
}
