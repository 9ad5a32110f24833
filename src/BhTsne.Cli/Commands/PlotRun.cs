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
        string[] hidden = [request.LabelColumn, .. ids.OfType<MapColumn>().Select(column => column.Name)];
        MapFrame[] frames =
        [
            .. maps.Select((map, m) => new MapFrame { Name = Names[m], Embedding = Picked(map.Embedding, rows[m]) }),
        ];
        return new OutputContents
        {
            Map = frames[0].Embedding,
            Frames = frames.Length > 1 ? frames : [],
            Labels = Labels(maps, rows),
            Plot = request.Look with
            {
                Title = request.Title ?? string.Join(", ", Names),
                Subtitle = frames[0].Embedding.Points == 1 ? "1 point" : Text($"{frames[0].Embedding.Points:N0} points"),
                PointNames = ids[0] is { } names ? PlotColumns.Texts(names, rows[0]) : null,
                Columns = PlotColumns.Of(maps, Names, rows, hidden),
                ColorBy = request.ColorBy,
                AlignMaps = request.Aligns,
            },
            Report = _ => { },
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
            ? throw Bad($"{request.Maps[index]}: there is no column '{request.IdColumn}'; {Present(map)}")
            : found;
    }

    private string[]? Labels(MapFile[] maps, int[][] rows)
    {
        if (request.LabelFiles.Count > 0)
        {
            IReadOnlyList<string> all = RunInput.ReadLabels(request.LabelFiles, new KeptRows(maps[0].Embedding.Points, null), interrupt);
            return Array.ConvertAll(rows[0], row => all[row]);
        }

        int source = Array.FindIndex(maps, map => map.Column(request.LabelColumn) is not null);
        if (source < 0)
        {
            return request.LabelColumn == PlotRows.LabelColumn.Default ? null : throw Bad(
                $"{request.Maps[0]}: there is no column '{request.LabelColumn}'; {Present(maps[0])}");
        }

        string[] labels = PlotColumns.Texts(maps[source].Column(request.LabelColumn)!, rows[source]);
        for (int m = source + 1; m < maps.Length; m++)
        {
            if (maps[m].Column(request.LabelColumn) is { } other)
            {
                NoteOtherLabels(m, source, PlotColumns.Texts(other, rows[m]).Zip(labels).Count(pair => pair.First != pair.Second));
            }
        }

        return labels;
    }

    private void NoteOtherLabels(int map, int source, int differences)
    {
        if (differences > 0)
        {
            string shown = request.Maps[source];
            _notes.Add(Text($"{request.Maps[map]}: {Rows(differences)} other labels than in {shown}, whose labels are shown"));
        }

        static string Rows(int count) => count == 1 ? "1 row has" : Text($"{count:N0} rows have");
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

    private static string Present(MapFile map) => map.Columns.Count == 0
        ? "it has no columns beside its coordinates"
        : $"its columns are {string.Join(", ", map.Columns.Select(column => $"'{column.Name}'"))}";

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
