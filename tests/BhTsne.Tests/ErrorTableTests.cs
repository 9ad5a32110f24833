using System.Text.RegularExpressions;

namespace BhTsne.Tests;

/// <summary>docs/errors.md: every row of its tables names a test that is there, so that no promise can lose its test.</summary>
public sealed partial class ErrorTableTests
{
    private const int Columns = 4;

    private static readonly string[] Page = File.ReadAllLines(Repository.PathOf("docs", "errors.md"));

    [Fact]
    public void Every_row_names_a_test_that_is_there()
    {
        HashSet<string> tests = [.. TestsOf(Sources())];
        Assert.Contains($"{nameof(ErrorTableTests)}.{nameof(Every_row_names_a_test_that_is_there)}", tests);
        List<string> faults = [];
        int rows = 0;
        foreach (string line in Page.Where(line => line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal)))
        {
            string[] cells = [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
            if (cells[^1] == "test")
            {
                continue;
            }

            rows++;
            string[] named = [.. NamedTest().Matches(cells[^1]).Select(match => match.Groups["name"].Value)];
            bool isWhole = cells.Length == Columns && cells.All(cell => cell.Length > 0) && named.Length > 0;
            faults.AddRange(isWhole ? named.Where(name => !tests.Contains(name)).Select(name => $"{name} is no test") : [line]);
        }

        Assert.True(faults.Count == 0, $"docs/errors.md:\n{string.Join('\n', faults)}");
        Assert.True(rows > 80, $"only {rows} rows");
    }

    /// <summary>Each new test of faults is in the table.</summary>
    [Fact]
    public void Every_test_of_faults_is_named()
    {
        string page = string.Join('\n', Page);
        string[] files =
        [
            .. Directory.GetFiles(Repository.PathOf("tests", "BhTsne.Cli.Tests", "Faults"), "*.cs"),
            Repository.PathOf("tests", "BhTsne.Tests", "Files", "FailingWritesTests.cs"),
            Repository.PathOf("tests", "BhTsne.Tests", "EndToEnd", "CallbackTests.cs"),
        ];
        string[] missing =
        [
            .. TestsOf(files)
                .Where(test => !page.Contains($"`{test}`", StringComparison.Ordinal)),
        ];
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("    [Fact]\n    public void It_is()\n", "A.It_is")]
    [InlineData("    [FactThatNeeds(Requirement.Unix)]\n    public async Task It_is()\n", "A.It_is")]
    [InlineData("    [Theory]\n    [InlineData(1)]\n    [InlineData(\n        2)]\n    public void It_is(int x)\n", "A.It_is")]
    [InlineData("    public void It_is()\n", null)]
    [InlineData("    // [Fact]\n    public void It_is()\n", null)]
    [InlineData("    [Obsolete]\n    public void It_is()\n", null)]
    public void A_test_is_a_method_with_the_attribute_of_one(string source, string? name) =>
        Assert.Equal(name is null ? [] : [name], TestsIn("A", source));

    private static string[] Sources() =>
        Directory.GetFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories);

    private static IEnumerable<string> TestsOf(IEnumerable<string> files) =>
        files.SelectMany(file => TestsIn(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)));

    private static IEnumerable<string> TestsIn(string type, string source) =>
        Method().Matches(source.ReplaceLineEndings("\n")).Select(match => $"{type}.{match.Groups["name"].Value}");

    [GeneratedRegex(@"`(?<name>\w+\.\w+)`")]
    private static partial Regex NamedTest();

    /// <summary>The attribute of a test, what follows up to a line that begins a method, and its name; no empty line in between.</summary>
    [GeneratedRegex(
        @"^    \[\w*(Fact|Theory)\w*[\]\(](?:(?!\n\n).)*?\n    public (async )?\w+ (?<name>\w+)\(",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Method();
}
