using System.Globalization;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Scores;

/// <summary>The scores of a picture, checked, and which of them it is coloured by.</summary>
internal sealed class ScoreList
{
    private ScoreList(Score[] all, int chosen) => (All, Chosen) = (all, chosen);

    /// <summary>The scores in the order given.</summary>
    public IReadOnlyList<Score> All { get; }

    /// <summary>The index of the score to colour by, -1 for the labels.</summary>
    public int Chosen { get; }

    /// <summary>Checks the scores of the options for a map of so many points.</summary>
    public static ScoreList Of(PlotOptions options, int points)
    {
        if (options.Scores is null)
        {
            throw new ArgumentException("Scores is null. Leave it empty for none.", nameof(options));
        }

        PointScore[] given = [.. options.Scores];
        HashSet<string> names = new(StringComparer.Ordinal);
        int chosen = -1;
        for (int i = 0; i < given.Length; i++)
        {
            if (Fault(given[i], i, points, names) is { } fault)
            {
                throw new ArgumentException(fault, nameof(options));
            }

            chosen = options.ColorBy is not null && Same(given[i].Name, options.ColorBy) ? i : chosen;
        }

        if (options.ColorBy is not null && chosen < 0)
        {
            throw new ArgumentException(DescribeChoice(options.ColorBy, given), nameof(options));
        }

        return new ScoreList(Array.ConvertAll(given, score => Score.Of(score, nameof(options))), chosen);
    }

    private static string? Fault(PointScore? score, int index, int points, HashSet<string> names)
    {
        string name = PlainText.Clean(score?.Name);
        string count = index.ToString(CultureInfo.InvariantCulture);
        return score is null ? $"Score {count} is null."
            : name.Length == 0 ? $"Score {count} has no name. Give it one."
            : !names.Add(name) ? $"Two scores have the name '{name}'. Names must differ."
            : score.Values.Length != points ? $"The score '{name}' has {score.Values.Length} values for {points} points."
            : null;
    }

    private static bool Same(string name, string wanted) => PlainText.Clean(name) == PlainText.Clean(wanted);

    private static string DescribeChoice(string wanted, PointScore[] scores)
    {
        string names = string.Join(", ", scores.Select(score => $"'{PlainText.Clean(score.Name)}'"));
        string choice = scores.Length == 0 ? "There are no scores." : $"Choose one of {names}, or null for the labels.";
        return $"ColorBy is '{PlainText.Clean(wanted)}', which is no score. {choice}";
    }
}
