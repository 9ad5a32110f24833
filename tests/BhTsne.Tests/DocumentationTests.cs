using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace BhTsne.Tests;

/// <summary>The documentation says what the code says.</summary>
public sealed class DocumentationTests
{
    private static readonly string Guide = File.ReadAllText(Repository.PathOf("docs", "library.md"));

    private static readonly PropertyInfo[] Options = typeof(TsneOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    [Fact]
    public void Every_option_is_in_the_guide() =>
        Assert.All(Options, option => Assert.Contains($"`{option.Name}`", Guide, StringComparison.Ordinal));

    /// <summary>A row of its table names one option or several, and their defaults in the same order.</summary>
    [Fact]
    public void The_guide_names_the_defaults_of_the_code()
    {
        TsneOptions defaults = new();
        int compared = 0;
        IEnumerable<string> rows = Guide.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        foreach (string[] cells in rows.Select(line => line.Split('|')))
        {
            string[] names = [.. Regex.Matches(cells[1], "`(\\w+)`").Select(match => match.Groups[1].Value)];
            string[] values = [.. cells[2].Split(", ").Select(value => value.Trim(' ', '`'))];
            foreach ((string name, string value) in names.Zip(values))
            {
                // Options whose default is the engine's own choice are null or 0, and described in words.
                object? actual = Array.Find(Options, option => option.Name == name)?.GetValue(defaults);
                if (actual is double or ulong or Enum || actual is int and not 0)
                {
                    Assert.Equal($"{name} {Convert.ToString(actual, CultureInfo.InvariantCulture)}", $"{name} {value}");
                    compared++;
                }
            }
        }

        // All but Affinities, NeighborCount, Metric, PcaComponents, MergeDuplicates, EarlyTheta, LearningRate, Threads.
        Assert.Equal(Options.Length - 8, compared);
    }
}
