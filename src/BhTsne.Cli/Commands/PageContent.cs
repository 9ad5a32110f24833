using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>What a page shows of single points beside their places and labels.</summary>
internal sealed record PageContent
{
    /// <summary>Nothing.</summary>
    public static PageContent None { get; } = new();

    /// <summary>Columns of the input.</summary>
    public IReadOnlyList<PointColumn> Columns { get; private init; } = [];

    /// <summary>The column to colour by, which is one of these; null for none.</summary>
    public PointColumn? ColorColumn { get; private init; }

    /// <summary>An image of each point; null for none.</summary>
    public PointImages? Images { get; private init; }

    /// <summary>The nearest points of each in the input; null for none.</summary>
    public PointNeighbors? Neighbors { get; private init; }

    /// <summary>Takes over what the input has.</summary>
    /// <param name="request">What the page is to show.</param>
    /// <param name="data">The input.</param>
    /// <param name="interrupt">Stops reading.</param>
    /// <exception cref="ToolException">Images do not fit the points, or cannot be read.</exception>
    public static PageContent Of(EmbedRequest request, InputData data, CancellationToken interrupt)
    {
        // The labels are a column of each picture already.
        IReadOnlyList<MapColumn> columns = request.HasPage && request.ShowsFeatures
            ? [.. data.KeptColumns, .. PageColumns.FeaturesOf(data)]
            : data.KeptColumns;
        var kept = columns.Index().Where(column => data.LabelColumn?.IsSame(column.Item) != true)
            .Select(column => (column.Index, Column: PageColumns.Of(column.Item, PageColumns.NameOf(column.Item.Name, column.Index))))
            .ToArray();
        return request.HasPage || request.Color.Column is not null
            ? new PageContent
            {
                Columns = [.. kept.Select(column => column.Column)],
                ColorColumn = Array.Find(kept, column => column.Index == data.ColorPlace).Column,
                Images = request.Images?.Read(data, null, interrupt),
            }
            : None;
    }

    /// <summary>Adds the neighbours that a run has found.</summary>
    /// <param name="run">The run, whose descent has begun.</param>
    /// <param name="count">How many of each point; 0 for none.</param>
    /// <param name="interrupt">Stops the search, where they have to be found again.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public PageContent WithNeighbors(TsneRun run, int count, CancellationToken interrupt) =>
        count == 0 ? this : this with { Neighbors = new PointNeighbors(run.NearestNeighbors(count, interrupt), count) };

    /// <summary>
    /// A picture with scores and these columns; labels or a column that have the name of one before them have a number behind their own.
    /// </summary>
    /// <param name="plot">The picture.</param>
    /// <param name="scores">The scores of the points; none where they were not scored.</param>
    /// <param name="labelName">What the labels are called in the table; null where that is not known, or there are none.</param>
    /// <param name="color">What it is coloured by; the labels where the scores of the choice were not measured.</param>
    public PlotOptions On(PlotOptions plot, IReadOnlyList<PointColumn> scores, string? labelName, ColorChoice color)
    {
        HashSet<string> names = [.. scores.Select(score => score.Name)];
        List<PointColumn> all = [.. scores];
        string? labels = labelName is null ? null : PageColumns.Distinct(labelName, names), chosen = null;
        foreach (PointColumn column in Columns)
        {
            string name = PageColumns.Distinct(column.Name, names);
            all.Add(PageColumns.Renamed(column, name));
            chosen = ReferenceEquals(column, ColorColumn) ? name : chosen;
        }

        bool isScored = color.Score is { } score && scores.Any(each => each.Name == score);
        return plot with
        {
            Columns = all,
            LabelName = labels,
            ColorBy = color.Column is not null ? chosen : color.Score is null || isScored ? color.Name : null,
            Images = Images,
            Neighbors = Neighbors,
        };
    }
}
