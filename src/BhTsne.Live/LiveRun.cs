using System.Diagnostics;
using BhTsne.Live.Frames;
using BhTsne.Live.Server;
using BhTsne.Live.Status;
using BhTsne.Plotting;

namespace BhTsne.Live;

/// <summary>What the thread of a run and the threads of its pages share. The run never waits for a page, unless it is paused.</summary>
internal sealed partial class LiveRun : IDisposable
{
    private static readonly TimeSpan _statusInterval = TimeSpan.FromMilliseconds(250);
    private readonly object _lock = new();
    private readonly TimeSpan _absence;
    private readonly RunClock _clock;
    private readonly RunStatus _status;
    private readonly FrameCamera _camera;
    private readonly List<Viewer> _viewers = [];
    private readonly SemaphoreSlim _taken = new(0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _developing;
    private long _nextStatus;
    private long _version = 1;
    private int _waiting;
    private int _sending;
    private long? _leftAt;
    private bool _isDisposed, _isPausedByPage, _hasUnsentStatus;

    /// <summary>Begins to make frames.</summary>
    /// <param name="time">Tells the time of the run.</param>
    /// <param name="absence">How long all pages may be gone in a pause that one of them has asked for.</param>
    /// <param name="mix">The order of drawing of so many points; null for <see cref="DrawOrder.Mixed"/>.</param>
    public LiveRun(TimeProvider time, TimeSpan absence, Func<int, int[]>? mix = null)
    {
        _absence = absence;
        _camera = new FrameCamera(mix ?? DrawOrder.Mixed);
        _clock = new RunClock(time);
        _status = new RunStatus(_clock);
        _developing = Task.Run(DevelopAsync);
    }

    /// <summary>Whether the run goes on.</summary>
    public RunState State
    {
        get
        {
            lock (_lock)
            {
                return _status.State;
            }
        }
    }

    /// <summary>How long the run has waited in pauses.</summary>
    public TimeSpan TimePaused
    {
        get
        {
            lock (_lock)
            {
                return _clock.Paused;
            }
        }
    }

    /// <summary>The number of pages that are connected.</summary>
    public int Viewers
    {
        get
        {
            lock (_lock)
            {
                return _viewers.Count;
            }
        }
    }

    /// <summary>N and d of the map, 0 before its first frame.</summary>
    public (int Points, int Dimensions) Shape
    {
        get
        {
            lock (_lock)
            {
                return _camera.Last is null ? (0, 0) : (_camera.Points, _camera.Dimensions);
            }
        }
    }

    /// <summary>Takes over a report; waits where the run is paused.</summary>
    /// <param name="value">On the thread of the run.</param>
    /// <param name="secondsLeft">The caller's forecast; null for none.</param>
    /// <param name="stop">Ends a pause.</param>
    /// <param name="pauseChanged">Called before the run waits, with true, and afterwards, with false.</param>
    /// <returns>Whether a page has asked to stop.</returns>
    public bool Report(in TsneProgress value, double? secondsLeft, CancellationToken stop, Action<bool>? pauseChanged = null)
    {
        long now = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            _status.Forecast = secondsLeft is { } left && double.IsFinite(left) ? Math.Max(left, 0) : null;
            bool isNews = _status.Note(value) || now >= _nextStatus;
            _hasUnsentStatus = true;
            if (isNews)
            {
                Tell(now);
            }

            if (value.Map is not { } map || _isDisposed)
            {
                return false;
            }

            bool isLast = value.Iteration == value.Iterations;
            if (!_camera.IsBusy && (_waiting > 0 ? _camera.IsDue || isLast : _camera.IsOld))
            {
                Take(map);
            }

            EndLapsedPause();
            if (_status.State != RunState.Paused || stop.IsCancellationRequested)
            {
                return _status.State == RunState.Stopping;
            }
        }

        // Not under the lock, for which pages would wait.
        pauseChanged?.Invoke(true);
        lock (_lock)
        {
            Wait(value.Map, stop);
        }

        pauseChanged?.Invoke(false);
        return State == RunState.Stopping;
    }

    /// <summary>Shows the map that the run has made.</summary>
    public void Finish(TsneResult result)
    {
        lock (_lock)
        {
            while (_camera.IsBusy && !_isDisposed)
            {
                Monitor.Wait(_lock);
            }

            _status.Note(result);
            Embedding map = result.Embedding;
            if (!_isDisposed)
            {
                Take(map.Dimensions, map.Points, coordinates => map.Values.CopyTo(coordinates));
            }

            Tell(Stopwatch.GetTimestamp());
        }
    }

