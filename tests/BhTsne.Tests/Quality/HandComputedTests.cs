namespace BhTsne.Tests.Quality;

/// <summary>A handful of points on a line, with the values worked out by hand.</summary>
public sealed class HandComputedTests
{
    // Input: points 0 to 4 at 0, 1, 3, 7, 15. Nearest others: 0 -> 1, 1 -> 0, 2 -> 1, 3 -> 2, 4 -> 3.
    private static readonly PointMatrix Points = PointMatrix.From(new float[,] { { 0 }, { 1 }, { 3 }, { 7 }, { 15 } });

    // Map: the points 1 and 4 have changed places. Nearest others: 0 -> 4, 1 -> 3, 2 -> 4, 3 -> 2, 4 -> 0.
    private static readonly Embedding Map = new([0, 15, 3, 7, 1], 1);

    private static readonly EvaluationOptions Nearest = new() { Neighbors = [1], LabelNeighbors = 3 };

    /// <summary>Of the nearest points of the input only that of point 3 is the nearest in the map.</summary>
    [Fact]
    public void Preservation() => AssertValue(1 / 5.0, Evaluate().Neighborhoods[0].Preservation);

    /// <summary>
    /// The input ranks of the nearest in the map: 0 -> 4 has 4, 1 -> 3 has 3 (0 and 2 are nearer), 2 -> 4 has 4, 3 -> 2 has 1, 4 -> 0 has
    /// 4. Beyond 1 that is 3 + 2 + 3 + 0 + 3 = 11, and 2 / (5 · 1 · (10 - 3 - 1)) = 1/15.
    /// </summary>
    [Fact]
    public void Trustworthiness() => AssertValue(1 - (11 / 15.0), Evaluate().Neighborhoods[0].Trustworthiness);

    /// <summary>
    /// The map ranks of the nearest in the input: 0 -> 1 has 4, 1 -> 0 has 4, 2 -> 1 has 4, 3 -> 2 has 1, 4 -> 3 has 3 (0 at 1 and 2 at 2
    /// are nearer than 6). Beyond 1 that is 3 + 3 + 3 + 0 + 2 = 11.
    /// </summary>
    [Fact]
    public void Continuity() => AssertValue(1 - (11 / 15.0), Evaluate().Neighborhoods[0].Continuity);

    /// <summary>
    /// Distances of the pairs 01 02 03 04 12 13 14 23 24 34: 1 3 7 15 2 6 14 4 12 8 in the input, 15 3 7 1 12 8 14 4 2 6 in the map. Ranks:
    /// 1 3 6 10 2 5 9 4 8 7 and 10 3 6 1 8 7 9 4 2 5. Squared differences: 81 + 0 + 0 + 81 + 36 + 4 + 0 + 0 + 36 + 4 = 242, and the
    /// correlation is 1 - 6 · 242 / (10 · 99).
    /// </summary>
    [Fact]
    public void Rank_correlation() => AssertValue(1 - (6 * 242 / 990.0), Evaluate().RankCorrelation);

    /// <summary>
    /// Seen from 0, pairs of 1 2 3 4: in the input 1 &lt; 2 &lt; 3 &lt; 4, in the map 4 &lt; 2 &lt; 3 &lt; 1: of six orders 1 is the same
    /// (23). From 1: 0 &lt; 2 &lt; 3 &lt; 4 and 3 &lt; 2 &lt; 4 &lt; 0: 2 (24, 34). From 2: 1 &lt; 0 &lt; 3 &lt; 4 (2 3 4 12) and 4 &lt; 0
    /// &lt; 3 &lt; 1 (2 3 4 12): 1 (03). From 3: 2 &lt; 1 &lt; 0 &lt; 4 (4 6 7 8) and 2 &lt; 4 &lt; 0 &lt; 1 (4 6 7 8): 21, 20, 24 are the
    /// same: 3. From 4: 3 &lt; 2 &lt; 1 &lt; 0 and 0 &lt; 2 &lt; 3 &lt; 1: 21 and 31 are the same: 2. In all 9 of 30.
    /// </summary>
    [Fact]
    public void Triplets() => AssertValue(9 / 30.0, Evaluate().TripletAgreement);

