namespace BhTsne.Cli.Options;

/// <summary>What is printed; every command has these options.</summary>
internal static class PrintingRows
{
    public static FlagRow Quiet { get; } = new("--quiet", "Print nothing but errors.") { Alias = "-q", Recursive = true };

    public static FlagRow Verbose { get; } = new("--verbose", "Print the stack trace after an error.") { Recursive = true };

    public static OptionSection Section { get; } = new(
        "Printing",
        [
            Quiet,
            Verbose,
            new FlagRow("--help", "Print the options of a command, their defaults, and examples.") { Alias = "-?, -h", BuiltIn = true, CanBeInFile = false },
            new FlagRow("--version", "Print the version; only without a command.") { BuiltIn = true, CanBeInFile = false },
        ]);
}
