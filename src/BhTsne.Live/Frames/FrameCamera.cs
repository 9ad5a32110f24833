using System.Diagnostics;

namespace BhTsne.Live.Frames;

/// <summary>
/// Takes the map of a run at most so often that it costs the run one hundredth of its time. The run's own thread copies the coordinates;
/// all else is done by <see cref="Develop"/> on another thread. For one thread at a time, but for Develop.
/// </summary>
/// <param name="mix">The order of drawing of so many points.</param>
internal sealed class FrameCamera(Func<int, int[]> mix)
{
    /// <summary>How much longer than the work for a frame the time between two frames is at least.</summary>
    private const double Rest = 100;

    private static readonly TimeSpan _leastInterval = TimeSpan.FromMilliseconds(40);

    /// <summary>Where no page waits for a frame one is taken now and then, for pages that are opened later.</summary>
    private static readonly TimeSpan _age = TimeSpan.FromSeconds(2);
    private readonly FramePool _pool = new();
    private float[] _map = [];
    private int[] _order = [];
    private FrameHeader _header;
    private long _takenAt, _dueAt;
    private TimeSpan _copying;
    private Frame? _last;
    private long _number;

    /// <summary>The iteration of the last map that was taken; null before the first.</summary>
    public int? Iteration { get; private set; }

    /// <summary>Whether a map was taken that is not a frame yet: until then no other is taken.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>The newest frame; null before the first.</summary>
    public Frame? Last => _last;

    /// <summary>N; 0 before the first map.</summary>
    public int Points { get; private set; }

    /// <summary>d; 0 before the first map.</summary>
    public int Dimensions => _header.Dimensions;

    /// <summary>Whether enough time has passed since the last frame.</summary>
    public bool IsDue => Stopwatch.GetTimestamp() >= _dueAt;

    /// <summary>Whether the last frame is too old to be shown to a page that is opened.</summary>
    public bool IsOld => IsDue && (_last is null || Stopwatch.GetElapsedTime(_takenAt) > _age);

    /// <summary>Whether frames could not be made, for instance for want of memory: no other is taken.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Copies a map.</summary>
    /// <param name="header">What is said about it.</param>
    /// <param name="points">N.</param>
    /// <param name="copy">Copies N x d coordinates.</param>
    public void Take(in FrameHeader header, int points, CopyMap copy)
    {
        if (_map.Length != points * header.Dimensions)
        {
            _map = GC.AllocateUninitializedArray<float>(points * header.Dimensions);
        }

        _takenAt = Stopwatch.GetTimestamp();
        copy(_map);
        _copying = Stopwatch.GetElapsedTime(_takenAt);
        (_header, Points, Iteration, IsBusy) = (header, points, header.Iteration, true);
    }

    /// <summary>Makes a frame of the map that was taken. Nothing else of this object may be changed meanwhile.</summary>
    /// <param name="frame">Has the right length.</param>
    /// <returns>How long it took.</returns>
    public TimeSpan Develop(Frame frame)
    {
        if (_order.Length != Points)
        {
            _order = mix(Points);
        }

        long begin = Stopwatch.GetTimestamp();
        FrameFormat.Write(frame.Bytes, _header, _map, _order);
        return Stopwatch.GetElapsedTime(begin);
    }

    /// <summary>The map that was taken cannot become a frame, and no other is taken.</summary>
    public void Fail() => (IsBusy, HasFailed) = (false, true);

    /// <summary>An empty frame for the map that was taken.</summary>
    public Frame NewFrame() => _pool.Take(FrameFormat.Length(Points, _header.Dimensions));

    /// <summary>The frame is the newest from now on.</summary>
    /// <param name="frame">Developed.</param>
    /// <param name="developing">How long that took; to send it once takes about as long again.</param>
    /// <param name="pages">To how many pages it is sent.</param>
    public void Publish(Frame frame, TimeSpan developing, int pages)
    {
        frame.Number = ++_number;
        if (_last is { } before)
        {
            _pool.Release(before);
        }

        _last = frame;
        IsBusy = false;
        TimeSpan interval = Rest * (_copying + ((1 + pages) * developing));
        interval = interval < _leastInterval ? _leastInterval : interval;
        _dueAt = _takenAt + (long)(interval.TotalSeconds * Stopwatch.Frequency);
    }

    /// <summary>The newest frame with one more holder.</summary>
    public Frame Hold()
    {
        _last!.Holders++;
        return _last;
    }

    /// <summary>One holder does not need the frame any more.</summary>
    public void Release(Frame frame) => _pool.Release(frame);
}

/// <summary>Copies the coordinates of a map.</summary>
/// <param name="coordinates">Receives N x d of them.</param>
internal delegate void CopyMap(Span<float> coordinates);
