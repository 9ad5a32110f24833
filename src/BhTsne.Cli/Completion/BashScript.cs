using System.Text;

namespace BhTsne.Cli.Completion;

/// <summary>The script for bash, 3.2 or later. Where it offers nothing, bash completes names of files.</summary>
internal static class BashScript
{
    /// <summary>Writes it.</summary>
    public static string Of(CompletionModel model)
    {
        StringBuilder script = new();
        string commands = string.Join(' ', model.Commands.Select(command => command.Name));
        string table = string.Concat(model.Commands.Select(Case));
        script.Append($$"""
            # bash completion of bhtsne; made by: bhtsne completion bash
            _bhtsne() {
              local current="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" command="" word options words
              COMPREPLY=()
              # --option=value is three words for bash.
              if [[ "$current" == "=" ]]; then current=""; elif [[ "$before" == "=" ]]; then before="${COMP_WORDS[COMP_CWORD-2]}"; fi
              for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                case " {{commands}} " in *" $word "*) command="$word"; break;; esac
              done
              case "$command" in
            {{table}}    *)
                  options='--help --help-all --version --quiet --verbose'
                  words='{{commands}}'
                  ;;
              esac
              if [[ "$current" == -* ]]; then
                COMPREPLY=($(compgen -W "$options" -- "$current"))
              elif [[ -n "$words" ]]; then
                COMPREPLY=($(compgen -W "$words" -- "$current"))
              fi
            }
            complete -o default -F _bhtsne bhtsne

            """);
        return script.ToString().ReplaceLineEndings("\n");
    }

    private static string Case(CompletedCommand command)
    {
        StringBuilder text = new();
        text.Append($"    {command.Name})\n      options='{string.Join(' ', command.Options.SelectMany(option => option.Names))}'\n");
        text.Append($"      words='{string.Join(' ', command.Words)}'\n      case \"$before\" in\n");
        foreach (CompletedOption option in command.Options.Where(option => option.TakesValue))
        {
            text.Append($"        {string.Join('|', option.Names)}) words='{string.Join(' ', option.Words)}'; ");
            bool isFolder = option.Folders && !option.Files && option.Words.Count == 0;
            text.Append(isFolder ? "COMPREPLY=($(compgen -d -- \"$current\")); return;" : "");
            text.Append(option is { Files: false, Folders: false, Words.Count: 0 } ? "compopt +o default 2>/dev/null; return;" : "");
            text.Append(";;\n");
        }

        return text.Append("      esac\n      ;;\n").ToString().Replace(";;;", ";;", StringComparison.Ordinal);
    }
}