    /// <summary>Pauses the run at its next iteration, lets it go on, or stops it there.</summary>
    /// <param name="state">Paused, Running or Stopping.</param>
    /// <param name="isByPage">Whether a page asks, and not the program. A pause that both have asked for is the program's.</param>
    public void Ask(RunState state, bool isByPage)
    {
        lock (_lock)
        {
            _isPausedByPage = isByPage && (_isPausedByPage || _status.State != RunState.Paused);
            if (_status.State is RunState.Running or RunState.Paused && _status.State != state)
            {
                _status.State = state;
                Monitor.PulseAll(_lock);
                Tell(Stopwatch.GetTimestamp());
            }
        }
    }

    /// <summary>Ends the connections of all pages, and lets a paused run go on.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _status.State = _status.State == RunState.Finished ? RunState.Finished : RunState.Ended;
            _clock.EndPause();
            Monitor.PulseAll(_lock);
            Tell(Stopwatch.GetTimestamp());
        }

        _closing.Cancel();
        _developing.GetAwaiter().GetResult();
        _closing.Dispose();
        _taken.Dispose();
    }

    private void Wait(TsneMapView map, CancellationToken stop)
    {
        _clock.BeginPause();
        Tell(Stopwatch.GetTimestamp());
        CancellationTokenRegistration registration = stop.UnsafeRegister(Pulse, null);
        while (_status.State == RunState.Paused && !_isDisposed && !stop.IsCancellationRequested)
        {
            if (!_camera.IsBusy && _camera.Iteration != _status.Iteration)
            {
                Take(map);
            }

            Monitor.Wait(_lock, _isPausedByPage ? UntilAbsent(_absence) : Timeout.InfiniteTimeSpan);
            EndLapsedPause();
        }

        // Not disposed of: that would wait for a callback which waits for this lock.
        registration.Unregister();
        _clock.EndPause();
        Tell(Stopwatch.GetTimestamp());
    }

    private void Pulse(object? _)
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
        }
    }

    private void Take(TsneMapView map) => Take(map.Dimensions, map.Points, map.CopyTo);

    /// <summary>The run goes on without frames where there is no memory for them.</summary>
    private void Take(int dimensions, int points, CopyMap copy)
    {
        if (_camera.HasFailed)
        {
            return;
        }

        FrameHeader header = new()
        {
            Dimensions = dimensions,
            Iteration = _status.Iteration,
            Iterations = _status.Iterations,
            Stage = _status.Stage,
            Cost = _status.Cost,
            Seconds = _clock.Worked.TotalSeconds,
            SecondsLeft = _status.SecondsLeft,
        };
        try
        {
            _camera.Take(header, points, copy);
            _taken.Release();
        }
        catch (OutOfMemoryException)
        {
            _camera.Fail();
        }
    }

    /// <summary>Every page is sent the status as it is.</summary>
    private void Tell(long now)
    {
        _hasUnsentStatus = false;
        _nextStatus = now + (long)(_statusInterval.TotalSeconds * Stopwatch.Frequency);
        _version++;
        foreach (Viewer viewer in _viewers)
        {
            viewer.Wake();
        }
    }

    /// <summary>Sends the status of a report that came too soon after another, where no later report did: the run may not go on.</summary>
    private void TellUnsent()
    {
        lock (_lock)
        {
            long now = Stopwatch.GetTimestamp();
            if (_hasUnsentStatus && now >= _nextStatus)
            {
                Tell(now);
            }
        }
    }

    /// <summary>Makes frames of what the thread of the run has taken, and sends the status that it has left unsent.</summary>
    private async Task DevelopAsync()
    {
        try
        {
            while (true)
            {
                if (!await _taken.WaitAsync(_statusInterval, _closing.Token).ConfigureAwait(false))
                {
                    TellUnsent();
                    continue;
                }

                Frame frame;
                lock (_lock)
                {
                    frame = _camera.NewFrame();
                }

                TimeSpan seconds = _camera.Develop(frame);
                lock (_lock)
                {
                    _camera.Publish(frame, seconds, _viewers.Count);
                    Tell(Stopwatch.GetTimestamp());
                    Monitor.PulseAll(_lock);
                }
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The run is over.
        }
        catch (Exception)
        {
            // Whatever fails here, the map is made without being shown: the thread of the run may wait for this frame.
            lock (_lock)
            {
                _camera.Fail();
                Monitor.PulseAll(_lock);
            }
        }
    }

    /// <summary>A page that has paused the run and is gone cannot let it go on.</summary>
    private void EndLapsedPause()
    {
        if (_status.State == RunState.Paused && _isPausedByPage && UntilAbsent(_absence) == TimeSpan.Zero)
        {
            _status.State = RunState.Running;
            Tell(Stopwatch.GetTimestamp());
        }
    }
}
