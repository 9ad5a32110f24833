namespace BhTsne.Fuzz.Tests.Support;

/// <summary>A folder for the files of one test, deleted with it.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bhtsne-fuzz-");

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
