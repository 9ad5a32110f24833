using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace BhTsne.Live.Status;

/// <summary>Where a run is: what is sent to pages. For one thread at a time.</summary>
/// <param name="clock">The time of the run.</param>
internal sealed class RunStatus(RunClock clock)
{
    private static readonly JsonWriterOptions Safe = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private readonly List<(int Iteration, double Cost)> _costs = [];
    private string? _detail;

    /// <summary>Whether it goes on.</summary>
    public RunState State { get; set; }

    /// <summary>The stage.</summary>
    public TsneStage Stage { get; private set; }

    /// <summary>Iterations done.</summary>
    public int Iteration { get; private set; }

    /// <summary>Iterations planned.</summary>
    public int Iterations { get; private set; }

    /// <summary>The share of the stage that is done.</summary>
    public double Fraction { get; private set; }

    /// <summary>The last cost known; null for none that is finite.</summary>
    public double? Cost => _costs.Count > 0 ? _costs[^1].Cost : null;

    /// <summary>The caller's own forecast of the seconds left; null for none.</summary>
    public double? Forecast { get; set; }

    /// <summary>The seconds left; null where they are not known, and where nothing is left.</summary>
    public double? SecondsLeft =>
        State is RunState.Running or RunState.Paused ? Forecast ?? clock.SecondsLeft(Iteration, Iterations) : null;

    /// <summary>The number of costs known.</summary>
    public int Costs => _costs.Count;

    /// <summary>Takes over a report.</summary>
    /// <returns>
    /// Whether it is worth a message at once: another stage, or the last iteration. A new cost is not: a small map has hundreds of them
    /// in a second, more than a page can draw.
    /// </returns>
    public bool Note(in TsneProgress value)
    {
        bool isNews = Stage != value.Stage || (_detail != value.Detail && value.Detail is not null);
        _detail = Stage == value.Stage ? value.Detail ?? _detail : value.Detail;
        Stage = value.Stage;
        Iterations = value.Iterations;
        if (value.Stage == TsneStage.Optimization && value.Map is null)
        {
            // The beginning of a piece of the descent, without its iteration.
            return isNews;
        }

        (Iteration, Fraction) = (value.Iteration, value.Fraction);
        if (value.Map is not null)
        {
            clock.Note(value.Iteration);
            isNews |= value.Iteration == value.Iterations;
        }

        if (value.KlDivergence is { } cost && double.IsFinite(cost) && (Cost != cost || _costs[^1].Iteration > value.Iteration))
        {
            _costs.Add((value.Iteration, cost));
        }

        return isNews;
    }

    /// <summary>Takes over the end of a run.</summary>
    public void Note(TsneResult result)
    {
        (State, Stage, Iteration, Fraction) = (RunState.Finished, TsneStage.Optimization, result.Iterations, 1);
        if (double.IsFinite(result.KlDivergence) && Cost != result.KlDivergence)
        {
            _costs.Add((result.Iterations, result.KlDivergence));
        }
    }

    /// <summary>The message, in JSON.</summary>
    /// <param name="knownCosts">How many costs the receiver has.</param>
    public byte[] ToJson(int knownCosts)
    {
        ArrayBufferWriter<byte> text = new(512);
        using (Utf8JsonWriter json = new(text, Safe))
        {
            json.WriteStartObject();
            json.WriteString("state", Word(State));
            json.WriteString("stage", Name(Stage));
            json.WriteString("detail", _detail ?? "");
            json.WriteNumber("fraction", Math.Clamp(Fraction, 0, 1));
            json.WriteNumber("iteration", Iteration);
            json.WriteNumber("iterations", Iterations);
            json.WriteNumber("seconds", clock.Worked.TotalSeconds);
            if (SecondsLeft is { } left)
            {
                json.WriteNumber("left", left);
                json.WriteBoolean("isMost", Forecast is null);
            }

            json.WriteStartArray("costs");
            for (int i = knownCosts; i < _costs.Count; i++)
            {
                json.WriteStartArray();
                json.WriteNumberValue(_costs[i].Iteration);
                json.WriteNumberValue(_costs[i].Cost);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return text.WrittenSpan.ToArray();
    }

    private static string Word(RunState state) => state switch
    {
        RunState.Running => "running",
        RunState.Paused => "paused",
        RunState.Stopping => "stopping",
        RunState.Finished => "finished",
        _ => "ended",
    };

    private static string Name(TsneStage stage) => stage switch
    {
        TsneStage.Reduction => "reduction",
        TsneStage.Neighbors => "neighbours",
        TsneStage.Affinities => "affinities",
        TsneStage.Initialization => "initialization",
        _ => "optimization",
    };
}
