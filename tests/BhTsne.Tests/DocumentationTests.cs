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

        // All but Affinities, NeighborCount, Metric, PcaComponents, MergeDuplicates, EarlyTheta, GradientError, LearningRate, Threads, and
        // the four that are the schedule's.
        Assert.Equal(Options.Length - 13, compared);
    }

    [Fact]
    public void The_guide_names_the_settings_of_each_schedule()
    {
        (TsnePlan Plan, int Column)[] plans =
        [
            (Planned(TsneSchedule.Accelerated), 2),
            (Planned(TsneSchedule.Classic), 3),
        ];
        string table = Guide[Guide.IndexOf("| | `Accelerated` | `Classic` |", StringComparison.Ordinal)..];
        Assert.All(plans, plan =>
        {
            Assert.Equal(plan.Plan.Phases[0].Momentum, Number(nameof(TsneOptions.EarlyMomentum), plan.Column));
            Assert.Equal(plan.Plan.Phases[^1].Momentum, Number(nameof(TsneOptions.Momentum), plan.Column));
            string[] chosen = [nameof(TsneOptions.EarlyExaggerationIterations), nameof(TsneOptions.MinCostImprovement)];
            Assert.All(chosen, name => Assert.Equal(
                plan.Plan.Choices.Single(choice => choice.Option == name).Value,
                Number(name, plan.Column).ToString(CultureInfo.InvariantCulture)));
        });
        IReadOnlyList<TsnePhase> phases = plans[0].Plan.Phases;
        string[] sentences =
        [
            $"has {phases[0].Iterations} iterations with the whole factor and {phases[1].Iterations} with",
            $"from N to {phases[2].FinalLearningRate / 1000} N in {phases[2].Iterations} iterations, "
                + $"falls back to N in {phases[3].Iterations},",
        ];
        Assert.All(sentences, sentence => Assert.Contains(sentence, Guide, StringComparison.Ordinal));

        static TsnePlan Planned(TsneSchedule schedule) => Tsne.Plan(new float[1000, 3], new TsneOptions { Schedule = schedule });

        double Number(string option, int column)
        {
            string row = table.Split('\n').First(line => line.StartsWith($"| `{option}` |", StringComparison.Ordinal));
            return double.Parse(row.Split('|')[column], CultureInfo.InvariantCulture);
        }
    }
}
