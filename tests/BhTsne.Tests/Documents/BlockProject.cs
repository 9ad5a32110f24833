using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace BhTsne.Tests.Documents;

/// <summary>
/// A program of all code blocks and samples, made in a temporary folder, built by the SDK against the libraries that these tests use.
/// </summary>
public sealed class BlockProject : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("bhtsne-blocks-").FullName;
    private readonly Lazy<string> _build;

    public BlockProject() => _build = new Lazy<string>(Build);

    /// <summary>The documents whose blocks are compiled and run.</summary>
    public static string[] Documents { get; } = ["README.md", "docs/library.md", .. Below("docs/guide", "*.md")];

    /// <summary>The programs of one file, each of which is compiled and run as a block.</summary>
    public static string[] Samples { get; } = Below("samples", "*.cs");

    /// <summary>All blocks, in the order of the documents, and then the samples.</summary>
    internal static CodeBlock[] Blocks { get; } =
    [
        .. Documents.SelectMany(document => CodeBlock.Of(document, LinesOf(document))),
        .. Samples.Select(sample => CodeBlock.OfProgram(sample, LinesOf(sample))),
    ];

    /// <summary>What the compiler objects to; empty where all blocks compile.</summary>
    public string CompilerErrors => _build.Value;

    /// <summary>Runs a block in the folder of its document.</summary>
    /// <returns>The exception with its stack trace; empty where the block ran to its end.</returns>
    internal string Run(CodeBlock block)
    {
        (int exit, string output) = Start(
            FolderOf(block.Document), ["exec", Path.Combine(_root, "out", "Blocks.dll"), $"{Array.IndexOf(Blocks, block)}"]);
        return exit == 0 ? "" : output;
    }

    /// <summary>
    /// The folder in which the blocks of a document run: all of them in one, so that a block can read what an earlier one wrote.
    /// </summary>
    public string FolderOf(string document)
    {
        string folder = Path.Combine(_root, "run-" + Path.GetFileName(document));
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            File.Copy(EndToEnd.Samples.DigitsPath, Path.Combine(folder, "digits.csv.gz"));
        }

        return folder;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>The lines of a file of the repository.</summary>
    /// <param name="document">Its path below the root, with slashes.</param>
    public static string[] LinesOf(string document) => File.ReadAllLines(Repository.PathOf(document.Split('/')));

    private static string[] Below(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Repository.PathOf(folder.Split('/')), pattern)
            .Select(path => $"{folder}/{Path.GetFileName(path)}").Order(StringComparer.Ordinal),
    ];

    private string Build()
    {
        File.WriteAllText(Path.Combine(_root, "Blocks.csproj"), Project());
        File.WriteAllText(Path.Combine(_root, "Program.cs"), Program());
        for (int i = 0; i < Blocks.Length; i++)
        {
            File.WriteAllText(Path.Combine(_root, $"Block{i}.cs"), Blocks[i].ToFile(i));
        }

        (int exit, string output) = Start(
            _root,
            [
                "build", "Blocks.csproj", "-o", "out", "--nologo", "-v:q", "-clp:NoSummary", "-nodeReuse:false",
                "-p:UseSharedCompilation=false",
            ]);
        IEnumerable<string> errors = output.Split('\n').Where(line => line.Contains(": error", StringComparison.Ordinal)).Distinct();
        return exit == 0 ? "" : string.Join('\n', errors.DefaultIfEmpty(output));
    }

    private static string Project()
    {
        string[] libraries = ["BhTsne", "BhTsne.IO", "BhTsne.Plotting", "BhTsne.Live", "CsvHelper", "System.Numerics.Tensors"];
        StringBuilder project = new();
        project.Append(
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <LangVersion>latest</LangVersion>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <!-- A body without await; a variable or a function that only shows how it is declared. -->
                <NoWarn>CS1998;CS0219;CS8321</NoWarn>
                <UseAppHost>false</UseAppHost>
                <InvariantGlobalization>true</InvariantGlobalization>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />

            """);
        foreach (string library in libraries)
        {
            project.Append("    <Reference Include=\"").Append(Path.Combine(AppContext.BaseDirectory, library + ".dll")).Append("\" />\n");
        }

        return project.Append("    <Compile Include=\"").Append(Repository.PathOf("tests", "Documents", "*.cs"))
            .Append("\" />\n  </ItemGroup>\n</Project>\n").ToString();
    }

    private static string Program()
    {
        StringBuilder program = new("switch (int.Parse(args[0]))\n{\n");
        for (int i = 0; i < Blocks.Length; i++)
        {
            program.Append("    case ").Append(i).Append(":\n        Given.WriteFiles();\n        await Block").Append(i)
                .Append(".Run();\n        break;\n");
        }

        return program.Append("}\n").ToString();
    }

    private static (int Exit, string Output) Start(string folder, string[] arguments)
    {
        // The host of the runtime that runs this test: three folders above its libraries.
        string host = Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        ProcessStartInfo start = new(Path.GetFullPath(host), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0", ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_NOLOGO"] = "1" },
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
