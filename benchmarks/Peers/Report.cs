using System.Text;
using BhTsne.Benchmarks.Support;

namespace BhTsne.Benchmarks.Peers;

/// <summary>The table of a comparison, in Markdown.</summary>
/// <param name="set">The data set's name.</param>
/// <param name="points">N.</param>
/// <param name="dimensions">D, reduced.</param>
/// <param name="settings">The settings of all programs.</param>
/// <param name="missing">All programs, each with the reason why it could not run, or null.</param>
internal sealed class Report(
    string set, int points, int dimensions, RunSettings settings, IReadOnlyDictionary<PeerProgram, string?> missing)
{
    private readonly Dictionary<PeerProgram, List<MeasuredRun>> _runs = [];
    private readonly List<PeerProgram> _failed = [];

    /// <summary>Adds a run.</summary>
    public void Add(PeerProgram program, MeasuredRun run)
    {
        if (!_runs.TryGetValue(program, out List<MeasuredRun>? runs))
        {
            _runs.Add(program, runs = []);
        }

        runs.Add(run);
    }

    /// <summary>Notes a run that failed.</summary>
    public void NoteFailure(PeerProgram program) => _failed.Add(program);

    /// <inheritdoc/>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append($"# Side by side: {set}, {points:N0} x {dimensions}\n\n");
        text.Append($"{Machine.Description}. {DateTime.UtcNow:yyyy-MM-dd}.\n\n");
        text.Append($"The same points (float32), perplexity {settings.Perplexity}, at most {settings.Iterations} iterations, ");
        text.Append($"{settings.Threads} threads. ");
        text.Append("Each run is a process of its own, measured from start to end, reading and writing included; ");
        text.Append("programs ran in alternation, figures are medians. ");
        text.Append(SharedInput.Judge).Append(' ');
        text.Append("θ compares a cell's full width with its distance; Rtsne divides the half-width, so that its 0.5 is a full-width 1; ");
        text.Append("programs that interpolate have none. ");
        text.Append("η is in units of a quarter of the gradient.\n\n");
        text.Append(Table());
        foreach ((PeerProgram program, string? reason) in missing.Where(pair => pair.Value is not null))
        {
            text.Append($"\n{program.Name} did not run: {reason}.\n");
        }

        foreach (IGrouping<PeerProgram, PeerProgram> failures in _failed.GroupBy(program => program))
        {
            text.Append($"\n{failures.Key.Name} ({failures.Key.Key}) failed {failures.Count()} times; see the log.\n");
        }

        text.Append("\nColumns with × are ratios to the first row.\n\nVersions and settings:\n\n");
        foreach ((PeerProgram program, List<MeasuredRun> runs) in _runs)
        {
            string theta = program.Theta is { } given ? $", θ given as {given}" : "";
            text.Append($"- {program.Name}{theta}: {runs[0].Costs.Facts["version"].Text}; {program.Differences}\n");
        }

        return text.ToString();
    }

    private MarkdownTable Table()
    {
        MarkdownTable table = new(
            "program", "θ, full width", "runs", "wall s", "least to most", "fit s", "processor s", "peak MiB", "KL, exact",
            "time ×", "memory ×", "KL ×", "iterations");
        PeerProgram? first = missing.Keys.FirstOrDefault(_runs.ContainsKey);
        foreach (PeerProgram program in missing.Keys.Where(_runs.ContainsKey))
        {
            double wall = Median(program, run => run.Costs.WallSeconds), memory = Median(program, run => run.Costs.PeakBytes);
            double divergence = Median(program, run => run.Divergence);
            List<MeasuredRun> runs = _runs[program];
            table.Add(
                program.Name,
                $"{program.FullWidthTheta}",
                $"{runs.Count}",
                $"{wall:0.0}",
                $"{runs.Min(run => run.Costs.WallSeconds):0.0} to {runs.Max(run => run.Costs.WallSeconds):0.0}",
                $"{Median(program, run => run.Costs.Facts["seconds"].Number):0.0}",
                $"{Median(program, run => run.Costs.ProcessorSeconds):0.0}",
                $"{memory / (1 << 20):0}",
                $"{divergence:0.0000}",
                $"{wall / Median(first!, run => run.Costs.WallSeconds):0.00}",
                $"{memory / Median(first!, run => run.Costs.PeakBytes):0.00}",
                $"{divergence / Median(first!, run => run.Divergence):0.000}",
                runs[0].Costs.Facts["iterations"].Text);
        }

        return table;
    }

    private double Median(PeerProgram program, Func<MeasuredRun, double> figure)
    {
        double[] sorted = [.. _runs[program].Select(figure).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
