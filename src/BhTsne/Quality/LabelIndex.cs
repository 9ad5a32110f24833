namespace BhTsne.Quality;

/// <summary>The label of each point as a number.</summary>
internal sealed class LabelIndex
{
    private LabelIndex(int[] ofPoints, int count) => (OfPoints, Count) = (ofPoints, count);

    /// <summary>Of each point the number of its label, in the order in which labels appear.</summary>
    public int[] OfPoints { get; }

    /// <summary>The number of labels.</summary>
    public int Count { get; }

    /// <summary>Checks and numbers labels.</summary>
    /// <param name="labels">One for each point.</param>
    /// <param name="points">N.</param>
    /// <exception cref="ArgumentException">There are more or fewer, one is null, or all are the same.</exception>
    public static LabelIndex Create(IReadOnlyList<string> labels, int points)
    {
        if (labels.Count != points)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"There are {labels.Count} labels for {points} points; give one for each, in their order."),
                nameof(labels));
        }

        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        int[] ofPoints = new int[points];
        for (int point = 0; point < points; point++)
        {
            string label = labels[point]
                ?? throw new ArgumentException(FormattableString.Invariant($"The label of point {point} is null."), nameof(labels));
            if (!numbers.TryGetValue(label, out int number))
            {
                numbers.Add(label, number = numbers.Count);
            }

            ofPoints[point] = number;
        }

        return numbers.Count > 1
            ? new LabelIndex(ofPoints, numbers.Count)
            : throw new ArgumentException(
                $"All points have the label '{labels[0]}', so that nothing can be told apart; give at least two labels, or none.",
                nameof(labels));
    }
}
