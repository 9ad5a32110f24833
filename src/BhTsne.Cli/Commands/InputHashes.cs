using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Commands;

/// <summary>SHA-256 of the files that a run has read, so that a run that repeats it can tell whether they are the same.</summary>
/// <param name="ByFile">In hexadecimal, by the names that the user gave.</param>
internal sealed record InputHashes(IReadOnlyDictionary<string, string> ByFile)
{
    /// <summary>Those of no file.</summary>
    public static InputHashes None { get; } = new(new Dictionary<string, string>());

    /// <summary>Reads the files; devices and pipes, which can be read once only, are left out.</summary>
    /// <param name="files">As the user named them.</param>
    /// <exception cref="ToolException">One cannot be read.</exception>
    public static InputHashes Of(IEnumerable<string> files) => new(
        files.Distinct().Where(file => File.Exists(file) && !AtomicFile.IsWrittenThrough(file))
            .ToDictionary(file => file, file => Failures.Reading(() => Of(file)), StringComparer.Ordinal));

    /// <summary>Those of a command, where they are compared with others, now or later; none otherwise.</summary>
    /// <param name="files">As the user named them.</param>
    /// <param name="outputs">Whether a report is among them.</param>
    /// <param name="config">The file of --config; null for none.</param>
    /// <exception cref="ToolException">A file cannot be read.</exception>
    public static InputHashes For(IEnumerable<string> files, OutputFiles outputs, ConfigFile? config) =>
        config?.Hashes.Count > 0 || outputs.All.Any(file => file.Kind == OutputKind.Report) ? Of(files) : None;

    /// <summary>The files that are not as they were.</summary>
    /// <param name="config">Has the hashes of before; null for no file.</param>
    public IReadOnlyList<string> Changed(ConfigFile? config)
    {
        Dictionary<string, string> before = new(StringComparer.Ordinal);
        foreach ((string file, string hash) in config?.Hashes ?? new Dictionary<string, string>())
        {
            before[AtomicFile.IdentityOf(file)] = hash;
        }

        return
        [
            .. from now in ByFile
               where before.GetValueOrDefault(AtomicFile.IdentityOf(now.Key), now.Value) != now.Value
               select now.Key,
        ];
    }

    /// <summary>For the report, whose names of files are relative to it.</summary>
    /// <param name="report">The file of the report; null where it is no file.</param>
    public JsonObject ToJson(string? report) => new(
        ByFile.Select(hash => KeyValuePair.Create(
            ConfigPaths.Relative(hash.Key, ConfigPaths.File, report), (JsonNode?)hash.Value)).DistinctBy(hash => hash.Key));

    private static string Of(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
