namespace BhTsne;

/// <summary>The folders in which the sources and the data of the tests lie.</summary>
internal static class Repository
{
    /// <summary>The folder with BhTsne.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The path of a file or folder of the repository.</summary>
    /// <param name="parts">The names below the root.</param>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The path of a data set, which lies beside the repository and not in it: see <see cref="RealDataFactAttribute"/>.</summary>
    /// <param name="parts">The names below the folder of all data sets.</param>
    public static string RealData(params string[] parts) => Path.GetFullPath(Path.Combine([Root, "..", "shared", "data", .. parts]));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BhTsne.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
