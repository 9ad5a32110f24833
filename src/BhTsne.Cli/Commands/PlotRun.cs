using System.Diagnostics;
using System.Globalization;
using BhTsne.Cli.Options;
using BhTsne.Cli.Progress;
using BhTsne.Cli.Reporting;
using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>Reads maps and writes pictures of them.</summary>
/// <param name="request">What to do.</param>
/// <param name="terminal">Where to print.</param>
/// <param name="interrupt">Stops it; then nothing is written.</param>
internal sealed class PlotRun(PlotRequest request, Terminal terminal, CancellationToken interrupt)
{
    private readonly RunProgress _progress = RunProgress.For(terminal, request.IsQuiet);
    private readonly List<string> _notes = [];

    private IReadOnlyList<string> Names => request.MapNames ?? MapNames.Of(request.Maps);

    /// <summary>Does it.</summary>
    /// <returns><see cref="ExitCode.Success"/>, or <see cref="ExitCode.Failure"/> where a picture could not be written.</returns>
    /// <exception cref="ToolException">The options or the maps are at fault, or it was stopped.</exception>
    public int Execute()
    {
        CheckLine();
        RunInput.RequireFiles(request.InputFiles);
        try
        {
            long started = Stopwatch.GetTimestamp();
            OutputContents contents = Failures.Reading(Read);
            (OutputFiles written, IReadOnlyList<string> faults) = Failures.Reading(() => request.Outputs.Write(terminal, contents));
            Print(contents.Map!, written, Stopwatch.GetElapsedTime(started).TotalSeconds);
            Failures.Write(terminal.Error, faults);
            return faults.Count > 0 ? ExitCode.Failure : ExitCode.Success;
        }
        catch (OperationCanceledException exception)
        {
            throw new ToolException(ExitCode.Interrupted, ["interrupted; nothing was written"], exception);
        }
    }

    private void CheckLine()
    {
        request.Outputs.Check(request.InputFiles);
        if (request.MapNames is { } names && names.Count != request.Maps.Count)
        {
            throw Wrong($"{PlotRows.MapNames.Name}: there are {names.Count} names for {request.Maps.Count} maps; give one for each");
        }

        if (request.Maps.Count > 1 && request.Outputs.All.FirstOrDefault(file => !file.IsPage) is { } single)
        {
            throw Wrong(
                $"{single.Option}: {single.Path}: it can show one map only, and there are {request.Maps.Count}; name an .html file");
        }
    }

    private OutputContents Read()
    {
        MapFile[] maps = [.. request.Maps.Select(ReadMap)];
        RequireSameDimensions(maps);
        MapColumn?[] ids = [.. maps.Select(Ids)];
        int[][] rows = new RowMatch(request.Maps, maps, [.. ids.Select(each => each?.Texts)]).Find(request.CommonRows, out int[] leftOut);
        NoteLeftOut(leftOut);
        var labels = PlotLabels.Of(request, maps, rows, interrupt);
        _notes.AddRange(labels.Notes);
        MapFrame[] frames =
        [
            .. maps.Select((map, m) => new MapFrame { Name = Names[m], Embedding = Picked(map.Embedding, rows[m]) }),
        ];
        return new OutputContents
        {
            Map = frames[0].Embedding,
            Frames = frames.Length > 1 ? frames : [],
            Labels = labels.Values,
            Plot = WithColumns(Captioned(frames[0].Embedding.Points), maps, ids, rows, labels),
            Report = _ => { },
        };
    }

    private PlotOptions Captioned(int points) => request.Captions.On(request.Look with
    {
        Title = string.Join(", ", Names),
        Subtitle = points == 1 ? "1 point" : Text($"{points:N0} points"),
        AlignMaps = request.Aligns,
    });

