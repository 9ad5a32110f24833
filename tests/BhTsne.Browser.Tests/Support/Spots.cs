namespace BhTsne.Browser.Tests.Support;

/// <summary>Which spot of a picture is which point of a map that is neither turned nor mirrored.</summary>
internal static class Spots
{
    /// <summary>The projection by which the points became the spots, where no two points share a first coordinate.</summary>
    public static Projection Fit(Embedding map, Picture picture)
    {
        IReadOnlyList<Spot> spots = picture.Spots();
        Assert.Equal(map.Points, spots.Count);
        int[] order = [.. Enumerable.Range(0, map.Points).OrderBy(i => map.Values[map.Dimensions * i])];
        var places = new (double X, double Y)[map.Points];
        foreach ((Spot spot, int point) in spots.OrderBy(spot => spot.X).Zip(order))
        {
            places[point] = (spot.X, spot.Y);
        }

        return Projection.Of(map, places);
    }
}
