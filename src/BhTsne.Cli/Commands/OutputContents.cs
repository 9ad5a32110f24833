using BhTsne.Cli.Reporting;
using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>What a command has to write.</summary>
internal sealed record OutputContents
{
    /// <summary>The coordinates; null where no map is made.</summary>
    public required Embedding? Map { get; init; }

    /// <summary>One label for each point; null for none.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Further columns of a map in text.</summary>
    public IReadOnlyList<MapColumn> Columns { get; init; } = [];

    /// <summary>How pictures are titled.</summary>
    public required PlotOptions Plot { get; init; }

    /// <summary>What a page plays: the snapshots and the map; none for a page of the map alone.</summary>
    public IReadOnlyList<MapFrame> Frames { get; init; } = [];

    /// <summary>Writes the report.</summary>
    public required Action<Stream> Report { get; init; }

    /// <summary>The model; null where none is asked for.</summary>
    public TsneModel? Model { get; init; }

    /// <summary>Those of a run of <c>bhtsne embed</c>.</summary>
    public static OutputContents Of(RunFacts facts) => new()
    {
        Map = facts.Result?.Embedding,
        Labels = facts.Labels,
        Columns =
        [
            .. PointIds.Columns(facts.Ids, facts.Table?.Rows),
            .. facts.Diagnostics?.Columns ?? [],
        ],
        Plot = RunSummary.Plot(facts),
        Frames = facts.Frames,
        Report = stream => RunReport.Of(facts).Write(stream),
        Model = facts.Model,
    };
}
