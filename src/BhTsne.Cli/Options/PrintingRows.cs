namespace BhTsne.Cli.Options;

/// <summary>What is printed; every command has these options.</summary>
internal static class PrintingRows
{
    public static FlagRow Quiet { get; } = new("--quiet", "Print nothing but errors.") { Alias = "-q", Recursive = true, IsCommon = true };

    public static FlagRow Verbose { get; } = new("--verbose", "Print the stack trace after an error.") { Recursive = true };

    public static FlagRow HelpAll { get; } = new("--help-all", "Print all options of a command.")
    {
        Recursive = true,
        IsCommon = true,
        CanBeInFile = false,
    };

    public static OptionSection Section { get; } = new(
        "Printing",
        [
            Quiet,
            Verbose,
            new FlagRow("--help", "Print the usual options of a command, their defaults, and examples.")
            {
                Alias = "-?, -h",
                BuiltIn = true,
                IsCommon = true,
                CanBeInFile = false,
            },
            HelpAll,
            new FlagRow("--version", "Print the version; only without a command.") { BuiltIn = true, CanBeInFile = false },
        ])
    {
        Group = OptionGroup.Run,
    };
}
