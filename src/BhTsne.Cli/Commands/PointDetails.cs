using BhTsne.Cli.Options;
using BhTsne.Cli.Progress;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>What the points that a map was made of add to its page: columns, images, and nearest neighbours.</summary>
/// <param name="Columns">Columns of the table, with the rows that are shown.</param>
/// <param name="ColorColumn">The column to colour by, which is one of them; null for none.</param>
/// <param name="Images">An image of each point; null for none.</param>
/// <param name="Neighbors">The nearest points of each in the input; null for none.</param>
internal sealed record PointDetails(
    IReadOnlyList<PointColumn> Columns, PointColumn? ColorColumn, PointImages? Images, PointNeighbors? Neighbors)
{
    /// <summary>Reads the points and finds what is shown of them.</summary>
    /// <param name="points">Where they are.</param>
    /// <param name="colorColumn">The column to colour by; null for none.</param>
    /// <param name="map">The file of the map.</param>
    /// <param name="count">How many points the map has.</param>
    /// <param name="shown">The rows of the map that are shown, in their order.</param>
    /// <param name="hasPage">Whether a page is written.</param>
    /// <param name="terminal">For the standard input, which is not read.</param>
    /// <param name="progress">Says what is done.</param>
    /// <param name="interrupt">Stops it.</param>
    /// <exception cref="ToolException">The points cannot be read, or do not fit the map.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static PointDetails Of(
        PlotPoints points,
        string? colorColumn,
        string map,
        int count,
        int[] shown,
        bool hasPage,
        Terminal terminal,
        RunProgress progress,
        CancellationToken interrupt)
    {
        string files = string.Join(", ", points.Files);
        progress.Say($"reading {files}");
        TableRequest reading = points.Reading with { Options = points.Reading.Options with { ColorColumn = colorColumn } };
        var source = PointSource.In(points.Files, points.Format, TsneInputKind.Points, reading, terminal, interrupt);
        InputData data = Failures.Reading(() => source.Read(new PerPoint(null, null) { Table = files }, interrupt));
        progress.SayAll(data.Lines);
        if (data.Input.Points != count)
        {
            throw Bad(
                $"{PlotPointRows.Points.Name}: {files}: {data.Input.Points} points do not fit the {count} of {map}; "
                + "there must be the same rows in the same order");
        }

        PointColumn[] columns =
        [
            .. data.KeptColumns.Select(
                (column, i) => PageColumns.Of(PlotColumns.Picked(column, shown), PageColumns.NameOf(column.Name, i))),
        ];
        return new PointDetails(
            columns,
            data.ColorPlace is { } place ? columns[place] : null,
            points.Images?.Read(data, shown, interrupt),
            hasPage ? NeighborsOf(data.Input, points, shown, files, progress, interrupt) : null);
    }

    /// <summary>The nearest of the points that are shown, reduced as a run reduces them.</summary>
    private static PointNeighbors? NeighborsOf(
        TsneInput input, PlotPoints points, int[] shown, string files, RunProgress progress, CancellationToken interrupt)
    {
        int count = Math.Min(PageRows.NeighborsFor(points.Neighbors, shown.Length), shown.Length - 1);
        if (count < 1)
        {
            return null;
        }

        progress.Say("searching the nearest neighbours");
        TsneOptions options = points.Options with { Affinities = AffinityKind.Uniform(count), NeighborCount = count };
        try
        {
            TsneInput reduced = new(Rows(Tsne.Reduce(input, options, interrupt), shown));
            NeighborGraph graph = Tsne.FindNeighbors(reduced, options, interrupt);
            int[] indices = new int[shown.Length * count];
            graph.CopyTo(indices, new float[indices.Length]);
            return new PointNeighbors(indices, count);
        }
        catch (TsneOptionsException exception)
        {
            OptionFaults.Require(exception.Faults);
            throw;
        }
        catch (TsneInputException exception)
        {
            throw new ToolException(ExitCode.BadInput, [$"{files}: {exception.Message}"], exception);
        }
    }

    private static PointMatrix Rows(PointMatrix points, int[] rows)
    {
        if (rows.Length == points.Rows && rows.Index().All(row => row.Index == row.Item))
        {
            return points;
        }

        float[] values = new float[rows.Length * points.Columns];
        for (int row = 0; row < rows.Length; row++)
        {
            points.Row(rows[row]).CopyTo(values.AsSpan(row * points.Columns));
        }

        GC.KeepAlive(points);
        return PointMatrix.From(values, rows.Length, points.Columns);
    }

    private static ToolException Bad(string fault) => new(ExitCode.BadInput, [fault]);
}
