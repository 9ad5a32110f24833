namespace BhTsne.Tests.Models;

/// <summary>A folder of its own for a test, deleted with it.</summary>
internal sealed class TempFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bhtsne-tests-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public string[] Names() => [.. _folder.GetFileSystemInfos().Select(info => info.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);
}
