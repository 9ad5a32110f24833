using BhTsne.Cli.Options;
using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>Where the images of the points are from.</summary>
/// <param name="Source">A file, or the word for the features of the input.</param>
/// <param name="Shape">The size of an image.</param>
/// <param name="Cells">How the cells of the file are read.</param>
internal sealed record ImageSource(string Source, ImageShape Shape, TableReadOptions Cells)
{
    /// <summary>The file; null where images are the features.</summary>
    public string? File => Source == PageRows.Input ? null : Source;

    /// <summary>Reads an image of each point.</summary>
    /// <param name="data">The points.</param>
    /// <param name="shown">The points that are shown, from 0, in their order; null for all.</param>
    /// <param name="interrupt">Stops reading.</param>
    /// <exception cref="ToolException">Images do not fit the points, or cannot be read.</exception>
    public PointImages Read(InputData data, IReadOnlyList<int>? shown, CancellationToken interrupt)
    {
        bool isInput = File is null;
        if (isInput && data.Features is null)
        {
            throw new ToolException(ExitCode.BadInput, [$"{PageRows.Images.Name}: sparse points have no pixels; name a file of images"]);
        }

        PointMatrix table = isInput ? data.Features! : Failures.Reading(() => TableReader.Read(Source, Cells, interrupt)).Points;
        string name = isInput ? "the input" : Source;
        IReadOnlyList<int> rows = isInput ? [.. Enumerable.Range(0, table.Rows)] : data.Rows.Cut([.. Enumerable.Range(0, table.Rows)]);
        int images = shown?.Count ?? rows.Count;
        long bytes = (long)images * Shape.Values;
        string? fault = rows.Count != data.Input.Points
                ? $"{Source}: {table.Rows} images do not fit {data.Rows.Read} points; there must be one for each"
            : table.Columns != Shape.Values
                ? $"{PageRows.Shape.Name}: {Shape} is {Shape.Values} values, and {name} has {table.Columns} in a row"
            : bytes > PointImages.MostBytes
                ? $"{PageRows.Images.Name}: {images} images of {Shape.Values} bytes are {(bytes >> 20) + 1} MiB, and a page holds at "
                    + $"most {PointImages.MostBytes >> 20} MiB; give a file of smaller images, or fewer points"
            : null;
        rows = fault is null && shown is not null ? [.. shown.Select(row => rows[row])] : rows;
        return fault is null
            ? new PointImages(Bytes(table, rows), Shape.Height, Shape.Width, Shape.Channels)
            : throw new ToolException(ExitCode.BadInput, [fault]);
    }

    /// <summary>Brings the least value of the table to 0 and the largest to 255.</summary>
    private static byte[] Bytes(PointMatrix table, IReadOnlyList<int> rows)
    {
        (float low, float high) = (float.PositiveInfinity, float.NegativeInfinity);
        for (int row = 0; row < table.Rows; row++)
        {
            foreach (float value in table.Row(row))
            {
                (low, high) = (MathF.Min(low, value), MathF.Max(high, value));
            }
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

        GC.KeepAlive(table);
        return bytes;
    }
}
