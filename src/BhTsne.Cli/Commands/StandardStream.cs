namespace BhTsne.Cli.Commands;

/// <summary>
/// The name <c>-</c>, which stands for the standard input in place of an INPUT and for the standard output in place of an output.
/// </summary>
internal static class StandardStream
{
    /// <summary>What the user types.</summary>
    public const string Dash = "-";

    /// <summary>What messages call the standard input.</summary>
    public const string Input = "standard input";

    /// <summary>What messages call the standard output.</summary>
    public const string Output = "standard output";

    /// <summary>The names by which the system knows the standard output.</summary>
    private static readonly string[] _outputs = [Dash, "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

    /// <summary>Whether an output is the standard output.</summary>
    public static bool IsOutput(string path) => _outputs.Contains(path);
}
