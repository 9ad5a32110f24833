using BhTsne.IO;

namespace BhTsne.Tests.Documents;

/// <summary>
/// The C# blocks of README.md, docs/library.md and docs/guide compile and run, and so do the programs of samples. Each block is a program
/// of its own: statements, then types. It may use the variables and files of tests/Documents/Given.cs, the using directives of the blocks
/// above it in the document, and files that they wrote.
/// </summary>
public sealed class CodeBlockTests(BlockProject project) : IClassFixture<BlockProject>
{
    public static TheoryData<string, int> Blocks
    {
        get
        {
            TheoryData<string, int> blocks = [];
            foreach (CodeBlock block in BlockProject.Blocks)
            {
                blocks.Add(block.Document, block.Line);
            }

            return blocks;
        }
    }

    [Fact]
    public void All_blocks_compile() => Assert.True(project.CompilerErrors.Length == 0, project.CompilerErrors);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_runs(string document, int line)
    {
        Assert.True(project.CompilerErrors.Length == 0, "A block does not compile, so that none can be run.");
        CodeBlock block = BlockProject.Blocks.Single(candidate => (candidate.Document, candidate.Line) == (document, line));
        string failure = project.Run(block);
        Assert.True(failure.Length == 0, $"The block at {block.Place} fails: {failure}");
        string folder = project.FolderOf(document);
        if (document == "README.md" && block.Text.Any(text => text.Contains("map.html", StringComparison.Ordinal)))
        {
            Assert.Equal(1797, EmbeddingReader.Read(Path.Combine(folder, "map.csv")).Points);
            Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(Path.Combine(folder, "map.html")), StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>What blocks do not say: how dotnet run finds the packages. That they are found is for BhTsne.Packages.Tests.</summary>
    [Fact]
    public void A_sample_names_packages_that_there_are_and_says_how_it_is_run()
    {
        Assert.Contains("samples/new-points.cs", BlockProject.Samples);
        Assert.All(BlockProject.Samples, sample =>
        {
            string[] lines = BlockProject.LinesOf(sample);
            string[] packages = [.. lines.Where(line => line.StartsWith("#:package ", StringComparison.Ordinal))];
            Assert.NotEmpty(packages);
            Assert.All(packages, line => Assert.True(Directory.Exists(Repository.PathOf("src", line.Split(' ', '@')[1])), line));
            Assert.Contains(lines, line => line.StartsWith($"//     dotnet run -c Release {sample}", StringComparison.Ordinal));
            Assert.Contains(sample.Split('/')[1], File.ReadAllText(Repository.PathOf("samples", "README.md")), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_fence_of_csharp_is_a_block() =>
        Assert.All(BlockProject.Documents, document => Assert.Equal(
            File.ReadAllLines(Repository.PathOf(document.Split('/')))
                .Count(line => line.Contains("```c", StringComparison.OrdinalIgnoreCase)),
            BlockProject.Blocks.Count(block => block.Document == document)));

    [Fact]
    public void A_block_keeps_its_lines_and_those_of_its_document()
    {
        string[] document =
        [
            "Text", "```csharp", "using A;", "int x;", "```", "```sh", "ls", "```",
            "```csharp", "x();", "", "sealed class C", "{", "}", "```",
        ];
        CodeBlock[] blocks = [.. CodeBlock.Of("d.md", document)];
        Assert.Equal(["d.md(3)", "d.md(10)"], blocks.Select(block => block.Place));
        Assert.Equal(["using A;"], blocks[1].Usings);
        string file = blocks[1].ToFile(7);
        Assert.StartsWith("using A;\ninternal sealed class Block7 : Given\n", file, StringComparison.Ordinal);
        Assert.Contains("#line 10 \"d.md\"\nx();\n", file, StringComparison.Ordinal);
        Assert.True(file.IndexOf("CompletedTask", StringComparison.Ordinal) < file.IndexOf("sealed class C\n", StringComparison.Ordinal));
    }
}
