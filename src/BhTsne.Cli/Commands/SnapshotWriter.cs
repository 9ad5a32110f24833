using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>Writes the snapshots of one run, and reads them again for its animation.</summary>
/// <param name="folder">Where they are, and when.</param>
/// <param name="labels">The labels that a table has beside the coordinates; null for none.</param>
/// <param name="columns">Further columns of a table.</param>
/// <param name="hasCosts">Whether the cost of each is computed, which takes about the time of an iteration.</param>
/// <param name="error">Receives a line for each snapshot that cannot be written.</param>
internal sealed class SnapshotWriter(
    SnapshotFolder folder, IReadOnlyList<string>? labels, IReadOnlyList<MapColumn> columns, bool hasCosts, TextWriter error)
{
    private readonly Dictionary<int, double?> _written = [];
    private readonly List<int> _failed = [];

    /// <summary>What to say at the end about snapshots that could not be written; null for nothing.</summary>
    public string? Fault => _failed.Count == 0 ? null : $"{folder.Path}: {Named(_failed)} could not be written";

    /// <summary>Writes the map as it is, if a snapshot belongs to this iteration.</summary>
    public void Write(TsneRun run)
    {
        if (!folder.Times.Contains(run.Iteration))
        {
            return;
        }

        string file = folder.FileOf(run.Iteration);
        try
        {
            EmbeddingWriter.Write(file, run.Snapshot(), labels, columns, folder.Format);
            double? cost = hasCosts ? run.Result.KlDivergence : null;
            _written[run.Iteration] = cost is { } value && double.IsFinite(value) ? cost : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _failed.Add(run.Iteration);
            if (_failed.Count == 1)
            {
                string reason = exception.Message.TrimEnd('.');
                string named = reason.StartsWith($"{file}: ", StringComparison.Ordinal) ? reason : $"{file}: {reason}";
                Failures.Write(error, [$"{named}; the run goes on without this snapshot"]);
            }
        }
    }

    /// <summary>The snapshots up to the end, and the map; those of before the run was resumed are taken from the folder.</summary>
    /// <param name="result">The map at the end.</param>
    /// <param name="resumedAt">The iteration at which the run was resumed; 0 for a new one.</param>
    /// <param name="missing">The iterations whose snapshots are not there, or are of another map.</param>
    public IReadOnlyList<MapFrame> Frames(TsneResult result, int resumedAt, out IReadOnlyList<int> missing)
    {
        List<MapFrame> frames = [];
        List<int> left = [];
        foreach (int iteration in folder.Times.UpTo(result.Iterations))
        {
            bool isOwn = _written.TryGetValue(iteration, out double? cost);
            Embedding? map = isOwn || iteration < resumedAt ? Read(folder.FileOf(iteration), result.Embedding) : null;
            if (map is null)
            {
                left.Add(iteration);
            }
            else if (iteration < result.Iterations)
            {
                frames.Add(new MapFrame { Embedding = map, Iteration = iteration, KlDivergence = cost });
            }
        }

        double? last = double.IsFinite(result.KlDivergence) ? result.KlDivergence : null;
        frames.Add(new MapFrame { Embedding = result.Embedding, Iteration = result.Iterations, KlDivergence = last });
        missing = left;
        return frames;
    }

    /// <summary>Names snapshots by their iterations, the first few where there are many.</summary>
    public static string Named(IReadOnlyList<int> iterations)
    {
        const int Most = 5;
        string more = iterations.Count > Most ? $" and {iterations.Count - Most} more" : "";
        return $"the {(iterations.Count == 1 ? "snapshot" : "snapshots")} {string.Join(", ", iterations.Take(Most))}{more}";
    }

    private static Embedding? Read(string file, Embedding like)
    {
        try
        {
            Embedding? map = File.Exists(file) ? Failures.Reading(() => EmbeddingReader.Read(file)) : null;
            return (map?.Points, map?.Dimensions) == (like.Points, like.Dimensions) ? map : null;
        }
        catch (ToolException)
        {
            return null;
        }
    }
}
