using System.Reflection;
using System.Text.RegularExpressions;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests;

/// <summary>docs/algorithm.md names tests, cases and files that there are.</summary>
public sealed class AlgorithmGuideTests
{
    private static readonly string Folder = Repository.PathOf("docs");

    private static readonly string Guide = File.ReadAllText(Path.Combine(Folder, "algorithm.md"));

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        MatchCollection names = Regex.Matches(Guide, @"`(\w+Tests)\.(\w+)`");
        Assert.True(names.Count > 15, $"{names.Count} tests are named");
        Assert.All(names, name =>
        {
            Type? type = Array.Find(typeof(AlgorithmGuideTests).Assembly.GetTypes(), candidate => candidate.Name == name.Groups[1].Value);
            Assert.True(
                type?.GetMethod(name.Groups[2].Value, BindingFlags.Public | BindingFlags.Instance) is not null,
                $"there is no {name.Value}");
        });
    }

    [Fact]
    public void Every_slip_that_is_tested_is_told() =>
        Assert.All(
            SlipTests.Names.Concat(ObjectiveSlipTests.Names),
            name => Assert.Contains($"\"{name}\"", Guide, StringComparison.Ordinal));

    [Fact]
    public void Every_link_leads_somewhere() =>
        Assert.All(
            Regex.Matches(Guide, @"\]\(([^)#]+)\)").Select(link => Path.Combine(Folder, link.Groups[1].Value)),
            path => Assert.True(Path.Exists(path), $"there is no {path}"));
}
