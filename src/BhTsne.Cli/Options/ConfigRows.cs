namespace BhTsne.Cli.Options;

/// <summary>Options that come from a file.</summary>
internal static class ConfigRows
{
    public static ValueRow<string?> Config { get; } = new(
        "--config", ValueKind.Name("FILE"), "Take options from this .json file: one of your own, or the --report of a run to repeat.")
    {
        CanBeInFile = false,
        IsCommon = true,
        Note = "What is on the command line wins. See [options in a file](#options-in-a-file).",
    };

    public static OptionSection Section { get; } = new("Configuration", [Config]) { Group = OptionGroup.Run };
}
