namespace BhTsne.Cli.Tests.Support;

/// <summary>Where the sources are.</summary>
internal static class Repository
{
    /// <summary>The folder with BhTsne.sln.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BhTsne.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
