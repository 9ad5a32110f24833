using BhTsne.Live.Server;
using BhTsne.Live.Status;
using BhTsne.Plotting;

namespace BhTsne.Live;

/// <summary>
/// A page in the browser on which a map grows while it is made. Give it to a run as its progress, and <see cref="StopRequested"/> as its
/// cancellation; the map keeps its bits.
/// </summary>
/// <remarks>
/// The page is served to this computer alone (127.0.0.1), at an address that has a secret of 256 bits in it: whoever knows the address can
/// see the map, pause the run and stop it. The run does not wait for pages, unless one of them has paused it: a frame is sent to a page
/// when it has drawn the one before, and the newest one is sent. A pause that a page has asked for ends by itself when no page has been
/// connected for ten seconds; one that <see cref="Pause"/> has asked for does not. Where frames cannot be made, for instance for want of
/// memory, the run goes on without them. All members may be used from any thread, but for <see cref="Report"/>,
/// which is called by one run at a time. Needs the shared framework of ASP.NET Core.
/// </remarks>
public sealed class LiveMap : IProgress<TsneProgress>, IDisposable
{
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _pauseAbsence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _absence = TimeSpan.FromSeconds(3);
    private readonly LiveMapOptions _options;
    private readonly LiveRun _run = new(TimeProvider.System, _pauseAbsence);
    private readonly CancellationTokenSource _stop;
    private readonly LiveServer _server;
    private readonly PageContent _content;
    private bool _isDisposed;

    private LiveMap(LiveMapOptions options)
    {
        _options = options;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(options.Cancellation);
        StopRequested = _stop.Token;
        _content = new PageContent(options);
        try
        {
            _server = LiveServer.Start(_run, _content);
        }
        catch
        {
            _run.Dispose();
            _stop.Dispose();
            throw;
        }
    }

    /// <summary>The address of the page. It is a secret: show it to the user alone.</summary>
    public Uri Url => _server.Url;

    /// <summary>
    /// Canceled in a report of the descent when a page asks to stop the run and to keep the map; and with
    /// <see cref="LiveMapOptions.Cancellation"/>.
    /// </summary>
    public CancellationToken StopRequested { get; }

    /// <summary>Whether a page has asked to stop the run, and not only the caller's own token.</summary>
    public bool IsStoppedByPage { get; private set; }

    /// <summary>Whether the run waits, or will wait at the next iteration of the descent.</summary>
    public bool IsPaused => _run.State == RunState.Paused;

    /// <summary>How long the run has waited in pauses, which its own clock counts as part of the descent.</summary>
    public TimeSpan TimePaused => _run.TimePaused;

    /// <summary>The number of pages that are connected.</summary>
    public int Viewers => _run.Viewers;

    /// <summary>
    /// Whether a page is connected. Pages that are loaded again, or lose their connection for less than three seconds, count as connected.
    /// </summary>
    public bool IsWatched => _run.IsWatched(_absence);

    /// <summary>Begins to serve the page.</summary>
    /// <param name="options">What it shows; null for the map alone.</param>
    /// <returns>The live map; dispose it after the run.</returns>
    /// <exception cref="IOException">No port of 127.0.0.1 can be listened to.</exception>
    public static LiveMap Open(LiveMapOptions? options = null) => new(options ?? new LiveMapOptions());

    /// <summary>Shows where the run is. Does not return while the run is paused.</summary>
    /// <param name="value">On the thread of the run.</param>
    /// <exception cref="ArgumentException">The number of labels or of point names is not that of the points.</exception>
    public void Report(TsneProgress value)
    {
        if (value.Map is { } map)
        {
            _content.RequireCounts(map.Points);
        }

        if (_run.Report(value, _options.SecondsLeft?.Invoke(), StopRequested, _options.PauseChanged) && !_stop.IsCancellationRequested)
        {
            IsStoppedByPage = true;
            _stop.Cancel();
        }
    }

    /// <summary>
    /// Makes the run wait at its next iteration until a page or <see cref="Continue"/> lets it go on, whether or not a page is connected.
    /// </summary>
    public void Pause() => _run.Ask(RunState.Paused, isByPage: false);

    /// <summary>Ends a pause.</summary>
    public void Continue() => _run.Ask(RunState.Running, isByPage: false);

    /// <summary>Shows the finished map: from now on the page is the one that <see cref="HtmlPlot"/> writes.</summary>
    /// <param name="result">The map.</param>
    /// <param name="plot">What the page of the finished map shows; null for <see cref="LiveMapOptions.Plot"/>.</param>
    /// <exception cref="ArgumentException">The options do not fit the map, as <see cref="HtmlPlot"/> says.</exception>
    public void Show(TsneResult result, PlotOptions? plot = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        Embedding map = result.Embedding;
        _content.RequireCounts(map.Points);
        PlotOptions options = plot ?? _options.Plot;
        Show(result, output => HtmlPlot.Write(output, map, _options.Labels, options));
    }

    /// <summary>Shows the finished map by a page of the caller's own.</summary>
    /// <param name="result">The map.</param>
    /// <param name="write">
    /// Writes a page of one HTML file to a stream, when the first browser asks for it, on another thread. It may not load anything.
    /// </param>
    public void Show(TsneResult result, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(write);
        _content.SetFinal(write);
        _run.Finish(result);
    }

    /// <summary>
    /// Waits until the page has been closed everywhere; returns at once where <see cref="IsWatched"/> is false.
    /// </summary>
    /// <param name="cancellation">Ends the wait.</param>
    public void WaitUntilClosed(CancellationToken cancellation = default) => _run.WaitUntilClosed(_absence, cancellation);

    /// <summary>
    /// Ends the page. Before that, pages that are open get up to ten seconds to load the finished map, where one was shown; they keep it.
    /// The time in which its page is being made or sent does not count.
    /// </summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (_run.State == RunState.Finished)
        {
            _run.WaitUntilLoaded(_grace);
        }

        _run.Dispose();
        _server.Dispose();
        _stop.Dispose();
    }
}
