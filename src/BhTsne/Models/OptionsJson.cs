using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BhTsne.Affinities;

namespace BhTsne.Models;

/// <summary>Options as JSON, each under its own name: a new option needs no line here.</summary>
internal static class OptionsJson
{
    /// <summary>Options as JSON.</summary>
    public static JsonObject Write(TsneOptions options) =>
        JsonSerializer.SerializeToNode(options, OptionsJsonContext.Default.TsneOptions)!.AsObject();

    /// <summary>Reads options.</summary>
    /// <param name="json">What <see cref="Write"/> made.</param>
    /// <param name="custom">The metric of the caller's own that the options may name; null for none.</param>
    /// <exception cref="FormatException">An option is unknown or malformed, or the metric is the caller's own.</exception>
    public static TsneOptions Read(JsonObject json, Metric? custom)
    {
        // An option that is missing is newer than the file: a new option has a default that changes nothing.
        JsonObject plain = Write(new TsneOptions());
        foreach ((string option, JsonNode? given) in json)
        {
            plain[option] = plain.ContainsKey(option) ? given?.DeepClone() : throw new FormatException(
                $"it has the option {option}, which this program does not know; use a newer BhTsne.");
        }

        string name = plain[nameof(TsneOptions.Metric)] is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : throw new FormatException($"the option {nameof(TsneOptions.Metric)} is malformed.");
        Metric metric = MetricNames.Find(name, custom) ?? throw new FormatException(
            $"it was made with the metric '{name}', a function of its maker that no file can hold; give a metric of this name.");
        plain[nameof(TsneOptions.Metric)] = Metric.Euclidean.Name;
        try
        {
            return plain.Deserialize(OptionsJsonContext.Default.TsneOptions)! with { Metric = metric };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NotSupportedException)
        {
            throw new FormatException($"an option is malformed: {exception.Message}", exception);
        }
    }

    /// <summary>The options that differ, each with both values in words; the number of threads changes no bit and is left out.</summary>
    public static IEnumerable<(string Option, string Saved, string Now)> Differences(TsneOptions saved, TsneOptions now)
    {
        JsonObject before = Write(saved), after = Write(now);
        foreach ((string name, JsonNode? value) in before)
        {
            if (name != nameof(TsneOptions.Threads) && !JsonNode.DeepEquals(value, after[name]))
            {
                yield return (name, Text(value), Text(after[name]));
            }
        }
    }

    private static string Text(JsonNode? value) => value is null ? "not set" : value.ToJsonString().Trim('"');
}

/// <summary>Metrics by the names that files have.</summary>
internal static class MetricNames
{
    private static readonly Metric[] _known = [Metric.Euclidean, Metric.Manhattan, Metric.Chebyshev, Metric.Cosine, Metric.InnerProduct];

    /// <summary>The metric of a name; null where there is none.</summary>
    public static Metric? Find(string name, Metric? custom) =>
        custom?.Name == name ? custom : Array.Find(_known, metric => metric.Name == name);
}

/// <summary>A metric as its name.</summary>
internal sealed class MetricConverter : JsonConverter<Metric>
{
    /// <inheritdoc/>
    public override Metric Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MetricNames.Find(reader.GetString()!, null) ?? throw new JsonException("unknown metric");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Metric value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}

/// <summary>A kind of affinities as its form and its numbers, for instance "perplexity 30,300".</summary>
internal sealed class AffinityKindConverter : JsonConverter<AffinityKind>
{
    /// <inheritdoc/>
    public override AffinityKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string[] words = reader.GetString()!.Split(' ');
        double[] numbers = words.Length == 2
            ? [.. words[1].Split(',').Select(number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture))]
            : [];
        return (words[0], numbers) switch
        {
            ("perplexity", { Length: > 0 }) => AffinityKind.Multiscale(numbers),
            ("uniform", [var neighbors]) when neighbors == (int)neighbors => AffinityKind.Uniform((int)neighbors),
            ("fixed", [var bandwidth]) => AffinityKind.FixedBandwidth(bandwidth),
            _ => throw new JsonException("unknown kind of affinities"),
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AffinityKind value, JsonSerializerOptions options)
    {
        IEnumerable<double> numbers = value.Form switch
        {
            AffinityForm.Perplexity => value.Perplexities,
            AffinityForm.Uniform => [value.Neighbors],
            _ => [value.Bandwidth],
        };
        string form = value.Form switch
        {
            AffinityForm.Perplexity => "perplexity",
            AffinityForm.Uniform => "uniform",
            _ => "fixed",
        };
        writer.WriteStringValue($"{form} {string.Join(',', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)))}");
    }
}

/// <summary>Reads and writes options without reflection.</summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(MetricConverter), typeof(AffinityKindConverter)])]
[JsonSerializable(typeof(TsneOptions))]
internal sealed partial class OptionsJsonContext : JsonSerializerContext;
