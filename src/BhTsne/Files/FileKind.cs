namespace BhTsne.Files;

/// <summary>What a file in sections holds.</summary>
/// <param name="Mark">Four characters that follow the signature.</param>
/// <param name="Name">What messages call it.</param>
/// <param name="Version">The version of the format that is written, and the newest that is read.</param>
internal sealed record FileKind(string Mark, string Name, int Version)
{
    /// <summary>The first eight bytes of every file of the engine. The first is no text, and the last two tell a text conversion.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'B', (byte)'h', (byte)'T', (byte)'s', (byte)'n', (byte)'\r', (byte)'\n'];

    /// <summary>A finished map that takes new points.</summary>
    public static FileKind Model { get; } = new("MODL", "a model of BhTsne", 1);

    /// <summary>A run that can be resumed.</summary>
    public static FileKind Checkpoint { get; } = new("CKPT", "a checkpoint of BhTsne", 1);

    /// <summary>Neighbours, P or a map in the cache of a study.</summary>
    public static FileKind StudyCache { get; } = new("STDY", "a cache file of a study of BhTsne", 1);
}
