using System.Diagnostics;
using BhTsne.Live.Frames;
using BhTsne.Live.Server;

namespace BhTsne.Live;

/// <content>What the threads of the pages do: come and go, take status and frames, load the finished map.</content>
internal sealed partial class LiveRun
{
    /// <summary>A page has connected.</summary>
    public void Add(Viewer viewer)
    {
        lock (_lock)
        {
            _viewers.Add(viewer);
            _waiting++;
            viewer.Wake();
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>A page is gone.</summary>
    public void Remove(Viewer viewer)
    {
        lock (_lock)
        {
            _viewers.Remove(viewer);
            _waiting -= viewer.IsWaiting ? 1 : 0;
            viewer.IsWaiting = false;
            _leftAt = Stopwatch.GetTimestamp();
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>The page has drawn the frame that it was sent.</summary>
    /// <returns>False where it was sent none.</returns>
    public bool TakeReceipt(Viewer viewer)
    {
        lock (_lock)
        {
            if (viewer.IsWaiting)
            {
                return false;
            }

            viewer.IsWaiting = true;
            _waiting++;
            viewer.Wake();
            return true;
        }
    }

    /// <summary>The page has loaded the final map.</summary>
    public void NoteLoaded(Viewer viewer)
    {
        lock (_lock)
        {
            viewer.HasLoaded = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>What a page has not been sent yet: a status in JSON, a frame, and whether these are the last.</summary>
    public (byte[]? Status, Frame? Frame, bool IsLast) Next(Viewer viewer)
    {
        lock (_lock)
        {
            byte[]? status = viewer.Version == _version ? null : _status.ToJson(viewer.Costs);
            (viewer.Version, viewer.Costs) = (_version, _status.Costs);
            Frame? frame = null;
            if (viewer.IsWaiting && _camera.Last is { } last && last.Number > viewer.Frame)
            {
                frame = _camera.Hold();
                (viewer.Frame, viewer.IsWaiting) = (frame.Number, false);
                _waiting--;
            }

            return (status, frame, _isDisposed);
        }
    }

    /// <summary>A frame has been sent, or its page is gone.</summary>
    public void Release(Frame frame)
    {
        lock (_lock)
        {
            _camera.Release(frame);
        }
    }

    /// <summary>The page of the finished map is being made and sent to a page.</summary>
    public void BeginSending()
    {
        lock (_lock)
        {
            _sending++;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>That has ended.</summary>
    public void EndSending()
    {
        lock (_lock)
        {
            _sending--;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>
    /// Waits until all pages that are connected have loaded the final map, or a time has passed in which it was sent to none of them.
    /// </summary>
    public void WaitUntilLoaded(TimeSpan most)
    {
        lock (_lock)
        {
            while (most > TimeSpan.Zero && !_viewers.TrueForAll(viewer => viewer.HasLoaded))
            {
                long begin = Stopwatch.GetTimestamp();
                bool counts = _sending == 0;
                Monitor.Wait(_lock, counts ? most : Timeout.InfiniteTimeSpan);
                most -= counts ? Stopwatch.GetElapsedTime(begin) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Whether a page is connected, or was within a time: a page that is loaded again is away for a moment.</summary>
    public bool IsWatched(TimeSpan absence)
    {
        lock (_lock)
        {
            return UntilAbsent(absence) != TimeSpan.Zero;
        }
    }

    /// <summary>Waits until no page has been connected for a time.</summary>
    /// <param name="absence">The time.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public void WaitUntilClosed(TimeSpan absence, CancellationToken cancellation)
    {
        using (cancellation.UnsafeRegister(Pulse, null))
        {
            lock (_lock)
            {
                while (UntilAbsent(absence) is var left && left != TimeSpan.Zero && !cancellation.IsCancellationRequested)
                {
                    Monitor.Wait(_lock, left);
                }
            }
        }
    }

    /// <summary>
    /// How long it takes until no page has been connected for a time: in whole milliseconds; infinite while one is connected.
    /// </summary>
    private TimeSpan UntilAbsent(TimeSpan absence)
    {
        if (_viewers.Count > 0)
        {
            return Timeout.InfiniteTimeSpan;
        }

        double left = _leftAt is { } since ? (absence - Stopwatch.GetElapsedTime(since)).TotalMilliseconds : 0;
        return TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(left, 0)));
    }
}
