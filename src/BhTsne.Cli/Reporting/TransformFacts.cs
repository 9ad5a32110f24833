using BhTsne.Cli.Commands;

namespace BhTsne.Cli.Reporting;

/// <summary>What is known of new points: the source of their report, the summary and the captions of plots.</summary>
internal sealed record TransformFacts
{
    /// <summary>What was asked for.</summary>
    public required TransformRequest Request { get; init; }

    /// <summary>The map.</summary>
    public required TsneModel Model { get; init; }

    /// <summary>The number of new points.</summary>
    public required int Points { get; init; }

    /// <summary>The names of columns that the map does not have.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>How their table was understood; null for other input.</summary>
    public TableFacts? Table { get; init; }

    /// <summary>The ids of the new points; null for none.</summary>
    public PointIds? Ids { get; init; }

    /// <summary>The labels of the new points; null for none.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>What their column is called in the table; null where that is not known.</summary>
    public string? LabelName { get; init; }

    /// <summary>The contents of the files that were read, where they are needed.</summary>
    public InputHashes InputHashes { get; init; } = InputHashes.None;

    /// <summary>How long reading the files took.</summary>
    public required double ReadSeconds { get; init; }

    /// <summary>The largest resident memory of the process, in bytes.</summary>
    public long PeakBytes { get; init; }

    /// <summary>The places; null before.</summary>
    public TransformResult? Result { get; init; }

    /// <summary>The row, from 0, with the largest distance score; the first of several.</summary>
    public int FarthestRow
    {
        get
        {
            ReadOnlySpan<float> scores = Result!.DistanceScores.Span;
            int farthest = 0;
            for (int row = 1; row < scores.Length; row++)
            {
                farthest = scores[row] > scores[farthest] ? row : farthest;
            }

            return farthest;
        }
    }

    /// <summary>The largest distance score.</summary>
    public float LargestScore => Result!.DistanceScores.Span[FarthestRow];

    /// <summary>What is written.</summary>
    public OutputContents Contents => new()
    {
        Map = Result!.Embedding,
        Labels = Labels,
        Columns = TransformColumns.Of(Result, Ids, Table?.Rows),
        Plot = TransformSummary.Plot(this),
        Report = stream => TransformReport.Write(stream, this),
    };
}
