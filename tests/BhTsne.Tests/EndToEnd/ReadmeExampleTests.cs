using BhTsne.Data;
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
}
