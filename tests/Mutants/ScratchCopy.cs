using System.Net;
using System.Text.RegularExpressions;

namespace BhTsne.Mutants;

/// <summary>A copy of the working tree, in which mutants are applied, built and tested; the working tree is only read.</summary>
internal sealed partial class ScratchCopy
{
    private const double BuildLimit = 1200;
    private const string Configuration = "Release";

    private readonly string _folder;
    private readonly HashSet<string> _built = [];
    private readonly Dictionary<string, Compiler> _compilers = [];

    private ScratchCopy(string folder) => _folder = folder;

    /// <summary>Copies all files that git tracks or would track, with the changes that are not committed.</summary>
    /// <param name="root">The root of the repository.</param>
    /// <param name="folder">Where to copy to; an earlier copy is brought up to date, which saves most of its build.</param>
    /// <exception cref="InvalidOperationException">git does not list the files.</exception>
    public static ScratchCopy Of(string root, string folder)
    {
        ProcessRun list = ProcessRun.Of(root, 60, "git", "-c", "core.quotepath=off", "ls-files", "-co", "--exclude-standard");
        if (list.ExitCode != 0)
        {
            throw new InvalidOperationException($"git ls-files failed:\n{list.Text}");
        }

        HashSet<string> names = [];
        foreach (string name in list.Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string source = Path.Combine(root, name), target = Path.Combine(folder, name);
            if (File.Exists(source) && names.Add(target) && !(File.Exists(target) && HasBytes(target, File.ReadAllBytes(source))))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.WriteAllBytes(target, File.ReadAllBytes(source));
            }
        }

        // A source that is not there any more would be compiled.
        foreach (string file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        {
            bool isOutput = Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin");
            if (!isOutput && !names.Contains(file))
            {
                File.Delete(file);
            }
        }

        return new ScratchCopy(folder);
    }

    /// <summary>Builds a test project and all that it uses, without a mutant; once.</summary>
    /// <exception cref="InvalidOperationException">It does not build.</exception>
    public void BuildTests(string project)
    {
        if (_built.Add(project) && Build($"tests/{project}") is { } fault)
        {
            throw new InvalidOperationException($"tests/{project} does not build without a mutant:\n{fault}");
        }
    }

    /// <summary>Tests a mutant, and takes it back.</summary>
    /// <param name="mutant">The mutant; its test project has been built.</param>
    /// <param name="test">Runs its tests.</param>
    public (Outcome Outcome, string Detail) With(Mutant mutant, Func<(Outcome Outcome, string Detail)> test)
    {
        string file = Path.Combine(_folder, mutant.File);
        if (!File.Exists(file))
        {
            return (Outcome.DoesNotApply, $"{mutant}: the file is not there.");
        }

        string source = File.ReadAllText(file), changed;
        try
        {
            changed = mutant.Apply(source);
        }
        catch (FormatException exception)
        {
            return (Outcome.DoesNotApply, exception.Message);
        }

        // Only the assembly with the change is compiled, and put where the tests load it from.
        string project = string.Join('/', mutant.File.Split('/').Take(2)), name = AssemblyName(project);
        string loaded = Path.Combine(OutputOf(mutant.Project), name);
        if (!File.Exists(loaded))
        {
            throw new InvalidOperationException($"{mutant}: tests/{mutant.Project} does not use {name}.");
        }

        if (!_compilers.TryGetValue(project, out Compiler? compiler))
        {
            _compilers[project] = compiler = new Compiler(Path.Combine(_folder, project), Configuration);
        }

        byte[] whole = File.ReadAllBytes(loaded);
        try
        {
            File.WriteAllText(file, changed);
            if (compiler.Run() is { } fault)
            {
                return (Outcome.DoesNotBuild, fault);
            }

            File.Copy(compiler.Output, loaded, overwrite: true);
            return test();
        }
        finally
        {
            // Written last, the source is newer than what was compiled from the mutant.
            File.WriteAllBytes(loaded, whole);
            File.WriteAllText(file, source);
        }
    }

    /// <summary>Runs tests of a project that has been built.</summary>
    /// <param name="project">The test project.</param>
    /// <param name="filter">Which tests.</param>
    /// <param name="limit">How long they may take, in seconds.</param>
    public TestRun Test(string project, string filter, double limit)
    {
        string results = Path.Combine(_folder, "TestResults", "mutant.trx");
        Directory.CreateDirectory(Path.GetDirectoryName(results)!);
        File.Delete(results);
        ProcessRun run = ProcessRun.Of(
            _folder,
            limit,
            "dotnet",
            "test",
            Path.Combine(OutputOf(project), $"{project}.dll"),
            "--filter",
            filter,
            "--results-directory",
            Path.GetDirectoryName(results)!,
            "--logger",
            $"trx;LogFileName={Path.GetFileName(results)}",
            "--",
            "xUnit.StopOnFail=true");
        string text = File.Exists(results) ? File.ReadAllText(results) : "";
        return new TestRun(
            run,
            [.. Passed().Matches(text).Select(match => match.Groups[1].Value)],
            Failed().Match(text) is { Success: true } failed ? WebUtility.HtmlDecode(failed.Groups[1].Value) : null);
    }

    private string OutputOf(string testProject) => Path.Combine(_folder, "tests", testProject, "bin", Configuration, "net10.0");

    /// <summary>Builds a project; returns what the compiler said against it, or null.</summary>
    private string? Build(string project)
    {
        ProcessRun run = ProcessRun.Of(
            _folder,
            BuildLimit,
            "dotnet",
            [
                "build", project, "-c", Configuration, "-v", "quiet", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false",
                "-p:GenerateDocumentationFile=false",
            ]);
        string[] errors = [.. run.Text.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Distinct()];
        return run.ExitCode == 0 ? null : errors.Length > 0 ? string.Join('\n', errors) : run.Text;
    }

    private static bool HasBytes(string file, byte[] bytes) => File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes);

    private string AssemblyName(string project)
    {
        string name = Path.GetFileName(project);
        Match given = GivenName().Match(File.ReadAllText(Path.Combine(_folder, project, $"{name}.csproj")));
        return $"{(given.Success ? given.Groups[1].Value : name)}.dll";
    }

    [GeneratedRegex("<AssemblyName>(.*)</AssemblyName>")]
    private static partial Regex GivenName();

    [GeneratedRegex("<UnitTestResult [^>]*testName=\"([^\"]*)\"[^>]*outcome=\"Passed\"")]
    private static partial Regex Passed();

    [GeneratedRegex("<UnitTestResult [^>]*testName=\"([^\"]*)\"[^>]*outcome=\"Failed\"")]
    private static partial Regex Failed();
}
