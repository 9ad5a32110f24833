namespace BhTsne.Studies;

/// <summary>One way to compute the repulsion.</summary>
/// <param name="Method">Which.</param>
/// <param name="Theta">θ in the convention of the engine; 0 for the exact sum.</param>
internal readonly record struct GradientTask(StudyMethod Method, double Theta)
{
    /// <summary>The exact sum, then both trees at each θ.</summary>
    public static IEnumerable<GradientTask> Of(IEnumerable<double> thetas) =>
    [
        new(StudyMethod.Exact, 0),
        .. thetas.SelectMany(theta => new GradientTask[] { new(StudyMethod.Published, theta), new(StudyMethod.Engine, theta) }),
    ];

    /// <inheritdoc/>
    public override string ToString() => Method == StudyMethod.Exact
        ? "exact sum"
        : FormattableString.Invariant($"{(Method == StudyMethod.Published ? "published Barnes-Hut" : "this engine")}, theta {Theta}");
}

/// <summary>What was measured of a task.</summary>
/// <param name="Task">Which way.</param>
/// <param name="Seconds">Of each repetition, ascending.</param>
/// <param name="RepulsionError">The relative L2 error of R/Z over the sample.</param>
/// <param name="GradientError">The relative L2 error of the whole gradient over the sample.</param>
/// <param name="Samples">The number of points of the sample.</param>
internal sealed record GradientResult(
    GradientTask Task, IReadOnlyList<double> Seconds, double RepulsionError, double GradientError, int Samples)
{
    /// <summary>The middle of the seconds.</summary>
    public double Median => Seconds.Count % 2 == 1
        ? Seconds[Seconds.Count / 2]
        : (Seconds[(Seconds.Count / 2) - 1] + Seconds[Seconds.Count / 2]) / 2;
}
