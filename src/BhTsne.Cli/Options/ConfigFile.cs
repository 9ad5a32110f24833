using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Help;

namespace BhTsne.Cli.Options;

/// <summary>The options in a file of --config: a hand-written one, or the report of a run. Immutable.</summary>
/// <param name="path">As the user named it.</param>
/// <param name="page">The command.</param>
internal sealed class ConfigFile(string path, CommandPage page)
{
    private static readonly JsonDocumentOptions _lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    private readonly List<string> _faults = [];
    private readonly Dictionary<ArgumentKey, IReadOnlyList<string>> _arguments = [];
    private readonly Dictionary<OptionRow, IReadOnlyList<string?>> _options = [];
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);

    /// <summary>As the user named it.</summary>
    public string Path => path;

    /// <summary>The version of the tool that wrote the report; null for a file that is no report.</summary>
    public string? Version { get; private set; }

    /// <summary>The options that the run of a report was given and that are not taken from it.</summary>
    public IReadOnlyList<string> LeftOut { get; private set; } = [];

    /// <summary>SHA-256 of the files that the run of a report has read, by their names.</summary>
    public IReadOnlyDictionary<string, string> Hashes => _hashes;

    /// <summary>Reads a file.</summary>
    /// <param name="path">As the user named it.</param>
    /// <param name="page">The command.</param>
    /// <exception cref="ToolException">It cannot be read, or something in it is wrong; all faults are named.</exception>
    public static ConfigFile Read(string path, CommandPage page)
    {
        RunInput.RequireFiles([path]);
        ConfigFile file = Failures.Reading(() => Taken(path, page));
        return file._faults.Count == 0 ? file : throw new ToolException(ExitCode.WrongCommandLine, file._faults);
    }

    /// <summary>A command line with what it leaves to the file.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="line">The same, parsed; perhaps with faults.</param>
    public IReadOnlyList<string> Added(IReadOnlyList<string> args, System.CommandLine.Parsing.CommandResult line)
    {
        int end = args.Index().Where(arg => arg.Item == NamesAfterDashes.Mark).Select(arg => arg.Index).FirstOrDefault(args.Count);
        string[] arguments = ReportOptions.Arguments(line).Any()
            ? []
            : [.. page.ArgumentKeys.SelectMany(key => _arguments.GetValueOrDefault(key, []))];
        return
        [
            .. args.Take(end),
            .. from option in _options
               where !option.Key.IsTyped(line)
               from word in option.Value
               select word is null ? option.Key.Name : $"{option.Key.Name}={word}",
            NamesAfterDashes.Mark,
            .. arguments,
            .. args.Skip(end + 1),
        ];
    }

    private static ConfigFile Taken(string path, CommandPage page)
    {
        ReadOnlyMemory<byte> bytes = File.ReadAllBytes(path);
        bytes = bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        if (!Utf8.IsValid(bytes.Span))
        {
            throw new IOException($"{path}: its text is not in UTF-8, as JSON must be; save it in this encoding");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, _lenient);
            ConfigFile file = new(path, page);
            file.Take(document.RootElement);
            return file;
        }
        catch (JsonException exception)
        {
            throw new IOException($"{path}: this is not JSON: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // The library says so when it reads a text such as "\ud800".
            throw new IOException($"{path}: a text has half of a pair of \\u escapes, which is no character; give both halves", exception);
        }
    }

    private void Take(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            _faults.Add($"{path}: there must be one object with a value for each option, for instance {{ \"perplexity\": 50 }}");
            return;
        }

        if (!root.TryGetProperty(ReportOptions.Field, out JsonElement options))
        {
            if (root.TryGetProperty("version", out JsonElement version) && root.TryGetProperty("plan", out _))
            {
                _faults.Add($"{path}: this report is of version {JsonText.Of(version)}, which did not keep the options of a run");
                return;
            }

            TakeAll(root, isReport: false);
            return;
        }

        Version = root.TryGetProperty("version", out JsonElement of) ? JsonText.Of(of) ?? "" : "";
        string? command = root.TryGetProperty(ReportOptions.CommandField, out JsonElement name) ? JsonText.Of(name) : null;
        if (command is not null && command != page.Name)
        {
            _faults.Add($"{path}: this is the report of {Tool.Name} {command}, not of {Tool.Name} {page.Name}");
        }
        else if (options.ValueKind != JsonValueKind.Object)
        {
            _faults.Add($"{path}: {ReportOptions.Field}: {JsonText.Kind(options)} is not an object with a value for each option");
        }
        else
        {
            TakeAll(options, isReport: true);
            TakeHashes(root);
        }
    }

    private void TakeAll(JsonElement options, bool isReport)
    {
        OptionRow[] rows = [.. page.AllSections.SelectMany(section => section.Rows).Where(row => row.CanBeInFile)];
        List<string> left = [];
        foreach (JsonProperty property in options.EnumerateObject())
        {
            string key = ReportOptions.CamelCase(property.Name);
            if (page.ArgumentKeys.FirstOrDefault(argument => argument.Name == key) is { } argument)
            {
                TakeArgument(property.Name, argument, property.Value);
                continue;
            }

            OptionRow? row = rows.FirstOrDefault(row => row.CamelName == key);
            if (row is null)
            {
                string? nearest = Spelling.Nearest(
                    key, rows.Select(row => row.CamelName).Concat(page.ArgumentKeys.Select(argument => argument.Name)));
                string meant = nearest is null ? "" : $"; did you mean {nearest}?";
                _faults.Add($"{path}: '{property.Name}' is no option of {Tool.Name} {page.Name}{meant}");
            }
            else if (isReport && !row.IsRepeated)
            {
                if (property.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
                {
                    left.Add(row.Name);
                }
            }
            else
            {
                TakeOption(property.Name, row, property.Value);
            }
        }

        LeftOut = left;
    }

    private void TakeOption(string key, OptionRow row, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        string? fault = row.FromJson(value, out IReadOnlyList<string?> words);
        string?[] resolved =
            [.. fault is null ? words.Select(word => word is null ? null : ConfigPaths.Resolve(word, row.Values, path)) : []];
        if ((fault ?? (_options.TryAdd(row, resolved) ? null : "it is there twice")) is { } line)
        {
            _faults.Add($"{path}: {key}: {line}");
        }
    }

    private void TakeArgument(string name, ArgumentKey key, JsonElement value)
    {
        JsonElement[] names = [.. value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : new[] { value }.AsEnumerable()];
        bool isCount = names.Length == 1 || (names.Length > 1 && key.IsMany);
        if (!isCount || names.Any(one => one.ValueKind != JsonValueKind.String || one.GetString()!.Length == 0))
        {
            _faults.Add($"{path}: {name}: {JsonText.Kind(value)} is not the name of a file{(key.IsMany ? " or a list of them" : "")}");
        }
        else if (!_arguments.TryAdd(key, [.. names.Select(one => ConfigPaths.Resolve(one.GetString()!, ConfigPaths.File, path))]))
        {
            _faults.Add($"{path}: {name}: it is there twice");
        }
    }

    private void TakeHashes(JsonElement root)
    {
        if (root.TryGetProperty(ReportOptions.HashField, out JsonElement hashes) && hashes.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty hash in hashes.EnumerateObject())
            {
                _hashes[ConfigPaths.Resolve(hash.Name, ConfigPaths.File, path)] = JsonText.Of(hash.Value) ?? "";
            }
        }
    }
}
