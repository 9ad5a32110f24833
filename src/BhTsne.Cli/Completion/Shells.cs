namespace BhTsne.Cli.Completion;

/// <summary>The shells that complete what is typed after <c>bhtsne</c>.</summary>
internal static class Shells
{
    /// <summary>Each with what writes its script, and how a user loads it.</summary>
    public static IReadOnlyList<Shell> All { get; } =
    [
        new("bash", BashScript.Of, "eval \"$(bhtsne completion bash)\"   # in ~/.bashrc"),
        new("zsh", ZshScript.Of, "bhtsne completion zsh > ~/.zfunc/_bhtsne   # with fpath+=~/.zfunc before compinit in ~/.zshrc"),
        new("fish", FishScript.Of, "bhtsne completion fish > ~/.config/fish/completions/bhtsne.fish"),
        new("pwsh", PowerShellScript.Of, "bhtsne completion pwsh | Out-String | Invoke-Expression   # in $PROFILE"),
    ];

    /// <summary>Text between single quotes, as bash, zsh and fish read it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quote">What a quote in it becomes.</param>
    public static string Quoted(string text, string quote) => $"'{text.Replace("'", quote, StringComparison.Ordinal)}'";
}

/// <summary>A shell.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Script">Writes the script; lines end in \n.</param>
/// <param name="Use">How a user loads it.</param>
internal sealed record Shell(string Name, Func<CompletionModel, string> Script, string Use);
