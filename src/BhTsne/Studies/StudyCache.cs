using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using BhTsne.Studies;

namespace BhTsne;

/// <summary>
/// A folder in which studies keep neighbours, P and maps, so that a second study starts at once. Each is a file that is named by a hash of
/// everything that it follows from.
/// </summary>
/// <remarks>
/// A file that is damaged or foreign is noticed and made again, and where a file cannot be written the study goes on without it: <see
/// cref="Note"/> receives a sentence. Files are written whole or not at all, so several studies may use a folder at the same time. The
/// folder may be deleted between two studies; nothing else removes files from it. For one thread at a time.
/// </remarks>
public sealed class StudyCache
{
    /// <summary>How the names of its files end.</summary>
    public const string Extension = ".bhtsne-cache";

    /// <summary>Takes a folder, and creates it where there is none.</summary>
    /// <param name="folder">The folder; the folder above it must exist.</param>
    /// <exception cref="IOException">
    /// It is no folder, it cannot be created, or nothing can be written there; the message begins with its name.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">This account may not create it.</exception>
    public StudyCache(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = folder;
        if (FindFault(folder) is { } fault)
        {
            throw new IOException($"{folder}: {fault}.");
        }

        Directory.CreateDirectory(folder);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>
    /// Receives a sentence for each file that could not be read or written; the study goes on. Null for none.
    /// </summary>
    public Action<string>? Note { get; set; }

    /// <summary>What would keep a folder from being a cache, as far as it can be known in advance. Nothing is created.</summary>
    /// <param name="folder">The folder; where there is none, the one above it must exist.</param>
    /// <returns>A phrase without the folder and without a full stop, or null for nothing.</returns>
    public static string? FindFault(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (File.Exists(folder))
        {
            return "this is a file, but a cache is a folder; name another one";
        }

        if (Directory.Exists(folder))
        {
            return AtomicFile.FindFault(Path.Combine(folder, $"any{Extension}")) is { } inside
                ? $"nothing can be written into this folder: {inside}"
                : null;
        }

        string? above = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return above is not null && !Directory.Exists(above) ? "the folder above it does not exist; create it first"
            : AtomicFile.FindFault(folder) is { } fault ? $"the folder cannot be created: {fault}"
            : null;
    }

    /// <summary>A key: SHA-256 of texts and of their lengths.</summary>
    /// <param name="parts">Everything that a result follows from, in a fixed order.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string KeyOf(params ReadOnlySpan<string> parts)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (string part in parts)
        {
            byte[] text = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
            hash.AppendData(length);
            hash.AppendData(text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A neighbour graph from the cache, or made and kept.</summary>
    /// <param name="key">Of everything that it follows from.</param>
    /// <param name="make">Makes it.</param>
    /// <returns>The graph.</returns>
    public CacheEntry<NeighborGraph> Neighbors(string key, Func<NeighborGraph> make) =>
        Get(CacheContent.Neighbors, key, make, CacheFile.ReadNeighbors, CacheFile.Write);

    /// <summary>P from the cache, or made and kept. It must be of points without weights.</summary>
    /// <param name="key">Of everything that it follows from.</param>
    /// <param name="make">Makes it.</param>
    /// <returns>P.</returns>
    public CacheEntry<AffinityMatrix> Affinities(string key, Func<AffinityMatrix> make) =>
        Get(CacheContent.Affinities, key, make, CacheFile.ReadAffinities, CacheFile.Write);

    /// <summary>A map from the cache, or made and kept.</summary>
    /// <param name="key">Of everything that it follows from.</param>
    /// <param name="make">Makes it.</param>
    /// <returns>The map.</returns>
    public CacheEntry<Embedding> Map(string key, Func<Embedding> make) =>
        Get(CacheContent.Map, key, make, CacheFile.ReadMap, CacheFile.Write);

    /// <summary>A map that is in the cache.</summary>
    /// <param name="key">Of everything that it follows from.</param>
    /// <returns>The map; null where it is not there or damaged.</returns>
    public Embedding? FindMap(string key) => Read(CacheContent.Map, key, CacheFile.ReadMap, isMadeAgain: false)?.Value;

    /// <summary>The file of a result.</summary>
    internal string PathOf(CacheContent content, string key)
    {
        // Keys come from callers too, who may write anything: a hash is always the name of a file.
        string name = KeyOf(key)[..32];
        return Path.Combine(Folder, $"{$"{content}".ToLowerInvariant()}-{name}{Extension}");
    }

    private CacheEntry<T> Get<T>(
        CacheContent content,
        string key,
        Func<T> make,
        Func<Stream, string, string, CacheEntry<T>> read,
        Action<Stream, string, T, double> write)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(make);
        if (Read(content, key, read) is { } found)
        {
            return found;
        }

        long started = Stopwatch.GetTimestamp();
        T made = make();
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        try
        {
            AtomicFile.Write(PathOf(content, key), stream => write(stream, key, made, seconds));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Note?.Invoke($"{exception.Message.TrimEnd('.')}; the study goes on without keeping it.");
        }

        return new CacheEntry<T>(made, seconds, false);
    }

    private CacheEntry<T>? Read<T>(
        CacheContent content, string key, Func<Stream, string, string, CacheEntry<T>> read, bool isMadeAgain = true)
    {
        string path = PathOf(content, key);
        try
        {
            if (File.Exists(path))
            {
                using FileStream stream = File.OpenRead(path);
                return read(stream, path, key);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string fault = exception is TsneFileException { Section: { } section }
                ? $"{path}: its section {section} is damaged or of another kind"
                : exception.Message.TrimEnd('.');
            Note?.Invoke(fault + (isMadeAgain ? "; it is made again." : "; its map is not shown."));
        }

        return null;
    }
}
