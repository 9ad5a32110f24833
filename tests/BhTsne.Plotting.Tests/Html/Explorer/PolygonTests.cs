using System.Text.Json;
using BhTsne.Plotting.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests.Html.Explorer;

/// <summary>The lasso: which places lie inside a polygon, and polygons in links.</summary>
public sealed class PolygonTests
{
    private static readonly Arbitrary<(int[] Xs, int[] Ys)[]> Polygons = Arb.From(Gen.ArrayOf(
        from corners in Gen.Choose(3, 40)
        from xs in Gen.ArrayOf(Gen.Choose(-12, 12), corners)
        from ys in Gen.ArrayOf(Gen.Choose(-12, 12), corners)
        select (xs, ys), 40));

    [ProgramFact(Browser.Program)]
    public void Places_inside_a_polygon_are_those_that_a_ray_leaves_an_odd_number_of_times() => Check.ForAll(Polygons, polygons =>
    {
        // Places between whole numbers, and never on a line between corners that are whole numbers below 25 apart.
        double[][] places =
        [
            .. from x in Enumerable.Range(-14, 28) from y in Enumerable.Range(-14, 28) select new[] { x + 0.4871, y + 0.3137 },
        ];
        const string Function =
            "({ xs, ys, places }) => { const inside = polygonTest(xs, ys); return places.map(([x, y]) => inside(x, y)); }";
        IEnumerable<JsonElement> results =
            PageFunctions.CallEach("polygon.js", Function, polygons.Select(polygon => new { xs = polygon.Xs, ys = polygon.Ys, places }));
        Assert.All(polygons.Zip(results), test => Assert.Equal(
            places.Select(place => Inside(test.First, place[0], place[1])),
            test.Second.EnumerateArray().Select(inside => inside.GetBoolean())));
    }, 1);

    [ProgramFact(Browser.Program)]
    public void A_simplified_polygon_stays_within_the_tolerance() => Check.ForAll(Polygons, polygons =>
    {
        var lines = polygons.Select(polygon =>
            (Xs: polygon.Xs.Select((x, i) => x + (1e-6 * i)).ToArray(), Ys: polygon.Ys.Select(y => (double)y).ToArray())).ToArray();
        IEnumerable<JsonElement> results = PageFunctions.CallEach(
            "polygon.js", "({ xs, ys }) => simplifyPolygon(xs, ys, 2.5)", lines.Select(line => new { xs = line.Xs, ys = line.Ys }));
        Assert.All(lines.Zip(results), test => AssertSimplified(test.First.Xs, test.First.Ys, Corners(test.Second)));
    }, 1);

    private static void AssertSimplified(double[] xs, double[] ys, double[][] kept)
    {

        // What is kept is a part of the corners in their order with both ends; those left out are near the line that replaces them.
        int[] places = [.. kept[0].Select(x => Array.IndexOf(xs, x))];
        Assert.Equal(places.Order(), places);
        Assert.Equal(places.Select(i => ys[i]), kept[1]);
        Assert.Equal((0, xs.Length - 1), (places[0], places[^1]));
        foreach ((int from, int to) in places.Zip(places.Skip(1)))
        {
            Assert.All(Enumerable.Range(from, to - from), i => Assert.InRange(Distance(xs, ys, i, from, to), -1, 2.5));
        }
    }

    [ProgramFact(Browser.Program)]
    public void A_polygon_in_a_link_is_read_back_to_the_bit_and_is_near_the_line_drawn() => Check.ForAll(Polygons, polygons =>
    {
        var lines = polygons.Select(polygon =>
            (Xs: polygon.Xs.Select(x => (0.01 * x) + 3.33333).ToArray(), Ys: polygon.Ys.Select(y => (0.01 * y) - 7).ToArray())).ToArray();
        const string Function = """
            ({ xs, ys }) => {
              const made = polygonOf(xs, ys, 0.00123456), read = decodePolygon(encodePolygon(made));
              return { made: polygonCorners(made), read: polygonCorners(read) };
            }
            """;
        IEnumerable<JsonElement> results =
            PageFunctions.CallEach("fragment.js", Function, lines.Select(line => new { xs = line.Xs, ys = line.Ys }));
        foreach (((double[] xs, double[] ys), JsonElement result) in lines.Zip(results))
        {
            double[][] made = Corners(result.GetProperty("made")), read = Corners(result.GetProperty("read"));
            Assert.Equal(made.Select(values => values.Select(BitConverter.DoubleToInt64Bits)),
                read.Select(values => values.Select(BitConverter.DoubleToInt64Bits)));
            Assert.All(Enumerable.Range(0, xs.Length), i => Assert.Contains(
                made[0].Zip(made[1]), corner => Math.Abs(corner.First - xs[i]) < 0.00065 && Math.Abs(corner.Second - ys[i]) < 0.00065));
        }
    }, 1);

    [ProgramFact(Browser.Program)]
    public void Broken_polygons_and_rows_in_links_are_refused()
    {
        string?[] polygons =
        [
            "", "1,2", "1,2,0,1.1.1.1", "1,2,-1,1.1.1.1", "1,2,0.1,1.1.1", "1,2,0.1,1.1.x!.1", "1,NaN,0.1,1.1.1.1", ",,1,1.1.1.1", null,
        ];
        Assert.All(
            PageFunctions.Call("fragment.js", "texts => texts.map(decodePolygon)", polygons).EnumerateArray(),
            read => Assert.Equal(JsonValueKind.Null, read.ValueKind));
        string?[] rows = ["-1", "1.-1", "1.0", "a", "9.1", "1..2", "1,2", null];
        Assert.All(
            PageFunctions.Call("fragment.js", "texts => texts.map(text => decodeRows(text, 10))", rows).EnumerateArray(),
            read => Assert.Equal(JsonValueKind.Null, read.ValueKind));
    }

    private static double[][] Corners(JsonElement corners) =>
        [.. corners.EnumerateArray().Select(values => values.EnumerateArray().Select(value => value.GetDouble()).ToArray())];

    /// <summary>The distance of a corner from the line between two others, by the least over many places of it.</summary>
    private static double Distance(double[] xs, double[] ys, int i, int from, int to) => Enumerable.Range(0, 2001).Min(step =>
    {
        double share = step / 2000.0, x = xs[from] + (share * (xs[to] - xs[from])), y = ys[from] + (share * (ys[to] - ys[from]));
        return Math.Sqrt(Math.Pow(xs[i] - x, 2) + Math.Pow(ys[i] - y, 2)) - 1e-4;
    });

    /// <summary>Crossings of a ray upwards (the page counts those of a ray to the right).</summary>
    private static bool Inside((int[] Xs, int[] Ys) polygon, double x, double y)
    {
        int crossings = 0;
        for (int i = 0; i < polygon.Xs.Length; i++)
        {
            int next = (i + 1) % polygon.Xs.Length;
            decimal x1 = polygon.Xs[i], y1 = polygon.Ys[i], x2 = polygon.Xs[next], y2 = polygon.Ys[next];
            if (x1 > (decimal)x != x2 > (decimal)x)
            {
                decimal at = y1 + ((y2 - y1) * ((decimal)x - x1) / (x2 - x1));
                crossings += at > (decimal)y ? 1 : 0;
            }
        }

        return crossings % 2 == 1;
    }
}
