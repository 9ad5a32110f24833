using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using BhTsne.Cli.Reporting;

namespace BhTsne.Cli.Options;

/// <summary>One row of the table of options: everything about an option but its value on one command line. Immutable.</summary>
/// <param name="name">With its dashes.</param>
/// <param name="help">One line for the help and for the table in docs/command-line.md.</param>
internal abstract class OptionRow(string name, string help)
{
    /// <summary>With its dashes.</summary>
    public string Name { get; } = name;

    /// <summary>One line for the help and for the table in docs/command-line.md.</summary>
    public string Help { get; } = help;

    /// <summary>A short name, with its dash.</summary>
    public string? Alias { get; init; }

    /// <summary>The note in docs/command-line.md below the table, as Markdown; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The properties of the engine's options and input, as its faults name them, that the option sets.</summary>
    public IReadOnlyList<string> Properties { get; init; } = [];

    /// <summary>What a user can do about a fault, as a sentence; null where the engine's message has it.</summary>
    public string? Advice { get; init; }

    /// <summary>Its fields in the report; a field without a meaning holds the value of the option.</summary>
    public IReadOnlyList<ReportField> Report { get; init; } = [];

    /// <summary>The fields of <see cref="Report"/>, each with its meaning.</summary>
    public IEnumerable<ReportField> Fields => Report.Select(entry => entry with { Meaning = entry.Meaning ?? $"As `{Name}`." });

    /// <summary>How the help names the value; null for an option without one.</summary>
    public abstract string? HelpName { get; }

    /// <summary>The default as a user would type it; null for none.</summary>
    public virtual string? Default => null;

    /// <summary>The option as a user types it, for instance -o, --output FILE.</summary>
    public string Usage => string.Join(' ', new[] { Alias is null ? Name : $"{Alias}, {Name}", HelpName }.OfType<string>());

    /// <summary>The name in JSON: camel case, without dashes.</summary>
    public string CamelName => JsonNamingPolicy.CamelCase.ConvertName(
        string.Concat(Name.TrimStart('-').Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));

    /// <summary>A value of the engine, in words, as a user would type it.</summary>
    public virtual string Spell(string value) => value;

    /// <summary>Makes the parser's option; null where the parser has it already.</summary>
    public abstract Option? CreateOption();

    /// <summary>Sets the properties of the engine's options.</summary>
    /// <param name="options">Has what the rows before this one in the table set.</param>
    /// <param name="line">A line without faults.</param>
    public virtual TsneOptions Apply(TsneOptions options, ParseResult line) => options;

    /// <summary>What a user typed after the option; null where it was left out.</summary>
    public string? TypedOn(SymbolResult line) =>
        line.GetResult(Name) is OptionResult { Implicit: false, Tokens: [Token first, ..] } ? first.Value : null;

    /// <summary>Whether a user typed the option.</summary>
    public bool IsOn(SymbolResult line) => line.GetResult(Name) is OptionResult { Implicit: false };
}

/// <summary>An option that takes one value.</summary>
internal sealed class ValueRow<T>(string name, ValueKind<T> kind, string help) : OptionRow(name, help)
{
    /// <summary>Puts the value into the engine's options; null for a value that goes elsewhere.</summary>
    public Func<TsneOptions, T, TsneOptions>? Set { get; init; }

    /// <inheritdoc/>
    public override string HelpName => kind.HelpName;

    /// <inheritdoc/>
    public override string? Default => kind.Default;

    /// <summary>The value on a line.</summary>
    public T In(ParseResult line)
    {
        T value = default!;
        if (line.GetValue<string>(Name) is { } text)
        {
            kind.Read(text, out value);
        }

        return value;
    }

    /// <inheritdoc/>
    public override string Spell(string value) => kind.Spell?.Invoke(value) ?? value;

    /// <summary>The word that stands for a value; null for a value without a word.</summary>
    public string? WordOf(T value) => kind.WordOf?.Invoke(value);

    /// <inheritdoc/>
    public override TsneOptions Apply(TsneOptions options, ParseResult line) => Set is null ? options : Set(options, In(line));

    /// <inheritdoc/>
    public override Option CreateOption()
    {
        // The parser's option holds the text: it cannot carry a null that stands for "auto".
        Option<string> option = new(Name, Alias is null ? [] : [Alias])
        {
            Description = Help,
            HelpName = HelpName,
            CustomParser = argument =>
            {
                string text = argument.Tokens[0].Value;
                if (kind.Read(text, out _) is { } fault)
                {
                    argument.AddError($"{Name}: {fault}");
                }

                return text;
            },
        };
        if (Default is { } text)
        {
            option.DefaultValueFactory = _ => text;
        }

        if (kind.Words.Count > 0)
        {
            option.CompletionSources.Add(_ => kind.Words.Select(word => new System.CommandLine.Completions.CompletionItem(word)));
        }

        return option;
    }
}

/// <summary>An option that takes a name and may be repeated.</summary>
internal sealed class NamesRow(string name, string helpName, string help) : OptionRow(name, help)
{
    /// <inheritdoc/>
    public override string HelpName => helpName;

    /// <summary>The names on a line, in their order.</summary>
    public string[] In(ParseResult line) => line.GetValue<string[]>(Name) ?? [];

    /// <inheritdoc/>
    public override Option CreateOption() =>
        new Option<string[]>(Name, Alias is null ? [] : [Alias]) { Description = Help, HelpName = HelpName };
}

/// <summary>An option without a value.</summary>
internal sealed class FlagRow(string name, string help) : OptionRow(name, help)
{
    /// <summary>Puts the flag into the engine's options; null for a flag that goes elsewhere.</summary>
    public Func<TsneOptions, bool, TsneOptions>? Set { get; init; }

    /// <summary>Whether every command has it.</summary>
    public bool Recursive { get; init; }

    /// <summary>Whether the parser brings it along.</summary>
    public bool BuiltIn { get; init; }

    /// <inheritdoc/>
    public override string? HelpName => null;

    /// <inheritdoc/>
    public override string Spell(string value) => value.Equals("true", StringComparison.OrdinalIgnoreCase) ? "given" : "not given";

    /// <summary>Whether it is on a line.</summary>
    public bool In(ParseResult line) => line.GetValue<bool>(Name);

    /// <inheritdoc/>
    public override TsneOptions Apply(TsneOptions options, ParseResult line) => Set is null ? options : Set(options, In(line));

    /// <inheritdoc/>
    public override Option? CreateOption() =>
        BuiltIn ? null : new Option<bool>(Name, Alias is null ? [] : [Alias]) { Description = Help, Recursive = Recursive };
}
