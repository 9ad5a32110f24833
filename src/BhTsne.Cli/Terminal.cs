namespace BhTsne.Cli;

/// <summary>Where the tool speaks.</summary>
/// <param name="Out">Progress and the summary.</param>
/// <param name="Error">Faults only, so that an empty one means success.</param>
/// <param name="Interactive">Whether <paramref name="Out"/> is a terminal that a live bar can be drawn on.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool Interactive);
