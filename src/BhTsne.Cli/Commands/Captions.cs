using BhTsne.Plotting;

namespace BhTsne.Cli.Commands;

/// <summary>The title and the line below it that a user gave for pictures.</summary>
/// <param name="Title">The title, empty for none; null for that of the command.</param>
/// <param name="Subtitle">The line below it, empty for none; null for that of the command.</param>
internal sealed record Captions(string? Title, string? Subtitle)
{
    /// <summary>None was given.</summary>
    public static Captions None { get; } = new(null, null);

    /// <summary>A picture with what was given in place of what the command says.</summary>
    public PlotOptions On(PlotOptions plot) => plot with { Title = Title ?? plot.Title, Subtitle = Subtitle ?? plot.Subtitle };
}