    private PlotOptions WithColumns(PlotOptions plot, MapFile[] maps, MapColumn?[] ids, int[][] rows, PlotLabels labels)
    {
        string[] hidden = [request.LabelColumn, .. ids.OfType<MapColumn>().Select(column => column.Name)];
        HashSet<string> taken = new(new[] { labels.Name }.OfType<string>(), StringComparer.Ordinal);
        IReadOnlyList<PointColumn> columns = PlotColumns.Of(maps, Names, rows, hidden, taken);
        PlotColor color = new(request.ColorBy, request.LabelFiles.Count > 0 ? null : request.LabelColumn, labels.Values is not null);
        PointDetails? details = request.Points is { } points
            ? PointDetails.Of(
                points,
                color.IsOfPoints(columns) ? request.ColorBy : null,
                request.Maps[0],
                maps[0].Embedding.Points,
                rows[0],
                request.Outputs.All.Any(file => file.IsPage),
                terminal,
                _progress,
                interrupt)
            : null;
        string? chosen = null;
        foreach (PointColumn column in details?.Columns ?? [])
        {
            PointColumn named = PageColumns.Renamed(column, PageColumns.Distinct(column.Name, taken));
            columns = [.. columns, named];
            chosen = ReferenceEquals(column, details!.ColorColumn) ? named.Name : chosen;
        }

        return plot with
        {
            PointNames = ids[0] is { } names ? PlotColumns.Texts(names, rows[0]) : null,
            LabelName = labels.Name,
            Columns = columns,
            ColorBy = chosen ?? color.Choose(columns),
            Images = details?.Images,
            Neighbors = details?.Neighbors,
        };
    }

    private MapFile ReadMap(string file)
    {
        _progress.Say($"reading {file}");
        string[] texts = request.IdColumn is { } ids ? [request.LabelColumn, ids] : [request.LabelColumn];
        return EmbeddingReader.ReadWithColumns(file, texts, interrupt);
    }

    private void RequireSameDimensions(MapFile[] maps)
    {
        int dimensions = maps[0].Embedding.Dimensions;
        int other = Array.FindIndex(maps, map => map.Embedding.Dimensions != dimensions);
        if (other >= 0)
        {
            throw Bad(
                $"{request.Maps[other]}: it has {maps[other].Embedding.Dimensions} dimensions, and {request.Maps[0]} has {dimensions}; "
                + "maps in one page need the same");
        }
    }

    private MapColumn? Ids(MapFile map, int index)
    {
        if (request.IgnoresIds)
        {
            return null;
        }

        MapColumn? found = request.IdColumn is { } name
            ? map.Column(name)
            : map.Columns.FirstOrDefault(column => column.Before && column.Name != request.LabelColumn);
        return found is null && request.IdColumn is not null
            ? throw Bad($"{request.Maps[index]}: there is no column '{request.IdColumn}'; {PlotLabels.Present(map)}")
            : found;
    }

    private void NoteLeftOut(int[] leftOut)
    {
        for (int m = 0; m < leftOut.Length; m++)
        {
            if (leftOut[m] > 0)
            {
                _notes.Add(Text($"{request.Maps[m]}: {leftOut[m]:N0} of its rows are not in all maps, and are left out"));
            }
        }
    }

    private static Embedding Picked(Embedding map, int[] rows)
    {
        float[] values = new float[rows.Length * map.Dimensions];
        for (int row = 0; row < rows.Length; row++)
        {
            map.Values.Slice(rows[row] * map.Dimensions, map.Dimensions).CopyTo(values.AsSpan(row * map.Dimensions));
        }

        return new Embedding(values, map.Dimensions);
    }

    private void Print(Embedding map, OutputFiles written, double seconds)
    {
        if (request.IsQuiet)
        {
            return;
        }

        string maps = request.Maps.Count == 1 ? "" : Text($" in {request.Maps.Count} maps");
        terminal.Out.WriteLine(Text($"{map.Points:N0} points{maps} drawn in {seconds:F1} s"));
        RunSummary.WriteFiles(terminal.Out, written);
        foreach (string note in _notes)
        {
            terminal.Out.WriteLine($"  {note}");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static ToolException Bad(string fault) => new(ExitCode.BadInput, [fault]);

    private static ToolException Wrong(string fault) => new(ExitCode.WrongCommandLine, [fault]);
}
