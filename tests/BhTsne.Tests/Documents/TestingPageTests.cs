using System.Text.RegularExpressions;
using BhTsne.Tests.Architecture;

namespace BhTsne.Tests.Documents;

/// <summary>
/// docs/testing.md names the tests that hold a promise: a test that is renamed or taken away must not leave its name there.
/// </summary>
public sealed partial class TestingPageTests
{
    [Fact]
    public void Every_test_class_that_the_page_names_exists()
    {
        HashSet<string> classes =
        [
            .. SourceFiles.Under("tests")
                .Select(File.ReadAllText)
                .Where(text => HasTest().IsMatch(text))
                .SelectMany(text => ClassName().Matches(text))
                .Select(match => match.Groups[1].Value),
        ];
        string page = File.ReadAllText(Repository.PathOf("docs", "testing.md"));
        string[] named = [.. NamedClass().Matches(page).Select(match => match.Groups[1].Value).Distinct()];
        Assert.True(named.Length > 50, $"only {named.Length} names were found");
        string[] missing = [.. named.Where(name => !classes.Contains(name))];
        Assert.True(missing.Length == 0, $"docs/testing.md names tests that do not exist: {string.Join(", ", missing)}");
    }

    [GeneratedRegex(@"\bclass (\w+Tests)\b")]
    private static partial Regex ClassName();

    [GeneratedRegex(@"^\s*\[\w*(Fact|Theory)\w*[\](]", RegexOptions.Multiline)]
    private static partial Regex HasTest();

    [GeneratedRegex(@"`(\w+Tests)`")]
    private static partial Regex NamedClass();
}
