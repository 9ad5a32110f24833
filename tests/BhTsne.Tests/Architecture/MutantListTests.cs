using BhTsne.Mutants;

namespace BhTsne.Tests.Architecture;

/// <summary>The list of tests/Mutants fits the sources: a mutant whose line has changed would test nothing.</summary>
public sealed class MutantListTests
{
    private static readonly string[] Entry = ["== Area", "mutant: a", "file: f.cs", "old: x + 1", "new: x - 1", "tests: P Q R"];

    [Fact]
    public void Every_mutant_applies_to_the_source()
    {
        List<string> faults = [];
        foreach (Mutant mutant in MutantList.Read(File.ReadLines(Repository.PathOf(MutantList.Path))))
        {
            string file = Repository.PathOf(mutant.File), source = File.Exists(file) ? File.ReadAllText(file) : "";
            try
            {
                if (mutant.Apply(source) == source)
                {
                    faults.Add($"{mutant}: it changes nothing.");
                }
            }
            catch (FormatException exception)
            {
                faults.Add(exception.Message);
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Every_mutant_names_a_test_project_and_tests_that_are_there()
    {
        ILookup<string, string> names = Directory.EnumerateDirectories(Repository.PathOf("tests"))
            .SelectMany(folder => SourceFiles.Under("tests", Path.GetFileName(folder)), (folder, file) => (folder, file))
            .ToLookup(pair => Path.GetFileName(pair.folder), pair => Path.GetFileNameWithoutExtension(pair.file));
        Assert.All(MutantList.Read(File.ReadLines(Repository.PathOf(MutantList.Path))), mutant => Assert.All(
            mutant.Tests,
            test => Assert.Contains(names[mutant.Project], name => name.Contains(test.Split('.')[^1], StringComparison.Ordinal))));
    }

    [Fact]
    public void There_are_mutants_of_every_area() =>
        Assert.Equal(
            [
                "Kernels", "Moments", "Opening rule", "Normaliser", "Perplexity", "Symmetrisation", "Ties", "Steps", "Phases", "Refit",
                "Readers", "Atomic writes", "Report", "Probes and order", "Without AVX-512", "Sorting",
            ],
            MutantList.Read(File.ReadLines(Repository.PathOf(MutantList.Path))).Select(mutant => mutant.Area).Distinct());

    [Fact]
    public void A_mutant_changes_the_one_place_that_it_names()
    {
        Mutant mutant = Assert.Single(MutantList.Read(["# A comment.", "", .. Entry]));
        Assert.Equal(("Area", "a", "f.cs", "P"), (mutant.Area, mutant.Name, mutant.File, mutant.Project));
        Assert.Equal("FullyQualifiedName~Q|FullyQualifiedName~R", mutant.Filter);
        Assert.Equal("y = x - 1;", mutant.Apply("y = x + 1;"));
        Assert.Equal("x + 1, here x - 1, x + 1", (mutant with { After = "here" }).Apply("x + 1, here x + 1, x + 1"));
    }

    [Theory]
    [InlineData("x + 2", null, "is not there")]
    [InlineData("x + 1, x + 1", null, "more than once")]
    [InlineData("x + 1 here", "here", "there is no 'x + 1'")]
    [InlineData("here x + 1 here", "here", "more than once")]
    public void A_place_that_is_missing_or_not_the_only_one_is_an_error(string source, string? after, string part)
    {
        Mutant mutant = Assert.Single(MutantList.Read(Entry)) with { After = after };
        Assert.Contains(part, Assert.Throws<FormatException>(() => mutant.Apply(source)).Message);
    }

    [Theory]
    [InlineData("old: x + 1", null, "it lacks old")]
    [InlineData("tests: P Q R", "tests: P", "tests must be a project")]
    [InlineData("== Area", "# no heading", "no heading")]
    [InlineData("new: x - 1", "news: x - 1", "'news: x - 1' is no field")]
    [InlineData("new: x - 1", "old: x - 1", "there already")]
    public void A_malformed_entry_is_an_error_that_names_its_line(string line, string? other, string part)
    {
        IEnumerable<string> lines = Entry.Select(each => each == line ? other : each).OfType<string>();
        string message = Assert.Throws<FormatException>(() => MutantList.Read(lines)).Message;
        Assert.Contains(part, message);
        Assert.Matches(@"^tests/Mutants/mutants\.txt\(\d\)", message);
    }

    [Fact]
    public void A_name_occurs_once() =>
        Assert.Contains("named 'a'", Assert.Throws<FormatException>(() => MutantList.Read([.. Entry, "", .. Entry[1..]])).Message);
}
