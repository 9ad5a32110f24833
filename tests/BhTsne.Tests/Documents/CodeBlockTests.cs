using BhTsne.IO;

namespace BhTsne.Tests.Documents;

/// <summary>
/// The C# blocks of README.md and docs/library.md compile and run. Each block is a program of its own: statements, then types. It may use
/// the variables and files of tests/Documents/Given.cs, the using directives of the blocks above it in the document, and files that they
/// wrote.
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
        if (document == "README.md")
        {
            string folder = project.FolderOf(document);
            Assert.Equal(1797, EmbeddingReader.Read(Path.Combine(folder, "map.csv")).Points);
            Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(Path.Combine(folder, "map.html")), StringComparison.OrdinalIgnoreCase);
        }
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
