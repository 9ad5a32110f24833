namespace BhTsne.Packages.Tests;

/// <summary>The command as it is installed.</summary>
[Collection(PackageTests.Name)]
public sealed class ToolTests(LocalFeed feed)
{
    [Fact]
    public void The_tool_installs_by_name_and_makes_the_map_of_the_demo()
    {
        string folder = feed.NewFolder("tool");
        (int exit, string output) = feed.Run(
            folder, "tool", "install", "BhTsne.Tool", "--version", LocalFeed.Version, "--tool-path", Path.Combine(folder, "bin"));
        Assert.True(exit == 0, output);
        string command = Path.Combine(folder, "bin", OperatingSystem.IsWindows() ? "bhtsne.exe" : "bhtsne");
        Assert.True(File.Exists(command));

        (exit, output) = feed.Start(folder, command, "--version");
        Assert.True(exit == 0, output);
        Assert.StartsWith(LocalFeed.Version, output, StringComparison.Ordinal);

        (exit, output) = feed.Start(folder, command, "demo");
        Assert.True(exit == 0, output);
        Assert.True(new FileInfo(Path.Combine(folder, "digits-map.csv")).Length > 10_000);
        Assert.True(new FileInfo(Path.Combine(folder, "digits-map.html")).Length > 10_000);

        (exit, output) = feed.Start(folder, command, "--help");
        Assert.True(exit == 0, output);
        Assert.Contains("Usage: bhtsne ", output, StringComparison.Ordinal);
    }
}
