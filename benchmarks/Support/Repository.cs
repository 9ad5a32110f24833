namespace BhTsne.Benchmarks.Support;

/// <summary>The folders that benchmarks read and write, found from the folder of the program.</summary>
public static class Repository
{
    /// <summary>The folder with BhTsne.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Real data; may be missing.</summary>
    public static string Data => Path.Combine(Root, "..", "shared", "data");

    /// <summary>Reports that are kept.</summary>
    public static string Results => Path.Combine(Root, "benchmarks", "results");

    /// <summary>A folder under BenchmarkDotNet.Artifacts, which git ignores; it is created.</summary>
    public static string Scratch(string name) => Directory.CreateDirectory(Path.Combine(Root, "BenchmarkDotNet.Artifacts", name)).FullName;

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BhTsne.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException(
            $"There is no BhTsne.sln above {AppContext.BaseDirectory}; run the program inside the repository.");
    }
}
