using System.Diagnostics;
using BhTsne.Cli.Completion;
using BhTsne.Cli.Help;
using BhTsne.Cli.Options;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Shells complete commands, options and words; bash is run, and others where they are there.</summary>
public class CompletionTests
{
    [Theory]
    [InlineData("bhtsne e", "embed evaluate")]
    [InlineData("bhtsne -q em", "embed")]
    [InlineData("bhtsne --h", "--help --help-all")]
    [InlineData("bhtsne completion ", "bash zsh fish pwsh")]
    [InlineData("bhtsne embed --perp", "--perplexity")]
    [InlineData("bhtsne embed points.csv --label", "--labels --label-names --label-column")]
    [InlineData("bhtsne embed --metric c", "chebyshev cosine")]
    [InlineData("bhtsne embed --metric = co", "cosine")]
    [InlineData("bhtsne embed --metric =", "euclidean manhattan chebyshev cosine inner-product")]
    [InlineData("bhtsne embed --init r", "random")]
    [InlineData("bhtsne embed --output m", "")]
    [InlineData("bhtsne embed po", "")]
    [InlineData("bhtsne embed --theta ", "")]
    [InlineData("bhtsne study --objective s", "symmetric-sne sne")]
    [InlineData("bhtsne evaluate --que", "--queries")]
    [InlineData("bhtsne demo -d f", "folder")]
    [InlineData("bhtsne transform embed --per", "--perplexity")]
    public void Bash_completes(string typed, string expected)
    {
        if (!Exists("bash"))
        {
            return;
        }

        using TempFolder folder = new();
        Directory.CreateDirectory(folder["folder"]);
        folder.Text("bhtsne.bash", Script("bash"));
        string[] words = typed.Split(' ');
        string array = string.Join(' ', words.Select(word => $"'{word}'"));
        string line = $"source ./bhtsne.bash; COMP_WORDS=({array}); COMP_CWORD={words.Length - 1}; _bhtsne; echo \"${{COMPREPLY[*]}}\"";
        Assert.Equal(expected, Shell(folder.Root, "bash", "--norc", "-c", line).Trim());
        Assert.Contains(
            "-o default",
            Shell(folder.Root, "bash", "--norc", "-c", "source ./bhtsne.bash; complete -p bhtsne"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void Scripts_are_right_for_their_shell(string shell)
    {
        if (!Exists(shell))
        {
            return;
        }

        using TempFolder folder = new();
        folder.Text("script", Script(shell));
        Assert.Equal("", Shell(folder.Root, shell, "-n", "script"));
    }

    /// <summary>No shell knows less than another, and none has what the table of options has not.</summary>
    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public void Scripts_have_every_command_option_and_word(string shell)
    {
        string script = Script(shell);
        Assert.DoesNotContain('\r', script);
        foreach (CommandPage page in Tool.Pages)
        {
            Assert.Contains(page.Name, script, StringComparison.Ordinal);
            foreach (OptionRow row in page.AllSections.SelectMany(section => section.Rows).Where(row => row.Name != "--version"))
            {
                Assert.Contains(shell == "fish" ? $"-l {row.Name[2..]}" : row.Name, script, StringComparison.Ordinal);
                Assert.All(row.Values.Words, word => Assert.Contains(word, script, StringComparison.Ordinal));
            }
        }

        if (shell == "pwsh")
        {
            Assert.Equal(script.Count(letter => letter == '{'), script.Count(letter => letter == '}'));
            Assert.Equal(0, script.Count(letter => letter == '\'') % 2);
        }
    }

    [Theory]
    [InlineData("completion", "SHELL: name one of bash, zsh, fish or pwsh")]
    [InlineData("completion bahs", "SHELL: 'bahs' is none of bash, zsh, fish or pwsh")]
    [InlineData("completion bash zsh", "SHELL: name one of bash, zsh, fish or pwsh")]
    public void Another_shell_is_refused(string line, string fault) =>
        ToolRun.Of(line.Split(' ')).ExpectFault(ExitCode.WrongCommandLine, fault);

    [Fact]
    public void Words_are_taken_from_the_name_of_the_value()
    {
        Assert.Equal(["pca", "random"], new ValueNames("pca|random|FILE").Words);
        Assert.Equal(["tsne", "symmetric-sne", "sne"], new ValueNames("tsne|symmetric-sne|sne[,...]").Words);
        Assert.Equal(["auto"], new ValueNames("N[,N...]|auto").Words);
        Assert.Empty(new ValueNames("NAME|N").Words);
        Assert.True(new ValueNames("FILE|NAME|N").MayBeFile);
        Assert.True(new ValueNames("FOLDER|none").MayBeFolder);
        Assert.True(new ValueNames("FILE").IsPath);
        Assert.False(new ValueNames("pca|random|FILE").IsPath);
        Assert.True(new ValueNames("X[,X...]").TakesSeveral);
    }

    private static string Script(string shell) =>
        Shells.All.Single(known => known.Name == shell).Script(CompletionModel.Of(Tool.Pages));

    private static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string Shell(string folder, string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + error.Result;
    }
}
