using BhTsne.Browser.Tests.Support;

namespace BhTsne.Browser.Tests;

/// <summary>Maps of three dimensions: the view turns them without bending them, and near points are larger.</summary>
[Collection(BrowserTests.Name)]
public sealed class SpatialTests(Chromium chromium)
{
    /// <summary>Points at different distances along both directions of each axis.</summary>
    private static readonly Embedding Map = new([9, 1, 2, -8, 2, -1, 1, 7, 3, 2, -9, 1, -1, 3, 8, 3, 1, -7], 3);

    private static readonly string[] Labels = ["a", "b", "c", "d", "e", "f"];

    [BrowserFact]
    public async Task Dragging_turns_the_map_and_near_points_are_larger()
    {
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Maps.Page(Map, Labels));
        (Projection first, _) = await SeeAsync(explorer);
        await explorer.DragAsync([(300, 200), (380, 240)]);
        (Projection turned, double[] sizes) = await SeeAsync(explorer);

        Assert.Equal(first.Scale, turned.Scale, first.Scale * 0.02);
        double cosine = first.Rows[0].Zip(turned.Rows[0], (a, b) => a * b).Sum() / (first.Scale * turned.Scale);
        Assert.InRange(cosine, 0.2, 0.97);

        // Toward the eye is at right angles to both directions of the screen; rows grow to the right and downward.
        double[] r = turned.Rows[0], d = turned.Rows[1];
        double[] toward = [(r[2] * d[1]) - (r[1] * d[2]), (r[0] * d[2]) - (r[2] * d[0]), (r[1] * d[0]) - (r[0] * d[1])];
        double[] depths =
        [
            .. Enumerable.Range(0, Map.Points).Select(i => Enumerable.Range(0, 3).Sum(a => toward[a] * Map.Values[(3 * i) + a])),
        ];
        int[] order = [.. Enumerable.Range(0, Map.Points).OrderBy(i => depths[i])];
        Assert.True(sizes[order[0]] < sizes[order[^1]], "the nearest point is not larger than the farthest");

        await explorer.Page.Locator("#overlay").FocusAsync();
        await explorer.PressAsync("0");
        IReadOnlyList<Spot> again = (await explorer.CanvasAsync("points")).Spots();
        Assert.All(Enumerable.Range(0, Map.Points), point =>
        {
            (double x, double y) = first.Place(Map, point);
            Assert.Contains(again, spot => Math.Abs(spot.X - x) + Math.Abs(spot.Y - y) < 1.5);
        });
    }

    /// <summary>The projection, which must be that of a rotation, and the size of each point: points are told apart by hovering.</summary>
    private static async Task<(Projection View, double[] Sizes)> SeeAsync(Explorer explorer)
    {
        var places = new (double X, double Y)[Map.Points];
        double[] sizes = new double[Map.Points];
        IReadOnlyList<Spot> spots = (await explorer.CanvasAsync("points")).Spots();
        Assert.Equal(Map.Points, spots.Count);
        foreach (Spot spot in spots)
        {
            await explorer.HoverAsync(spot.X, spot.Y);
            int point = Array.IndexOf(Labels, (await explorer.Page.Locator("#tooltip > b").AllTextContentsAsync()).Single());
            (places[point], sizes[point]) = ((spot.X, spot.Y), spot.Pixels);
        }

        Projection view = Projection.Of(Map, places);
        Assert.InRange(view.Error, 0, 0.7);
        Assert.Equal(view.Scale, view.ScaleDown, view.Scale * 0.02);
        Assert.Equal(0, view.Skew, 0.02);
        return (view, sizes);
    }
}
