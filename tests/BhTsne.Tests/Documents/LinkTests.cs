using System.Text.RegularExpressions;

namespace BhTsne.Tests.Documents;

/// <summary>Every link of the documents leads to a file, and to a heading of it where it names one.</summary>
public sealed partial class LinkTests
{
    private static readonly string[] Folders = ["docs", "samples", "benchmarks"];

    [Fact]
    public void Every_link_leads_somewhere()
    {
        string[] documents =
        [
            .. Directory.EnumerateFiles(Repository.Root, "*.md"),
            .. Folders.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories)),
        ];
        string[] broken =
        [
            .. from document in documents
               from link in Links(document)
               where !Leads(document, link)
               select $"{document}: {link}",
        ];
        Assert.True(broken.Length == 0, string.Join('\n', broken));
        Assert.Contains(documents, document => document.EndsWith("formats.md", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("## What is refused", "what-is-refused")]
    [InlineData("### P: similarities of the input", "p-similarities-of-the-input")]
    [InlineData("## Why P is stored", "why-p-is-stored")]
    [InlineData("# The `state` of a run, and more", "the-state-of-a-run-and-more")]
    public void Headings_have_names(string heading, string name) => Assert.Equal([name], Anchors(heading));

    private static IEnumerable<string> Links(string document) =>
        Link().Matches(Fence().Replace(File.ReadAllText(document), "")).Select(link => link.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal));

    private static bool Leads(string document, string link)
    {
        string[] parts = link.Split('#');
        string target = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
        return Path.Exists(target) && (parts.Length == 1 || Anchors(Fence().Replace(File.ReadAllText(target), "")).Contains(parts[1]));
    }

    /// <summary>The names of headings as GitHub makes them: small letters, no punctuation, hyphens for spaces.</summary>
    private static IEnumerable<string> Anchors(string text) => Heading().Matches(text).Select(heading => string.Concat(
        heading.Groups[1].Value.Trim().ToLowerInvariant()
            .Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')
            .Select(letter => letter == ' ' ? '-' : letter)));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