    /// <summary>
    /// Labels a a b b a at 0 15 3 7 1. Three votes: 0 has a b b (4, 2, 3): b, wrong; 1 has b b a: b, wrong; 2 has a a b: a, wrong; 3 has b
    /// a a (2, 4, 0): a, wrong; 4 has a b b: wrong.
    /// </summary>
    [Fact]
    public void Label_accuracy_of_none() => AssertValue(0, Evaluate().LabelAccuracy!);

    /// <summary>Two votes a a, b b, a b: a tie of two labels goes to the nearer.</summary>
    [Fact]
    public void Label_accuracy_gives_a_tie_to_the_nearer()
    {
        // At 0 1 3 7 15 with labels a a b b b, two votes: 0 has a b: a, right. 1 has a b: a, right. 2 (at 3) has a (2), a (3): wrong. 3 (at
        // 7) has b (4), a (6): b, right. 4 has b b: right.
        Embedding map = new([0, 1, 3, 7, 15], 1);
        MapEvaluation evaluation = MapQuality.Evaluate(Points, map, ["a", "a", "b", "b", "b"], Nearest with { LabelNeighbors = 2 });
        AssertValue(4 / 5.0, evaluation.LabelAccuracy!);
    }

    /// <summary>
    /// At 0 1 3 7 15 with labels a a b b c. 0: a = 1, b = min(5, 15) = 5: 4/5. 1: a = 1, b = min(4, 14): 3/4. 2: a = 4, b = min(2.5, 12):
    /// -1.5/4. 3: a = 4, b = min(6.5, 8): 2.5/6.5. 4 is alone: 0.
    /// </summary>
    [Fact]
    public void Silhouette()
    {
        MapEvaluation evaluation = MapQuality.Evaluate(Points, new([0, 1, 3, 7, 15], 1), ["a", "a", "b", "b", "c"], Nearest);
        AssertValue((0.8 + 0.75 - 0.375 + (2.5 / 6.5) + 0) / 5, evaluation.Silhouette!);
    }

    [Fact]
    public void The_map_of_the_points_themselves_keeps_all()
    {
        MapEvaluation evaluation = MapQuality.Evaluate(Points, new([0, 1, 3, 7, 15], 1));
        NeighborhoodQuality quality = Assert.Single(evaluation.Neighborhoods);
        Assert.Equal(2, quality.Neighbors);
        Assert.All(
            [quality.Preservation, quality.Trustworthiness, quality.Continuity, evaluation.RankCorrelation, evaluation.TripletAgreement],
            measure => AssertValue(1, measure));
        Assert.Null(evaluation.LabelAccuracy);
        Assert.Null(evaluation.Silhouette);
    }

    /// <summary>Ties count as kept, half as ordered, and give no correlation.</summary>
    [Fact]
    public void A_map_of_one_place_keeps_all_neighbours_and_no_order()
    {
        MapEvaluation evaluation = MapQuality.Evaluate(Points, new(new float[10], 2), ["a", "a", "b", "b", "b"]);
        AssertValue(1, evaluation.Neighborhoods[0].Preservation);
        AssertValue(1, evaluation.Neighborhoods[0].Continuity);
        Assert.True(evaluation.Neighborhoods[0].Trustworthiness.Value < 1);
        AssertValue(0, evaluation.RankCorrelation);
        AssertValue(0.5, evaluation.TripletAgreement);
        AssertValue(0, evaluation.Silhouette!);
    }

    private static MapEvaluation Evaluate() => MapQuality.Evaluate(Points, Map, ["a", "a", "b", "b", "a"], Nearest);

    private static void AssertValue(double expected, Estimate actual)
    {
        Assert.Equal(expected, actual.Value, 1e-6);
        Assert.True(actual.IsExact);
    }
}
