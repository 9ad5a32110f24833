using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace BhTsne.Packages.Tests;

/// <summary>
/// The packages of the libraries that were built with these tests, in a folder of their own, and a machine of a newcomer: an empty home and
/// an empty cache of packages.
/// </summary>
public sealed class LocalFeed : IDisposable
{
    /// <summary>The projects that are packed, each below src.</summary>
    private static readonly string[] _projects = ["BhTsne", "BhTsne.IO", "BhTsne.Plotting", "BhTsne.Live", "BhTsne.Cli"];

    private readonly string _root = Directory.CreateTempSubdirectory("bhtsne-packages-").FullName;

    /// <summary>Packs what was built.</summary>
    public LocalFeed()
    {
        // The packages of others are those that the build of these tests has restored: no network is needed. Our own are never taken from
        // there, where those of an earlier installation may be.
        File.WriteAllText(
            Path.Combine(_root, "nuget.config"),
            $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{Folder}" />
                <add key="restored" value="{RestoredPackages}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="local">
                  <package pattern="BhTsne" />
                  <package pattern="BhTsne.*" />
                </packageSource>
                <packageSource key="restored">
                  <package pattern="*" />
                </packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        foreach (string project in _projects)
        {
            (int exit, string output) = Run(
                Repository.Root,
                ["pack", Path.Combine("src", project), "-c", Configuration, "--no-build", "-o", Folder, "-p:UseSharedCompilation=false"]);
            Assert.True(exit == 0, output);
        }
    }

    /// <summary>The version of all packages: that of Directory.Build.props.</summary>
    public static string Version { get; } =
        XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>The folder of the packages.</summary>
    public string Folder => Path.Combine(_root, "feed");

    /// <summary>The folder of packages that a restore has filled, which is a source of packages, too.</summary>
    private static string RestoredPackages { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The build that is tested: Debug or Release.</summary>
    private static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The file of a package.</summary>
    public string PathOf(string package, string extension = "nupkg") => Path.Combine(Folder, $"{package}.{Version}.{extension}");

    /// <summary>A new empty folder, in which the local feed is a source of packages.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_root, name)).FullName;

    /// <summary>Runs the command dotnet as a newcomer.</summary>
    /// <returns>The exit code and all that was written.</returns>
    public (int Exit, string Output) Run(string folder, params string[] arguments) => Start(folder, Host(), arguments);

    /// <summary>Runs a program as a newcomer.</summary>
    /// <returns>The exit code and all that was written.</returns>
    public (int Exit, string Output) Start(string folder, string program, params string[] arguments)
    {
        string home = Path.Combine(_root, "home");
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment =
            {
                ["HOME"] = home,
                ["DOTNET_CLI_HOME"] = home,
                ["DOTNET_ROOT"] = Path.GetDirectoryName(Host()),
                ["NUGET_PACKAGES"] = Path.Combine(_root, "packages"),
                ["NUGET_CERT_REVOCATION_MODE"] = "offline",
                ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
                ["MSBUILDDISABLENODEREUSE"] = "1",
                ["DOTNET_NOLOGO"] = "1",
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            },
        };

        // Left by the SDK that runs the tests: it would point to another SDK's files.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    /// <summary>Removes all of it.</summary>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>The host of the runtime that runs this test: three folders above its libraries.</summary>
    private static string Host() => Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
