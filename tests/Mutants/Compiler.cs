using System.Text.Json;
using System.Text.RegularExpressions;

namespace BhTsne.Mutants;

/// <summary>Compiles a project that has been built, without MSBuild: by the compiler's command line, and a compiler server of its
/// own.</summary>
internal sealed partial class Compiler
{
    private const double Limit = 600;

    /// <summary>The server ends so many seconds after its last work.</summary>
    private const int KeepAlive = 60;

    private readonly string _folder, _response, _program;

    /// <summary>Asks MSBuild for the command line.</summary>
    /// <param name="folder">The folder of the project.</param>
    /// <param name="configuration">Of the build.</param>
    /// <exception cref="InvalidOperationException">MSBuild does not tell it.</exception>
    public Compiler(string folder, string configuration)
    {
        // The last property makes the compilation due although nothing has changed.
        ProcessRun run = ProcessRun.Of(
            folder,
            Limit,
            "dotnet",
            "msbuild",
            "-nologo",
            "-t:Compile",
            $"-p:Configuration={configuration}",
            "-p:SkipCompilerExecution=true",
            "-p:ProvideCommandLineArgs=true",
            "-p:BuildProjectReferences=false",
            "-p:DesignTimeBuild=true",
            "-p:RunAnalyzers=false",
            "-p:TreatWarningsAsErrors=false",
            "-p:GenerateDocumentationFile=false",
            "-p:NonExistentFile=none/none",
            "-getItem:CscCommandLineArgs",
            "-getProperty:RoslynTargetsPath");
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{folder}: MSBuild does not tell how it compiles.\n{run.Text}");
        }

        using JsonDocument answer = JsonDocument.Parse(run.Text);
        string[] arguments =
        [
            .. answer.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
                .Select(item => item.GetProperty("Identity").GetString()!),
        ];
        _folder = folder;
        string roslyn = answer.RootElement.GetProperty("Properties").GetProperty("RoslynTargetsPath").GetString()!;
        _program = Path.Combine(roslyn, "bincore", "csc.dll");
        Output = Path.Combine(folder, arguments.Select(argument => Out().Match(argument)).First(match => match.Success).Groups[1].Value);
        // Arguments with spaces are quoted already.
        _response = Path.Combine(folder, "obj", "mutants.rsp");
        File.WriteAllLines(_response, arguments.Where(argument => argument != "/noconfig"));
    }

    /// <summary>The assembly.</summary>
    public string Output { get; }

    /// <summary>Compiles; returns what the compiler said against it, or null.</summary>
    public string? Run()
    {
        ProcessRun run = ProcessRun.Of(
            _folder,
            Limit,
            "dotnet",
            "exec",
            _program,
            $"/shared:bhtsne-mutants-{Environment.ProcessId}",
            $"/keepalive:{KeepAlive}",
            "/noconfig",
            $"@{_response}");
        string[] errors = [.. run.Text.Split('\n').Where(line => line.Contains("error CS", StringComparison.Ordinal)).Distinct()];
        return run.ExitCode == 0 ? null : errors.Length > 0 ? string.Join('\n', errors) : run.Text.Trim();
    }

    [GeneratedRegex("^/out:(.*)$")]
    private static partial Regex Out();
}
