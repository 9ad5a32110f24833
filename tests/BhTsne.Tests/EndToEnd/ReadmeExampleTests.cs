using BhTsne.IO;

namespace BhTsne.Tests.EndToEnd;

/// <summary>The example of the README does what it says.</summary>
public sealed class ReadmeExampleTests
{
    [Fact]
    public void The_example_makes_a_map_a_file_and_a_page()
    {
        string folder = Directory.CreateTempSubdirectory("bhtsne-").FullName;
        try
        {
            string map = Path.Combine(folder, "map.csv");
            using MemoryStream page = new();
            TsneResult result = Example.Map(Samples.DigitsPath, map, page);
            Embedding written = EmbeddingReader.Read(map);
            Assert.Equal(1797, written.Points);
            Assert.Equal(Samples.Bits(result.Embedding), Samples.Bits(written));
            Assert.StartsWith("<!DOCTYPE html>", System.Text.Encoding.UTF8.GetString(page.ToArray()), StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_readme_shows_the_example_that_is_compiled_here()
    {
        string readme = Read("README.md"), compiled = Read("tests", "BhTsne.Tests", "EndToEnd", "ReadmeExample.cs");
        Assert.Equal(Between(compiled, "// readme: begin\n", "// readme: end\n"), Between(readme, "```csharp\n", "```\n"));
    }

    private static string Read(params string[] path) =>
        File.ReadAllText(Repository.PathOf(path)).ReplaceLineEndings("\n");

    /// <summary>What stands between two marks, each of which must be there; the first mark only once.</summary>
    private static string Between(string text, string begin, string end)
    {
        string[] parts = text.Split(begin);
        Assert.Equal(2, parts.Length);
        int length = parts[1].IndexOf(end, StringComparison.Ordinal);
        Assert.True(length > 0, $"nothing ends with {end}");
        return parts[1][..length];
    }
}
