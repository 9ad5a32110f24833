using System.Text.RegularExpressions;

namespace BhTsne.Tests.Architecture;

/// <summary>Rules that the sources of the tests keep.</summary>
public sealed partial class TestRulesTests
{
    /// <summary>Check is the one place that runs properties: it prints the seed of a failure, and takes it again.</summary>
    [Fact]
    public void Properties_run_through_check_so_that_their_seeds_can_be_replayed()
    {
        string[] offences =
        [
            .. SourceFiles.Under("tests")
                .Where(file => Path.GetFileName(file) is not ("Check.cs" or "TestRulesTests.cs"))
                .SelectMany(file => SourceFiles.Matches(file, RunsFsCheck())),
        ];
        Assert.True(offences.Length == 0, $"FsCheck is run past Check:\n{string.Join('\n', offences)}");
    }

    [Theory]
    [InlineData("Prop.ForAll(a, f).QuickCheckThrowOnFailure();", true)]
    [InlineData("Prop.ForAll(a, f).QuickCheck();", true)]
    [InlineData("    property.Check(config);", true)]
    [InlineData("FsCheck.Check.One(config, property);", true)]
    [InlineData("Check.One(config, property);", true)]
    [InlineData("Check.All<Laws>(config);", true)]
    [InlineData("Check.Quick(property);", true)]
    [InlineData("Check.QuickThrowOnFailure(property);", true)]
    [InlineData("Check.ForAll(cases, body);", false)]
    [InlineData("Check.That(Prop.ForAll(cases, body));", false)]
    [InlineData("BhTsne.Check.That(property);", false)]
    public void Runs_of_FsCheck_are_recognised(string line, bool runs) => Assert.Equal(runs, RunsFsCheck().IsMatch(line));

    [GeneratedRegex(@"FsCheck\.Check\b|\bCheck\.(One|All|Method|Quick|Verbose)|\.(Quick|Verbose)Check|\.Check(ThrowOnFailure)?\(")]
    private static partial Regex RunsFsCheck();
}
