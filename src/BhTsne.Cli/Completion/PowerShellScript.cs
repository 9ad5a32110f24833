using System.Text;

namespace BhTsne.Cli.Completion;

/// <summary>The script for PowerShell, which completes names of files where nothing is offered.</summary>
internal static class PowerShellScript
{
    /// <summary>Writes it.</summary>
    public static string Of(CompletionModel model)
    {
        StringBuilder script = new("# PowerShell completion of bhtsne; made by: bhtsne completion pwsh\n");
        script.Append("Register-ArgumentCompleter -Native -CommandName bhtsne -ScriptBlock {\n");
        script.Append("    param($word, $ast, $position)\n    $commands = [ordered]@{\n");
        foreach (CompletedCommand command in model.Commands)
        {
            script.Append($"        {Quoted(command.Name)} = @{{\n            options = [ordered]@{{\n");
            foreach (CompletedOption option in command.Options)
            {
                foreach (string name in option.Names)
                {
                    script.Append($"                {Quoted(name)} = {Quoted(option.Help)}\n");
                }
            }

            script.Append("            }\n            words = @{\n");
            foreach (CompletedOption option in command.Options.Where(option => option.Words.Count > 0))
            {
                foreach (string name in option.Names)
                {
                    script.Append($"                {Quoted(name)} = {List(option.Words)}\n");
                }
            }

            script.Append($"            }}\n            arguments = {List(command.Words)}\n        }}\n");
        }

        script.Append("""
                }
                $typed = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { $_.ToString() })
                $name = $typed | Select-Object -Skip 1 | Where-Object { $commands.Contains($_) } | Select-Object -First 1
                if (-not $name) {
                    $offered = @($commands.Keys) + '--help', '--help-all', '--version', '--quiet', '--verbose'
                }
                elseif ($word.StartsWith('-')) {
                    $offered = $commands[$name].options.Keys
                }
                elseif ($typed[-1].StartsWith('-') -and $typed[-1] -ne $name) {
                    $offered = $commands[$name].words[$typed[-1]]
                }
                else {
                    $offered = $commands[$name].arguments
                }
                $offered | Where-Object { $_ -and $_.StartsWith($word) } | ForEach-Object {
                    $help = if ($name -and $commands[$name].options[$_]) { $commands[$name].options[$_] } else { $_ }
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $help)
                }
            }

            """);
        return script.ToString().ReplaceLineEndings("\n");
    }

    private static string List(IEnumerable<string> words) => $"@({string.Join(", ", words.Select(Quoted))})";

    private static string Quoted(string text) => Shells.Quoted(text, "''");
}
