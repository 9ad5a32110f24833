using BhTsne.Plotting;

namespace BhTsne.Live;

/// <summary>What a live map shows beside the points, and what else stops its run.</summary>
/// <remarks>Immutable. Texts may contain any characters: the page shows them as text.</remarks>
public sealed record LiveMapOptions
{
    /// <summary>
    /// N labels, by which points are coloured, or null for one colour. An empty label means that the point has none.
    /// </summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>
    /// The title, the subtitle and the kind of the labels while the map is made, and all that the page of the finished map shows.
    /// </summary>
    public PlotOptions Plot { get; init; } = new();

    /// <summary>
    /// The caller's own token: once it is canceled, a pause ends and <see cref="LiveMap.StopRequested"/> is canceled, too.
    /// </summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>
    /// The caller's forecast of the seconds left, asked for in each report on the thread of the run; it returns null where it has none.
    /// Null for none at all: the page then shows how long all planned iterations would take at the mean speed so far.
    /// </summary>
    public Func<double?>? SecondsLeft { get; init; }

    /// <summary>
    /// Called on the thread of the run when it begins to wait in a pause, with true, and when the pause has ended, with false; null for
    /// nothing.
    /// </summary>
    public Action<bool>? PauseChanged { get; init; }
}
