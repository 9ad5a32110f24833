using System.Text;

namespace BhTsne.Cli.Completion;

/// <summary>The script for zsh, as a function of its completion system.</summary>
internal static class ZshScript
{
    /// <summary>Writes it.</summary>
    public static string Of(CompletionModel model)
    {
        StringBuilder script = new();
        script.Append("#compdef bhtsne\n# zsh completion of bhtsne; made by: bhtsne completion zsh\n_bhtsne() {\n");
        script.Append("  local context state line\n  typeset -A opt_args\n");
        script.Append("  _arguments -C '--help[print the commands]' '--version[print the version]' '1: :->command' '*:: :->rest'\n");
        script.Append("  case $state in\n    command)\n      local -a commands=(\n");
        foreach (CompletedCommand command in model.Commands)
        {
            script.Append($"        {Quoted($"{command.Name}:{command.Description}")}\n");
        }

        script.Append("      )\n      _describe command commands\n      ;;\n    rest)\n      case $line[1] in\n");
        foreach (CompletedCommand command in model.Commands)
        {
            script.Append($"        {command.Name})\n          _arguments -S");
            foreach (CompletedOption option in command.Options)
            {
                script.Append($" \\\n            {Spec(option)}");
            }

            script.Append(" \\\n            ")
                .Append(command.Words.Count > 0 ? $"'1:shell:({string.Join(' ', command.Words)})'" : "'*:file:_files'");
            script.Append("\n          ;;\n");
        }

        return script.Append("      esac\n      ;;\n  esac\n}\n")
            .Append("if [[ $funcstack[1] == _bhtsne ]]; then _bhtsne \"$@\"; else compdef _bhtsne bhtsne; fi\n")
            .ToString();
    }

    private static string Spec(CompletedOption option)
    {
        string help = option.Help.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
        string words = string.Join(' ', option.Words);
        string action = (option.Words.Count > 0, option.Files, option.Folders) switch
        {
            (true, true, _) => $"_alternative \"words\\:word\\:({words})\" \"files\\:file\\:_files\"",
            (true, _, true) => $"_alternative \"words\\:word\\:({words})\" \"files\\:folder\\:_files -/\"",
            (true, _, _) => $"({words})",
            (_, true, _) => "_files",
            (_, _, true) => "_files -/",
            _ => " ",
        };
        string value = option.TakesValue ? $":value:{action}" : "";
        string text = help.Replace(":", "\\:", StringComparison.Ordinal);
        return string.Join(" ", option.Names.Select(name => Quoted($"*{name}{Sign(name)}[{text}]{value}")));

        string Sign(string name) => option.TakesValue && name.StartsWith("--", StringComparison.Ordinal) ? "=" : "";
    }

    private static string Quoted(string text) => Shells.Quoted(text, "'\\''");
}
