using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>The columns that places of new points have beside their coordinates.</summary>
internal static class TransformColumns
{
    /// <summary>How far a point is from the map, in units of what is usual in the map.</summary>
    public const string DistanceScore = "distance_score";

    /// <summary>Whether that is far: yes or no.</summary>
    public const string Far = "far";

    /// <summary>The columns.</summary>
    public static IReadOnlyList<MapColumn> Of(TransformResult result, PointIds? ids, KeptRows? rows)
    {
        string[] far = new string[result.Embedding.Points];
        Array.Fill(far, "no");
        foreach (int point in result.FarPoints)
        {
            far[point] = "yes";
        }

        MapColumn[] own = [MapColumn.OfNumbers(DistanceScore, result.DistanceScores), MapColumn.OfTexts(Far, far)];
        return [.. PointIds.Columns(ids, rows), .. own];
    }
}
