using BhTsne.Cli.Options;
using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>What a page shows of single points beside their places and labels.</summary>
internal sealed record PageContent
{
    /// <summary>Nothing.</summary>
    public static PageContent None { get; } = new();

    /// <summary>Columns of the input, whose names all differ.</summary>
    public IReadOnlyList<PointColumn> Columns { get; private init; } = [];

    /// <summary>An image of each point; null for none.</summary>
    public PointImages? Images { get; private init; }

    /// <summary>The nearest points of each in the input; null for none.</summary>
    public PointNeighbors? Neighbors { get; private init; }

    /// <summary>Takes over what the input has.</summary>
    /// <param name="request">What the page is to show.</param>
    /// <param name="data">The input.</param>
    /// <param name="interrupt">Stops reading.</param>
    /// <exception cref="ToolException">Images do not fit the points, or cannot be read.</exception>
    public static PageContent Of(EmbedRequest request, InputData data, CancellationToken interrupt) => request.HasPage
        ? new PageContent
        {
            Columns = [.. data.KeptColumns.Select((column, i) => PageColumns.Of(column, PageColumns.NameOf(column.Name, i)))],
            Images = request.Images is { } images ? ImagesOf(images, request, data, interrupt) : null,
        }
        : None;

    /// <summary>Adds the neighbours that a run has found.</summary>
    /// <param name="run">The run, whose descent has begun.</param>
    /// <param name="count">How many of each point; 0 for none.</param>
    /// <param name="interrupt">Stops the search, where they have to be found again.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public PageContent WithNeighbors(TsneRun run, int count, CancellationToken interrupt) =>
        count == 0 ? this : this with { Neighbors = new PointNeighbors(run.NearestNeighbors(count, interrupt), count) };

    /// <summary>Scores and these columns; a column that has the name of one before it has a number behind its own.</summary>
    public IReadOnlyList<PointColumn> After(IReadOnlyList<PointColumn> scores)
    {
        HashSet<string> names = [.. scores.Select(score => score.Name)];
        List<PointColumn> all = [.. scores];
        foreach (PointColumn column in Columns)
        {
            string name = PageColumns.Distinct(column.Name, names);
            all.Add(column.Texts is { } texts ? PointColumn.OfTexts(name, texts) : PointColumn.OfNumbers(name, column.Numbers!.Value));
        }

        return all;
    }

    private static PointImages ImagesOf(string source, EmbedRequest request, InputData data, CancellationToken interrupt)
    {
        ImageShape shape = request.ImageShape!.Value;
        bool isInput = source == PageRows.Input;
        if (isInput && data.Features is null)
        {
            throw new ToolException(ExitCode.BadInput, [$"{PageRows.Images.Name}: sparse points have no pixels; name a file of images"]);
        }

        PointMatrix table = isInput ? data.Features! : Failures.Reading(() => TableReader.Read(source, request.Cells, interrupt)).Points;
        string name = isInput ? "the input" : source;
        IReadOnlyList<int> rows = isInput ? [.. Enumerable.Range(0, table.Rows)] : data.Rows.Cut([.. Enumerable.Range(0, table.Rows)]);
        long bytes = (long)rows.Count * shape.Values;
        string? fault = rows.Count != data.Input.Points
                ? $"{source}: {table.Rows} images do not fit {data.Rows.Read} points; there must be one for each"
            : table.Columns != shape.Values
                ? $"{PageRows.Shape.Name}: {shape} is {shape.Values} values, and {name} has {table.Columns} in a row"
            : bytes > PointImages.MostBytes
                ? $"{PageRows.Images.Name}: {rows.Count} images of {shape.Values} bytes are {(bytes >> 20) + 1} MiB, and a page holds at "
                    + $"most {PointImages.MostBytes >> 20} MiB; give a file of smaller images, or fewer points"
            : null;
        return fault is null
            ? new PointImages(Bytes(table, rows), shape.Height, shape.Width, shape.Channels)
            : throw new ToolException(ExitCode.BadInput, [fault]);
    }

    /// <summary>Brings the least value of the table to 0 and the largest to 255.</summary>
    private static byte[] Bytes(PointMatrix table, IReadOnlyList<int> rows)
    {
        (float low, float high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (float value in table.Values)
        {
            (low, high) = (MathF.Min(low, value), MathF.Max(high, value));
        }

        double step = high > low ? 255 / ((double)high - low) : 0;
        byte[] bytes = new byte[rows.Count * table.Columns];
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<float> values = table.Row(rows[row]);
            for (int column = 0; column < values.Length; column++)
            {
                bytes[(row * table.Columns) + column] = (byte)Math.Round(((double)values[column] - low) * step);
            }
        }

        return bytes;
    }
}
