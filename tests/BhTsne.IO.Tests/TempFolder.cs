using System.IO.Compression;
using System.Text;

namespace BhTsne.IO.Tests;

/// <summary>A folder of its own for a test, deleted with it.</summary>
public sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bhtsne-io-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>Writes a file, gzipped if its name ends in .gz.</summary>
    public string Write(string name, ReadOnlySpan<byte> content)
    {
        using FileStream file = File.Create(this[name]);
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(content);
        return this[name];
    }

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    /// <summary>Writes bytes as they are, whatever the name.</summary>
    public string WriteBytes(string name, byte[] content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public string[] Names() => [.. _folder.GetFileSystemInfos().Select(info => info.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);
}
