using System.Diagnostics;
using System.Text;
using BhTsne.Models;
using BhTsne.Neighbors;
using BhTsne.Scheduling;
using BhTsne.Studies;

namespace BhTsne;

/// <content>The stages before the descent, each made once; and where the study is.</content>
public sealed partial class TsneStudy
{
    private readonly HashSet<(TsneObjective Objective, bool IsPlain, TsneSchedule Schedule)> _warm = [];
    private Place _place = new(null, 0, 0, "");
    private string? _inputHash;
    private PointMatrix? _reduced;
    private NeighborGraph? _graph;
    private double _neighborSeconds;
    private (double? Perplexity, CacheEntry<AffinityMatrix> Entry)? _affinities;

    /// <summary>
    /// What is studied, in words, by which <see cref="StudyFile"/> recognises it: the engine, a hash of the input, the grid, the options
    /// that are not the default, and the number of threads, on which timings depend.
    /// </summary>
    public IReadOnlyDictionary<string, string> Identity
    {
        get
        {
            Dictionary<string, string> identity = new()
            {
                ["engine"] = EngineVersion.Current,
                ["input"] = InputHash(),
                ["points"] = Text(_input.Points),
                ["dimensions"] = Text(_input.Dimensions!.Value),
                ["labels"] = _labels is null ? "none" : StudyCache.KeyOf([.. _labels]),
                ["threads"] = Text(_options.Threads == 0 ? Environment.ProcessorCount : _options.Threads),
                ["thetas"] = List(_grid.Thetas),
                ["perplexities"] = List(_grid.Perplexities),
                ["objectives"] = List(_grid.Objectives),
                ["degrees of freedom"] = List(_grid.DegreesOfFreedom),
                ["schedules"] = List(_grid.Schedules),
                ["seeds"] = List(_grid.Seeds),
                ["repetitions"] = Text(_grid.Repetitions),
                ["stages"] = List(_grid.Stages),
            };
            foreach ((string option, _, string value) in OptionsJson.Differences(new TsneOptions(), _options))
            {
                identity[option] = value;
            }

            return identity;
        }
    }

    /// <summary>P for the perplexity of a setting. The last one stays in memory.</summary>
    private CacheEntry<AffinityMatrix> Affinities(StudySetting setting, CancellationToken cancellation)
    {
        if (_affinities is { } last && last.Perplexity == setting.Perplexity)
        {
            return last.Entry;
        }

        // What is kept of another perplexity is released before the next is made.
        _affinities = null;
        CacheEntry<AffinityMatrix> entry = Kept(AffinityKey(setting), Make, static (cache, key, make) => cache.Affinities(key, make));
        _affinities = (setting.Perplexity, entry);
        return entry;

        AffinityMatrix Make()
        {
            NeighborGraph graph = Neighbors(cancellation);
            Report("computing P", 0);
            TsneOptions options = setting.Apply(_options) with { NeighborCount = null };
            return Tsne.ComputeAffinities(GraphRows.First(graph, Count(setting)), options, cancellation);
        }
    }

    /// <summary>The neighbours of all perplexities: those of the largest.</summary>
    private NeighborGraph Neighbors(CancellationToken cancellation)
    {
        if (_graph is null)
        {
            int count = LargestCount();
            CacheEntry<NeighborGraph> entry = Kept(
                Key("neighbors", Text(count)), Make, static (cache, key, make) => cache.Neighbors(key, make));
            (_graph, _neighborSeconds) = (entry.Value, entry.Seconds);

            NeighborGraph Make()
            {
                PointMatrix points = Reduced(cancellation);
                Report("finding neighbours", 0);
                return Tsne.FindNeighbors(points, _options with { NeighborCount = count, Affinities = null, Perplexity = 1 }, cancellation);
            }
        }

        return _graph;
    }

    /// <summary>A run that has P and its start, and so begins with the descent.</summary>
    private TsneRun Start(StudySetting setting, AffinityMatrix affinities, CancellationToken cancellation)
    {
        TsneOptions options = setting.Apply(_options);
        Embedding start = Kept(
            Key("start", Text(options.Initialization), Text(options.OutputDimensions), Text(setting.Seed)),
            () => Tsne.Initialize(Reduced(cancellation), options, cancellation),
            static (cache, key, make) => cache.Map(key, make)).Value;
        TsneRun run = Tsne.Start(new TsneInput(affinities) { Start = start }, options, new RunReporter(this));
        run.KeepsPoints = run.HashesInput = false;
        return run;
    }

    private PointMatrix Reduced(CancellationToken cancellation)
    {
        if (_reduced is null)
        {
            Report("reducing points", 0);
            _reduced = Tsne.Reduce(_input, _options, cancellation);
        }

        return _reduced;
    }

    /// <summary>From the cache, or made and kept.</summary>
    private CacheEntry<T> Kept<T>(string? key, Func<T> make, Func<StudyCache, string, Func<T>, CacheEntry<T>> get)
    {
        if (key is not null)
        {
            return get(Cache!, key, make);
        }

        long started = Stopwatch.GetTimestamp();
        T made = make();
        return new CacheEntry<T>(made, Stopwatch.GetElapsedTime(started).TotalSeconds, false);
    }

    private int Count(StudySetting setting) => Tsne.Plan(_input, setting.Apply(_options)).NeighborCount!.Value;

    private int LargestCount() => _grid.Outcomes(_options).DistinctBy(setting => setting.Perplexity).Max(Count);

    private string? AffinityKey(StudySetting setting) => Key(
        "affinities", Text(LargestCount()), Text(Count(setting)), Text(Tsne.Plan(_input, setting.Apply(_options)).Affinities!));

    private string? MapKey(StudySetting setting) => Key(
        "map",
        AffinityKey(setting) ?? "",
        Encoding.UTF8.GetString(JsonText.Of(OptionsJson.Write(setting.Apply(_options) with { Threads = 0 }))));

    /// <summary>
    /// A key of everything that a stage follows from: the engine, the input, how it is reduced and compared, and what the caller adds. Null
    /// without a cache, and where the metric is a function of the caller's own, which no key can name.
    /// </summary>
    private string? Key(params string[] parts)
    {
        if (Cache is null || _options.Metric.Kind == MetricKind.Custom)
        {
            return null;
        }

        TsnePlan plan = Tsne.Plan(_input, _options);
        return StudyCache.KeyOf(
        [
            EngineVersion.Current, InputHash(), _options.Metric.Name, Text(plan.Components ?? 0), Text(_options.Seed),
            Text(plan.Neighbors!), Text(_options.NeighborRecall), .. parts,
        ]);
    }

    private string InputHash()
    {
        if (_inputHash is null)
        {
            using WorkerTeam team = new(_options.Threads);
            _inputHash = Models.InputHash.Of(_input, team);
        }

        return _inputHash;
    }

    private static string Text(object value) => FormattableString.Invariant($"{value}");

    private static string List<T>(IReadOnlyList<T> values)
        where T : notnull => values.Count == 0 ? "that of the options" : string.Join(", ", values.Select(value => Text(value)));

    private void Report(string detail, double share, TsneProgress? run = null) => Progress?.Report(new StudyProgress
    {
        Part = _place.Part,
        RunsDone = _place.Done,
        Runs = _place.All,
        Setting = _place.Setting,
        Detail = detail,
        Fraction = share,
        Run = run,
    });

    private sealed record Place(StudyPart? Part, int Done, int All, string Setting);

    /// <summary>Passes on the progress of a run.</summary>
    private sealed class RunReporter(TsneStudy study) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => study.Report($"iteration {value.Iteration}", value.Fraction, value);
    }
}
