namespace BhTsne.Tests.Support;

/// <summary>The data sets that lie beside the repository, where they do.</summary>
internal static class RealData
{
    /// <summary>The path of a file or folder in the data folder.</summary>
    /// <param name="name">For instance <c>small/digits.npy.gz</c>.</param>
    /// <returns>Null where it is missing.</returns>
    public static string? Find(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data", name));
            if (File.Exists(Path.Combine(folder.FullName, "BhTsne.sln")) && Path.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>The path of a file or folder that the attribute of the test asked for.</summary>
    /// <param name="name">For instance <c>small/digits.npy.gz</c>.</param>
    public static string Get(string name) => Find(name) ?? throw new FileNotFoundException($"../shared/data/{name} is missing.");

    /// <summary>Why a test that reads these files is skipped; null where it is not.</summary>
    public static string? Missing(string[] names) =>
        Array.Find(names, name => Find(name) is null) is { } missing ? $"../shared/data/{missing} is missing." : null;
}

/// <summary>A test that is skipped, and counted as skipped, where one of these files of <see cref="RealData"/> is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute(params string[] names) => Skip = RealData.Missing(names);
}

/// <summary>A theory that is skipped, and counted as skipped, where one of these files of <see cref="RealData"/> is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealDataTheoryAttribute : TheoryAttribute
{
    public RealDataTheoryAttribute(params string[] names) => Skip = RealData.Missing(names);
}
