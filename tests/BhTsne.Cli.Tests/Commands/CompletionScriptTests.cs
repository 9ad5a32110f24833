using BhTsne.Cli.Completion;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>The scripts of a made-up tool, letter by letter: also for shells that are not there to run them.</summary>
public class CompletionScriptTests
{
    private const string Hostile = "It's [1:2] a\\b \"c\" $d </script>.";

    private static readonly CompletionModel _model = new(
    [
        new(
            "draw",
            "What's drawn.",
            [
                new(["-o", "--output"], Hostile, true, [], Files: true, Folders: false),
                new(["--folder"], "A folder.", true, [], Files: false, Folders: true),
                new(["--cache"], "A folder or none.", true, ["none"], Files: false, Folders: true),
                new(["--start"], "A file or a word.", true, ["pca", "random"], Files: true, Folders: false),
                new(["--metric"], "One of two.", true, ["cosine", "other"], Files: false, Folders: false),
                new(["--place"], "A file or a folder.", true, [], Files: true, Folders: true),
                new(["--theta"], "A number.", true, [], Files: false, Folders: false),
                new(["-q", "--quiet"], "Say nothing.", false, [], Files: false, Folders: false),
            ],
            []),
        new("completion", "Scripts.", [], ["bash", "zsh"]),
    ]);

    [Fact]
    public void Zsh_escapes_what_it_would_read_otherwise() => Has(
        ZshScript.Of(_model),
        "'draw:What'\\''s drawn.'",
        "'*-o[It'\\''s \\[1\\:2\\] a\\b \"c\" $d </script>.]:value:_files' "
            + "'*--output=[It'\\''s \\[1\\:2\\] a\\b \"c\" $d </script>.]:value:_files' \\",
        "'*--folder=[A folder.]:value:_files -/' \\",
        "'*--cache=[A folder or none.]:value:_alternative \"words\\:word\\:(none)\" \"files\\:folder\\:_files -/\"' \\",
        "'*--start=[A file or a word.]:value:_alternative \"words\\:word\\:(pca random)\" \"files\\:file\\:_files\"' \\",
        "'*--metric=[One of two.]:value:(cosine other)' \\",
        "'*--theta=[A number.]:value: ' \\",
        "'*-q[Say nothing.]' '*--quiet[Say nothing.]' \\",
        "'*:file:_files'",
        "'1:shell:(bash zsh)'");

    [Fact]
    public void Fish_escapes_what_it_would_read_otherwise()
    {
        const string On = "complete -c bhtsne -n '__fish_seen_subcommand_from draw'";
        Has(
            FishScript.Of(_model),
            "complete -c bhtsne -f -n __fish_use_subcommand -a draw -d 'What\\'s drawn.'",
            $"{On} -s o -l output -r -d 'It\\'s [1:2] a\\\\b \"c\" $d </script>.'",
            $"{On} -l folder -r -d 'A folder.'",
            $"{On} -l cache -r -a 'none' -d 'A folder or none.'",
            $"{On} -l start -r -a 'pca random' -d 'A file or a word.'",
            $"{On} -l metric -x -a 'cosine other' -d 'One of two.'",
            $"{On} -l theta -x -d 'A number.'",
            $"{On} -s q -l quiet -d 'Say nothing.'",
            "complete -c bhtsne -f -n '__fish_seen_subcommand_from completion' -a 'bash zsh'");
    }

    [Fact]
    public void PowerShell_doubles_quotes() => Has(
        PowerShellScript.Of(_model),
        "'-o' = 'It''s [1:2] a\\b \"c\" $d </script>.'",
        "'--output' = 'It''s [1:2] a\\b \"c\" $d </script>.'",
        "'--cache' = @('none')",
        "'--metric' = @('cosine', 'other')",
        "arguments = @()",
        "arguments = @('bash', 'zsh')");

    [Fact]
    public void Bash_offers_folders_words_and_nothing_as_the_value_needs() => Has(
        BashScript.Of(_model),
        "options='-o --output --folder --cache --start --metric --place --theta -q --quiet'",
        "-o|--output) words=''; ;;",
        "--folder) words=''; COMPREPLY=($(compgen -d -- \"$current\")); return;;",
        "--cache) words='none'; ;;",
        "--start) words='pca random'; ;;",
        "--metric) words='cosine other'; ;;",
        "--place) words=''; ;;",
        "--theta) words=''; compopt +o default 2>/dev/null; return;;",
        "words='bash zsh'");

    private static void Has(string script, params string[] lines)
    {
        string[] present = [.. script.Split('\n').Select(line => line.Trim())];
        Assert.All(lines, line => Assert.Contains(line, present));
    }
}
