using System.Text;

namespace BhTsne.Cli.Completion;

/// <summary>The script for fish, which completes names of files where nothing else is said.</summary>
internal static class FishScript
{
    /// <summary>Writes it.</summary>
    public static string Of(CompletionModel model)
    {
        StringBuilder script = new("# fish completion of bhtsne; made by: bhtsne completion fish\n");
        script.Append("complete -c bhtsne -n __fish_use_subcommand -l help -d 'Print the commands.'\n");
        script.Append("complete -c bhtsne -n __fish_use_subcommand -l version -d 'Print the version.'\n");
        foreach (CompletedCommand command in model.Commands)
        {
            string on = $"-n '__fish_seen_subcommand_from {command.Name}'";
            script.Append($"complete -c bhtsne -f -n __fish_use_subcommand -a {command.Name} -d {Quoted(command.Description)}\n");
            if (command.Words.Count > 0)
            {
                script.Append($"complete -c bhtsne -f {on} -a '{string.Join(' ', command.Words)}'\n");
            }

            foreach (CompletedOption option in command.Options)
            {
                script.Append($"complete -c bhtsne {on}");
                foreach (string name in option.Names)
                {
                    script.Append(name.StartsWith("--", StringComparison.Ordinal) ? $" -l {name[2..]}" : $" -s {name[1..]}");
                }

                script.Append(!option.TakesValue ? "" : option.Files || option.Folders ? " -r" : " -x");
                script.Append(option.Words.Count > 0 ? $" -a '{string.Join(' ', option.Words)}'" : "");
                script.Append($" -d {Quoted(option.Help)}\n");
            }
        }

        return script.ToString();
    }

    private static string Quoted(string text) => Shells.Quoted(text.Replace("\\", "\\\\", StringComparison.Ordinal), "\\'");
}
