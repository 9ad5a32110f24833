using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Nodes;
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

    /// <summary>The group of the help that it stands in; null for that of its section.</summary>
    public string? Group { get; init; }

    /// <summary>Whether the short help shows it.</summary>
    public bool IsCommon { get; init; }

    /// <summary>
    /// Whether a report that is fed back by --config gives it again. An output is named anew, so that nothing is replaced by surprise,
    /// and what only an output shows is given anew with it.
    /// </summary>
    public bool IsRepeated { get; init; } = true;

    /// <summary>Whether a file of --config may have it.</summary>
    public bool CanBeInFile { get; init; } = true;

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

    /// <summary>What its value may be, as the help names it.</summary>
    public ValueNames Values => new(HelpName);

    /// <summary>Takes the value of a configuration.</summary>
    /// <param name="value">The value.</param>
    /// <param name="words">The words that a user would type after the option, each after an option of its own; null for a flag.</param>
    /// <returns>What is wrong with the value; null for nothing.</returns>
    public abstract string? FromJson(JsonElement value, out IReadOnlyList<string?> words);

    /// <summary>What a user typed, as a configuration has it; null where the option was left out.</summary>
    public abstract JsonNode? ToJson(SymbolResult line);

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

    /// <summary>Whether a user typed the option; a flag that is switched off by =false is not on.</summary>
    public virtual bool IsOn(SymbolResult line) => IsTyped(line);

    /// <summary>Whether a user typed the option, with whatever value.</summary>
    public bool IsTyped(SymbolResult line) => line.GetResult(Name) is OptionResult { Implicit: false };
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
    public override string? FromJson(JsonElement value, out IReadOnlyList<string?> words)
    {
        bool isList = value.ValueKind == JsonValueKind.Array && Values.TakesSeveral;
        string?[] texts = [.. isList ? value.EnumerateArray().Select(JsonText.Of) : [JsonText.Of(value)]];
        string text = string.Join(',', isList && kind.Quote is { } quote ? texts.Select(one => one is null ? null : quote(one)) : texts);
        words = [text];
        return texts.Contains(null) ? $"{JsonText.Kind(value)} is not a value of this option, which is {HelpName}" : kind.Read(text, out _);
    }

    /// <inheritdoc/>
    public override JsonNode? ToJson(SymbolResult line) => TypedOn(line) is not { } text ? null
        : typeof(T) != typeof(string) && JsonText.IsNumber(text) ? JsonNode.Parse(text)
        : JsonValue.Create(text);

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
    public override string? FromJson(JsonElement value, out IReadOnlyList<string?> words)
    {
        JsonElement[] names = [.. value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : new[] { value }.AsEnumerable()];
        words = [.. names.Select(name => name.ValueKind == JsonValueKind.String ? name.GetString() : null)];
        return words.Contains(null) ? $"{JsonText.Kind(value)} is not a value of this option, which is {HelpName} or a list of them" : null;
    }

    /// <inheritdoc/>
    public override JsonNode? ToJson(SymbolResult line) => line.GetResult(Name) is OptionResult { Implicit: false } typed
        ? new JsonArray([.. typed.Tokens.Select(token => (JsonNode)token.Value)])
        : null;

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

    /// <inheritdoc/>
    public override bool IsOn(SymbolResult line) => IsTyped(line) && In(line);

    /// <summary>Whether it is on a line.</summary>
    private bool In(SymbolResult line) => line.GetResult(Name) is OptionResult typed && typed.GetValueOrDefault<bool>();

    /// <inheritdoc/>
    public override string? FromJson(JsonElement value, out IReadOnlyList<string?> words)
    {
        bool isFlag = value.ValueKind is JsonValueKind.True or JsonValueKind.False;
        words = value.ValueKind == JsonValueKind.True ? [null] : [];
        return isFlag ? null : $"{JsonText.Kind(value)} is neither true nor false";
    }

    /// <inheritdoc/>
    public override JsonNode? ToJson(SymbolResult line) => IsTyped(line) ? JsonValue.Create(In(line)) : null;

    /// <summary>Whether it is on a line.</summary>
    public bool In(ParseResult line) => line.GetValue<bool>(Name);

    /// <inheritdoc/>
    public override TsneOptions Apply(TsneOptions options, ParseResult line) => Set is null ? options : Set(options, In(line));

    /// <inheritdoc/>
    public override Option? CreateOption() =>
        BuiltIn ? null : new Option<bool>(Name, Alias is null ? [] : [Alias]) { Description = Help, Recursive = Recursive };
}
