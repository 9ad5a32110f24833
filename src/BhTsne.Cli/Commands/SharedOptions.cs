using System.CommandLine;

namespace BhTsne.Cli.Commands;

/// <summary>The options that every command has.</summary>
internal sealed class SharedOptions
{
    /// <summary>Errors only.</summary>
    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Print nothing but errors.", Recursive = true };

    /// <summary>Stack traces.</summary>
    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Print the stack trace after an error.", Recursive = true };
}
