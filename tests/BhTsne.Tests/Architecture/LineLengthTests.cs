using System.Globalization;
using System.Text.RegularExpressions;

namespace BhTsne.Tests.Architecture;

/// <summary>
/// No line of C# or of a page is longer than .editorconfig says: editors show the limit, and nothing else enforces it.
/// </summary>
public sealed class LineLengthTests
{
    private static readonly string[] Folders = ["src", "tests", "benchmarks", "samples"];

    [Fact]
    public void No_line_is_longer_than_the_limit_of_editorconfig()
    {
        Match limit = Regex.Match(
            File.ReadAllText(Repository.PathOf(".editorconfig")), @"^max_line_length\s*=\s*(\d+)", RegexOptions.Multiline);
        int most = int.Parse(limit.Groups[1].Value, CultureInfo.InvariantCulture);
        string[] offences =
        [
            .. Folders.SelectMany(folder => SourceFiles.Under(folder).Concat(SourceFiles.OfPagesUnder(folder)))
                .SelectMany(file => SourceFiles.Matches(file, new Regex($"^.{{{most + 1},}}$")))
                .Select(line => line.Length > 120 ? line[..120] + "…" : line),
        ];
        Assert.True(offences.Length == 0, $"{offences.Length} lines have more than {most} characters:\n{string.Join('\n', offences)}");
    }
}
