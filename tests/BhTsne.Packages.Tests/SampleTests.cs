namespace BhTsne.Packages.Tests;

/// <summary>Each sample, copied into an empty folder and run as a user runs it, with the packages of the local feed.</summary>
[Collection(PackageTests.Name)]
public sealed class SampleTests(LocalFeed feed)
{
    [Theory]
    [InlineData("table-to-page.cs", true, "map.csv", "map.html")]
    [InlineData("live-vectors.cs", false, "vectors.html")]
    [InlineData("new-points.cs", true, "digits.bhtsne", "new-points.html")]
    [InlineData("study.cs", true, "study.csv")]
    public void A_copy_of_a_sample_runs_and_leaves_its_files(string sample, bool takesTable, params string[] files)
    {
        string folder = feed.NewFolder(Path.GetFileNameWithoutExtension(sample));
        File.Copy(Repository.PathOf("samples", sample), Path.Combine(folder, sample));
        string[] table = [Repository.PathOf("src", "BhTsne.Cli", "Samples", "digits.csv.gz"), "digit"];
        if (sample == "study.cs")
        {
            table[0] = Small(folder);
        }

        string results = Path.Combine(folder, "results");
        (int exit, string output) = feed.Run(folder, ["run", "-c", "Release", sample, "--", .. takesTable ? table : [], results]);
        Assert.True(exit == 0, output);
        foreach (string file in files)
        {
            Assert.True(new FileInfo(Path.Combine(results, file)).Length > 500, output);
        }
    }

    [Fact]
    public void Every_sample_is_run()
    {
        string[] samples = [.. Directory.EnumerateFiles(Repository.PathOf("samples"), "*.cs").Select(path => Path.GetFileName(path))];
        string[] tested = ["live-vectors.cs", "new-points.cs", "study.cs", "table-to-page.cs"];
        Assert.Equal(tested, samples.Order(StringComparer.Ordinal));
    }

    /// <summary>A table of 300 rows: what a study costs is not tested.</summary>
    private static string Small(string folder)
    {
        string path = Path.Combine(folder, "small.csv");
        IEnumerable<string> rows = Enumerable.Range(0, 300).Select(i => string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{Math.Sin(i)},{Math.Cos(i * 0.7)},{i % 3 * 5},{i % 3}"));
        File.WriteAllLines(path, rows.Prepend("a,b,c,digit"));
        return path;
    }
}
