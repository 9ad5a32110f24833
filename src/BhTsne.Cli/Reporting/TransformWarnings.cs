using System.Globalization;

namespace BhTsne.Cli.Reporting;

/// <summary>The warnings about new points.</summary>
internal static class TransformWarnings
{
    /// <summary>The name of the kind in the report.</summary>
    private const string FarPoints = "farPoints";

    /// <summary>Those about the files first.</summary>
    /// <param name="facts">Those of points that have places.</param>
    public static IReadOnlyList<RunWarning> Of(TransformFacts facts)
    {
        int far = facts.Result!.FarPoints.Count;
        string count = string.Create(CultureInfo.InvariantCulture, $"{far:N0}");
        RunWarning[] aboutPlaces = far == 0 ? [] :
        [
            new RunWarning(
                FarPoints,
                far == 1 ? "1 new point is far from all points of the map" : $"{count} new points are far from all points of the map",
                $"{(far == 1 ? "its place says" : "their places say")} little; a map of all points together has places for them"),
        ];
        return [.. RunWarnings.Repeated(facts.Request.Config, facts.InputHashes), .. aboutPlaces];
    }
}
