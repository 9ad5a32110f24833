using BhTsne.Data;
using BhTsne.Models;
using BhTsne.Optimization;
using BhTsne.Planning;

namespace BhTsne;

/// <content>Saving a run, and going on with it in another process.</content>
public sealed partial class TsneRun
{
    private CheckpointSaver? _saver;
    private string? _inputHash;
    private int _inputPoints;

    /// <summary>
    /// Whether the run computes a hash of its input, by which a checkpoint refuses another one: about a second for 3 GB. Set it before the
    /// first stage. Without it <see cref="Load(string, TsneInput, TsneOptions, IProgress{TsneProgress})"/> compares the shape alone.
    /// </summary>
    public bool HashesInput { get; set; } = true;

    /// <summary>
    /// Saves the run to a file, from which it goes on to the same bits. The first time all of it is written, P too; later to the same file
    /// the state alone, beside the state before, which stays whole until the new one is on disk.
    /// </summary>
    /// <param name="path">The file; docs/formats.md describes it.</param>
    /// <exception cref="InvalidOperationException">The descent has not begun: call <see cref="Prepare"/>.</exception>
    /// <exception cref="IOException">The folder does not exist, or writing failed; what was saved before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write there.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        BeginSave().Save(path);
    }

    /// <summary>Saves the run to a stream, all of it.</summary>
    /// <param name="stream">The stream; it need not be able to seek and stays open.</param>
    /// <exception cref="InvalidOperationException">The descent has not begun: call <see cref="Prepare"/>.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        BeginSave().Save(stream);
    }

    /// <summary>
    /// As <see cref="Save(string)"/>, but copies the state and returns at once: a thread of its own writes the copy while the run goes on.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>False where the state before is still being written: then nothing is done.</returns>
    /// <exception cref="InvalidOperationException">The descent has not begun: call <see cref="Prepare"/>.</exception>
    /// <exception cref="IOException">The state before could not be written. The next call tries again.</exception>
    /// <exception cref="UnauthorizedAccessException">The state before could not be written there.</exception>
    public bool TrySaveInBackground(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (_saver?.IsBusy == true)
        {
            return false;
        }

        BeginSave().SaveInBackground(path);
        return true;
    }

    /// <summary>Waits until the last state of <see cref="TrySaveInBackground"/> is on disk.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It could not be written there.</exception>
    public void WaitForSave() => _saver?.Wait();

    /// <summary>Goes on with a run that was saved, at the iteration that it had reached.</summary>
    /// <param name="path">The file.</param>
    /// <param name="input">The same input, which is compared by its hash.</param>
    /// <param name="options">
    /// The same options but for the number of threads, which changes no bit; null for those that were saved. A metric of the caller's own
    /// must be given here.
    /// </param>
    /// <param name="progress">Receives where the run is, on the calling thread.</param>
    /// <returns>The run; dispose it. Its map gets the bits of the run that was never stopped.</returns>
    /// <exception cref="TsneFileException">
    /// It is no checkpoint, of another version, cut short or changed; the message and <see cref="TsneFileException.Section"/> say where.
    /// </exception>
    /// <exception cref="TsneInputException">The input is another one.</exception>
    /// <exception cref="TsneOptionsException">Options differ; each is named with both values.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    public static TsneRun Load(string path, TsneInput input, TsneOptions? options = null, IProgress<TsneProgress>? progress = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(input);
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        return Load(CheckpointFile.Read(stream, path, options?.Metric), path, input, options, progress);
    }

    /// <summary>Goes on with a run that was saved to a stream, which is read from where it stands.</summary>
    /// <param name="stream">The stream; it need not be able to seek and stays open.</param>
    /// <param name="input">As for a file.</param>
    /// <param name="options">As for a file.</param>
    /// <param name="progress">Receives where the run is, on the calling thread.</param>
    /// <returns>The run; dispose it.</returns>
    /// <exception cref="TsneFileException">As of a file.</exception>
    /// <exception cref="TsneInputException">The input is another one.</exception>
    /// <exception cref="TsneOptionsException">Options differ; each is named with both values.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static TsneRun Load(Stream stream, TsneInput input, TsneOptions? options = null, IProgress<TsneProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(input);
        return Load(CheckpointFile.Read(stream, null, options?.Metric), null, input, options, progress);
    }

    private static TsneRun Load(
        LoadedCheckpoint loaded, string? path, TsneInput input, TsneOptions? options, IProgress<TsneProgress>? progress)
    {
        options ??= loaded.Content.Options;
        TsneFault[] faults =
        [
            .. OptionsJson.Differences(loaded.Content.Options, options).Select(difference => new TsneFault(
                difference.Option,
                difference.Now,
                $"it was {difference.Saved} in the run that was saved, and is {difference.Now} now; resume with the same.")
            {
                SavedValue = difference.Saved,
            }),
        ];
        if (faults.Length > 0)
        {
            throw new TsneOptionsException(faults);
        }

        TsnePlan plan = Planner.Plan(input, options);
        plan.ThrowIfInvalid();
        TsneRun run = new(plan, input, progress);
        try
        {
            run.Resume(loaded, path);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>Takes up what was saved, where it fits the input.</summary>
    private void Resume(LoadedCheckpoint loaded, string? path)
    {
        CheckpointContent content = loaded.Content;
        TsneInput input = _input!;
        (TsneInputKind, int, int?) saved = (content.InputKind, content.InputPoints, content.Dimensions);
        if (saved != (input.Kind, input.Points, input.Dimensions))
        {
            throw new TsneInputException(
                $"The run was saved for {Shape(saved)}, but this input is {Shape((input.Kind, input.Points, input.Dimensions))}; "
                + "resume with the same input, or begin anew.");
        }

        _inputHash = content.InputHash is null ? null : _stages.Hash(input);
        if (_inputHash != content.InputHash)
        {
            throw new TsneInputException(
                "The values of the input are not those of the run that was saved (or its weights, start or pinned rows): "
                + $"their hash was {content.InputHash![..12]}, and is {_inputHash![..12]}; resume with the same input, or begin anew.");
        }

        (_inputPoints, _typicalDistance, _typicalResidual) = (input.Points, content.TypicalDistance, content.TypicalResidual);
        MergeDuplicates();
        _weights = Neighborhood.Weights(_input!);
        _pinned = input.Pinned.GetValueOrDefault();
        AffinityMatrix affinities = AffinityMatrix.Adopt(
            content.Affinities.Matrix,
            new AffinitySums(content.Affinities.SumOfP, content.Affinities.SumOfPLogP),
            content.Affinities.ConditionalEntropy,
            _weights ?? input.Affinities?.Weights);
        RunState? state = RunState.Read(loaded.State);
        string? fault = "it is no state of a run.";
        _descent = state is null || affinities.Points != _input!.Points
            ? null
            : _stages.ResumeDescent(affinities, loaded.State[RunState.Bytes..], _pinned, out fault);
        if (_descent is null)
        {
            throw new TsneFileException(path, "states", fault!);
        }

        (_stopped, _stages.Seconds) = (state!.Stopped, state.Seconds);
        _affinities = affinities;
        _schedule = DescentFactory.Schedule(Plan);
        _saver = new CheckpointSaver(loaded with { Content = content with { Affinities = affinities } }, path);
    }

    /// <summary>The state in the memory of the next save.</summary>
    private CheckpointSaver BeginSave()
    {
        IDescent descent = Begun();
        _saver ??= new CheckpointSaver(new CheckpointContent
        {
            EngineVersion = EngineVersion.Current,
            Options = Plan.Options,
            InputKind = Plan.InputKind,
            InputPoints = _inputPoints,
            Dimensions = Plan.Dimensions,
            InputHash = _inputHash,
            TypicalDistance = _typicalDistance,
            TypicalResidual = _typicalResidual,
            Affinities = _affinities!,
            StateBytes = RunState.Bytes + descent.StateBytes,
        });
        Span<byte> state = _saver.BeginState();
        new RunState(_stopped, _stages.Seconds).Write(state);
        descent.WriteState(state[RunState.Bytes..]);
        return _saver;
    }

    private static string Shape((TsneInputKind Kind, int Points, int? Dimensions) input) =>
        $"{input.Points} points{(input.Dimensions is { } dimensions ? $" of {dimensions} dimensions" : "")} ({input.Kind})";
}
