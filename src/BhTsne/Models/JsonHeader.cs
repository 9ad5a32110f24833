using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using BhTsne.Files;

namespace BhTsne.Models;

/// <summary>How headers are written.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions _indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>UTF-8 with line breaks, so that a person can read the beginning of a file.</summary>
    public static byte[] Of(JsonObject json)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text, _indented))
        {
            json.WriteTo(writer);
        }

        return text.ToArray();
    }
}

/// <summary>The header of a file: a JSON object of which every value is checked.</summary>
internal sealed class JsonHeader
{
    private readonly SectionReader _file;
    private readonly string _section;
    private readonly JsonObject _json;

    /// <summary>Parses a header.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="section">For messages.</param>
    /// <param name="text">UTF-8.</param>
    /// <exception cref="TsneFileException">It is no JSON object.</exception>
    public JsonHeader(SectionReader file, string section, byte[] text)
    {
        (_file, _section) = (file, section);
        try
        {
            _json = Parse(text) as JsonObject ?? throw new JsonException("it is no object");
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            throw file.Fault(section, $"it is malformed: {exception.Message}");
        }
    }

    /// <summary>A whole number in a range.</summary>
    public int Number(string name, int least, int most) => (int)Long(name, least, most);

    /// <summary>A whole number in a range.</summary>
    public long Long(string name, long least, long most)
    {
        long value = Value<long>(name);
        return value >= least && value <= most ? value : throw Fault($"{name} is {value}; it must be from {least} to {most}.");
    }

    /// <summary>A number that is not negative and finite.</summary>
    public double NotNegative(string name)
    {
        double value = Value<double>(name);
        return value >= 0 && double.IsFinite(value) ? value : throw Fault($"{name} is {value}; it must be finite and not negative.");
    }

    /// <summary>A finite number.</summary>
    public double Finite(string name)
    {
        double value = Value<double>(name);
        return double.IsFinite(value) ? value : throw Fault($"{name} is {value}; it must be finite.");
    }

    /// <summary>A finite number, or null.</summary>
    public double? FiniteOrNull(string name) => IsNull(name) ? null : Finite(name);

    /// <summary>A text, or null.</summary>
    public string? TextOrNull(string name) => IsNull(name) ? null : Text(name);

    /// <summary>Yes or no.</summary>
    public bool Flag(string name) => Value<bool>(name);

    /// <summary>Yes or no; no where it is missing, as in files of earlier versions.</summary>
    public bool FlagIfThere(string name) => _json.ContainsKey(name) && Flag(name);

    /// <summary>A text.</summary>
    public string Text(string name) => Value<string>(name);

    /// <summary>A list of texts; null where there is none.</summary>
    public IReadOnlyList<string>? Texts(string name, int count)
    {
        if (IsNull(name))
        {
            return null;
        }

        try
        {
            string[]? texts = (_json[name] as JsonArray)?.Select(node => node?.GetValue<string>() ?? throw Wrong()).ToArray();
            return texts?.Length == count ? texts : throw Wrong();
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            throw Wrong();
        }

        TsneFileException Wrong() => Fault($"{name} is no list of {count} texts.");
    }

    /// <summary>Options without faults.</summary>
    /// <param name="name">Of the value.</param>
    /// <param name="kind">What they are for.</param>
    /// <param name="metric">The caller's own metric that they may name; null for none.</param>
    public TsneOptions Options(string name, TsneInputKind kind, Metric? metric)
    {
        try
        {
            TsneOptions options = OptionsJson.Read(_json[name] as JsonObject ?? throw new FormatException($"{name} is missing."), metric);
            IReadOnlyList<TsneFault> faults = options.FindFaults(kind);
            return faults.Count == 0 ? options : throw new FormatException($"the option {faults[0]}");
        }
        catch (Exception exception) when (exception is FormatException || IsMalformed(exception))
        {
            throw _file.Fault(_section, exception.Message);
        }
    }

    /// <summary>
    /// What parsing throws. Escaped halves of surrogate pairs are found only when a text is taken, as invalid operations.
    /// </summary>
    private static bool IsMalformed(Exception exception) => exception is JsonException or InvalidOperationException;

    /// <summary>
    /// Parses strictly: no bytes that are no UTF-8, and no name twice, which would be found later and by other exceptions.
    /// </summary>
    private static JsonNode? Parse(byte[] text) => Utf8.IsValid(text)
        ? JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })
        : throw new JsonException("it is no UTF-8");

    private bool IsNull(string name) =>
        _json.ContainsKey(name) ? _json[name] is null : throw Fault($"{name} is missing.");

    private T Value<T>(string name)
    {
        try
        {
            return _json[name] is JsonValue value && value.TryGetValue(out T? found) ? found : throw Malformed();
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            throw Malformed();
        }

        TsneFileException Malformed() => Fault($"{name} is missing or malformed.");
    }

    private TsneFileException Fault(string fault) => _file.Fault(_section, fault);
}
