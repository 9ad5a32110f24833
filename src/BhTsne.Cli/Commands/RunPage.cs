using System.Globalization;
using BhTsne.Cli.Progress;
using BhTsne.Cli.Reporting;
using BhTsne.Live;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>
/// The page in the browser on which a run is watched. Code that is not asked for one does not touch this class, so that the libraries of
/// the server are not loaded.
/// </summary>
internal sealed class RunPage : IProgress<TsneProgress>, IDisposable
{
    private readonly LiveMap _live;
    private readonly RunProgress _progress;
    private readonly CancellationToken _interrupt;

    private RunPage(LiveMap live, RunProgress progress, CancellationToken interrupt) =>
        (_live, _progress, _interrupt) = (live, progress, interrupt);

    /// <summary>Canceled by Ctrl-C, and when the page asks to stop.</summary>
    public CancellationToken Stop => _live.StopRequested;

    /// <summary>Whether the page has stopped the run, and not Ctrl-C.</summary>
    public bool HasStopped => _live.IsStoppedByPage && !_interrupt.IsCancellationRequested;

    /// <summary>How long the run has waited.</summary>
    public TimeSpan TimePaused => _live.TimePaused;

    /// <summary>Opens the page and prints its address on a line of its own.</summary>
    /// <param name="request">Has the title.</param>
    /// <param name="plan">Has the number of points.</param>
    /// <param name="data">Has labels and ids.</param>
    /// <param name="terminal">Receives the address, also where nothing else is printed.</param>
    /// <param name="progress">Receives each report before the page does.</param>
    /// <param name="interrupt">Ends a pause.</param>
    public static RunPage Open(
        EmbedRequest request, TsnePlan plan, InputData data, Terminal terminal, RunProgress progress, CancellationToken interrupt)
    {
        var live = LiveMap.Open(new LiveMapOptions
        {
            Labels = data.Labels,
            Plot = request.Captions.On(new PlotOptions
            {
                Title = request.Points.Title,
                Subtitle = string.Create(CultureInfo.InvariantCulture, $"{plan.Points:N0} points"),
                PointNames = data.Ids?.Values,
                LabelName = data.LabelColumn?.Name,
            }),
            Cancellation = interrupt,
            SecondsLeft = () => progress.Forecast?.SecondsLeft,
            PauseChanged = isPaused => progress.Say(
                isPaused ? "paused on the page; the run goes on when the page continues it, or ten seconds after all pages are closed"
                : "the pause has ended"),
        });
        progress.Say("the map can be watched at this address, on this computer alone; whoever knows the address can stop the run");
        terminal.Out.WriteLine(live.Url.AbsoluteUri);
        terminal.Out.Flush();
        return new RunPage(live, progress, interrupt);
    }

    /// <inheritdoc/>
    public void Report(TsneProgress value)
    {
        _progress.Report(value);
        _live.Report(value);
    }

    /// <summary>Shows the finished map, once all results are written.</summary>
    /// <param name="facts">Those of a run that has a result.</param>
    /// <param name="waits">Whether the tool goes on until the page is closed.</param>
    public void Show(RunFacts facts, bool waits)
    {
        _live.Show(facts.Result!, OutputContents.Of(facts).Plot);
        if (waits && _live.IsWatched && !_interrupt.IsCancellationRequested)
        {
            _progress.Say($"the map is at {_live.Url}; close the page or press Ctrl-C to end");
            _live.WaitUntilClosed(_interrupt);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _live.Dispose();
}
