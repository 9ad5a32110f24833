namespace BhTsne.Cli.Commands;

/// <summary>What the pictures of a run are coloured by at first.</summary>
/// <param name="Name">As the user named it; null for the labels.</param>
internal sealed record ColorChoice(string? Name)
{
    /// <summary>The word for the labels.</summary>
    public const string Label = "label";

    /// <summary>The word for how close the points lie in the map.</summary>
    public const string Density = "density";

    /// <summary>The labels, or one colour where there are none.</summary>
    public static ColorChoice Labels { get; } = new((string?)null);

    /// <summary>The column of the table; null where it is none.</summary>
    public string? Column { get; private init; }

    /// <summary>The score of the points; null where it is none.</summary>
    public string? Score { get; private init; }

    /// <summary>Decides what a name means: a word or a score before a column of the table.</summary>
    /// <param name="name">As the user named it; null for the labels.</param>
    /// <param name="hasLabelFiles">Whether labels are in files of their own.</param>
    /// <param name="labelColumn">The column of the labels as the user named it; null for none.</param>
    /// <param name="hasScores">Whether the points are scored.</param>
    public static ColorChoice Of(string? name, bool hasLabelFiles, string? labelColumn, bool hasScores)
    {
        bool isLabel = (name == Label && (hasLabelFiles || labelColumn is not null)) || (!hasLabelFiles && name == labelColumn);
        return name is null || isLabel ? Labels
            : hasScores && PointDiagnostics.Names.Contains(name) ? new ColorChoice(name) { Score = name }
            : name == Density ? new ColorChoice(name)
            : new ColorChoice(name) { Column = name };
    }
}
