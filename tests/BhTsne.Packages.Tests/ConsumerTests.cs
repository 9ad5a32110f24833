using System.Text;
using BhTsne.Tests.Documents;

namespace BhTsne.Packages.Tests;

/// <summary>Programs that install the packages into a new project, with an empty cache.</summary>
[Collection(PackageTests.Name)]
public sealed class ConsumerTests(LocalFeed feed)
{
    private static readonly string[] _readmes =
    [
        "README.md", "src/BhTsne/README.md", "src/BhTsne.IO/README.md", "src/BhTsne.Plotting/README.md", "src/BhTsne.Live/README.md",
    ];

    /// <summary>What a newcomer types: a project, the package, one call.</summary>
    [Fact]
    public void Two_lines_make_a_map_in_a_new_project()
    {
        string folder = feed.NewFolder("two-lines");
        Expect(feed.Run(folder, "new", "console", "--no-restore"));
        Expect(feed.Run(folder, "add", "package", "BhTsne", "--version", LocalFeed.Version));
        CodeBlock block = CodeBlock.Of("README.md", File.ReadAllLines(Repository.PathOf("src", "BhTsne", "README.md"))).Single();
        File.WriteAllLines(Path.Combine(folder, "Program.cs"), block.Text);
        Assert.Contains("the first point is at ", Expect(feed.Run(folder, "run", "-c", "Release")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_blocks_of_all_readmes_run_against_the_packages()
    {
        string folder = feed.NewFolder("consumer");
        foreach (string file in Directory.EnumerateFiles(Repository.PathOf("tests", "Documents"), "*.cs")
            .Append(Repository.PathOf("tests", "Consumer", "Consumer.csproj"))
            .Append(Repository.PathOf("src", "BhTsne.Cli", "Samples", "digits.csv.gz")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        CodeBlock[] blocks =
        [
            .. _readmes.SelectMany(readme => CodeBlock.Of(readme, File.ReadAllLines(Repository.PathOf(readme.Split('/'))))),
        ];
        Assert.True(blocks.Length >= 8);
        StringBuilder program = new();
        for (int i = 0; i < blocks.Length; i++)
        {
            File.WriteAllText(Path.Combine(folder, $"Block{i}.cs"), blocks[i].ToFile(i));
            program.Append($"Given.WriteFiles();\nawait Block{i}.Run();\nConsole.WriteLine(\"block {i} ran\");\n");
        }

        File.WriteAllText(Path.Combine(folder, "Program.cs"), program.ToString());
        string output = Expect(feed.Run(folder, "run", "-c", "Release", $"-p:BhTsneVersion={LocalFeed.Version}"));
        Assert.Contains($"block {blocks.Length - 1} ran", output, StringComparison.Ordinal);
        Assert.True(new FileInfo(Path.Combine(folder, "map.html")).Length > 10_000);
    }

    private static string Expect((int Exit, string Output) run)
    {
        Assert.True(run.Exit == 0, run.Output);
        return run.Output;
    }
}
