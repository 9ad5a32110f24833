using System.Globalization;
using Spectre.Console;

namespace BhTsne.Cli.Progress;

/// <summary>Shows the progress of a run, and keeps what each stage reported about itself. Safe to use from several threads.</summary>
internal abstract class RunProgress : IProgress<TsneProgress>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TsneStage, string> _details = [];

    /// <summary>What stages reported about themselves, for instance the search that was chosen.</summary>
    public IReadOnlyDictionary<TsneStage, string> Details => _details;

    /// <summary>A live bar on a terminal, lines elsewhere, nothing when quiet.</summary>
    public static RunProgress For(Terminal terminal, bool quiet) =>
        quiet ? new QuietProgress()
        : terminal.Interactive ? new BarProgress(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Out) }))
        : new LineProgress(terminal.Out);

    /// <summary>Whether the optimization may end before all iterations are done: then their number is called the most.</summary>
    public bool MayEndEarly { get; set; }

    /// <summary>Foresees the time left; null where nothing does.</summary>
    public TimeForecast? Forecast { get; set; }

    /// <summary>How long the run has waited in pauses, which say nothing about its speed either.</summary>
    public Func<TimeSpan> TimePaused { get; set; } = () => TimeSpan.Zero;

    /// <inheritdoc/>
    public void Report(TsneProgress value)
    {
        lock (_lock)
        {
            if (value.Detail is not null)
            {
                _details[value.Stage] = value.Detail;
            }

            Forecast?.Report(value);
            Show(value);
        }
    }

    /// <summary>Prints a line, before or after <see cref="Track"/>.</summary>
    public abstract void Say(string line);

    /// <summary>Prints lines, before or after <see cref="Track"/>.</summary>
    public void SayAll(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Say(line);
        }
    }

    /// <summary>Runs what reports to this.</summary>
    public virtual T Track<T>(Func<T> run) => run();

    /// <summary>Runs what reports the completed share of one piece of work, outside of <see cref="Track"/>.</summary>
    /// <param name="name">What it does.</param>
    /// <param name="run">Receives what to report to.</param>
    public virtual T TrackShare<T>(string name, Func<IProgress<double>?, T> run)
    {
        Say(name);
        return run(null);
    }

    /// <summary>The printed name of a stage.</summary>
    public static string Name(TsneStage stage) => stage switch
    {
        TsneStage.Reduction => "reduction",
        TsneStage.Neighbors => "neighbours",
        TsneStage.Affinities => "affinities",
        TsneStage.Initialization => "initialization",
        _ => "optimization",
    };

    /// <summary>The iterations done and those to do, for instance 50 of at most 750.</summary>
    protected string Iterations(TsneProgress value) => $"{value.Iteration} of {AtMost}{value.Iterations}";

    /// <summary>What stands before a number that may not be reached.</summary>
    protected string AtMost => MayEndEarly ? "at most " : "";

    /// <summary>Iterations per second and the time left, as far as they are known, each after a comma.</summary>
    protected string Speed =>
        (Forecast?.IterationsPerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $", {Digits(rate)}/s") : "")
        + (Forecast?.SecondsLeft is { } left ? $", {Duration(left)} left" : "");

    /// <summary>A time for a person.</summary>
    public static string Duration(double seconds)
    {
        const int Minute = 60, Hour = 3600;
        long whole = (long)Math.Round(Math.Max(seconds, 0));
        return whole < 2 * Minute ? string.Create(CultureInfo.InvariantCulture, $"{whole} s")
            : whole < 2 * Hour ? string.Create(CultureInfo.InvariantCulture, $"{(whole + (Minute / 2)) / Minute} min")
            : string.Create(CultureInfo.InvariantCulture, $"{whole / Hour} h {whole % Hour / Minute} min");
    }

    /// <summary>The last cost known, after a comma; nothing for none.</summary>
    protected static string Cost(TsneProgress value) =>
        value.KlDivergence is double kl ? string.Create(CultureInfo.InvariantCulture, $", KL {kl:F4}") : "";

    private static string Digits(double rate) => rate < 10
        ? rate.ToString("0.0", CultureInfo.InvariantCulture)
        : rate.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Shows one report; called by one thread at a time.</summary>
    protected abstract void Show(TsneProgress value);
}
