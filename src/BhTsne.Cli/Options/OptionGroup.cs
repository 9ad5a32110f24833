namespace BhTsne.Cli.Options;

/// <summary>The groups of the help, in their order. A section without a group is a group of its own, before these.</summary>
internal static class OptionGroup
{
    public const string Input = "Input", Map = "Map", Accuracy = "Accuracy", Output = "Output", Trust = "Trust", Run = "Run";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Input, Map, Accuracy, Output, Trust, Run];
}
