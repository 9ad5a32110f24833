using BhTsne.Browser.Tests.Support;
using BhTsne.IO;
using BhTsne.Plotting;

namespace BhTsne.Browser.Tests;

/// <summary>Pages of many points: 70,000 real ones, and a million made ones in two maps.</summary>
[Collection(BrowserTests.Name)]
public sealed class ManyPointsTests(Chromium chromium)
{
    private const string Fashion = "fashion-mnist";

    [BrowserFact]
    public async Task A_million_points_in_two_maps_load_pan_and_move()
    {
        const int Count = 1_000_000;
        float[] ring = new float[2 * Count], square = new float[2 * Count];
        Random random = new(7);
        for (int i = 0; i < Count; i++)
        {
            // A ring around an empty middle, and a frame of a square around one.
            (double angle, double radius) = (2 * Math.PI * random.NextDouble(), 60 + (40 * random.NextDouble()));
            (ring[2 * i], ring[(2 * i) + 1]) = ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)));
            double across = Math.Max(Math.Abs(ring[2 * i]), Math.Abs(ring[(2 * i) + 1]));
            (square[2 * i], square[(2 * i) + 1]) = ((float)(ring[2 * i] * radius / across), (float)(ring[(2 * i) + 1] * radius / across));
        }

        MapFrame[] maps =
        [
            new() { Embedding = new Embedding(ring, 2), Name = "ring" },
            new() { Embedding = new Embedding(square, 2), Name = "square" },
        ];
        await using Explorer explorer = await Explorer.OpenAsync(
            chromium, Maps.Page(maps), new ExplorerOptions { Width = 800, Height = 560 }); // A processor draws all these pixels.
        Assert.Contains("1,000,000 points", await explorer.TextAsync("#found"), StringComparison.Ordinal);
        Picture first = await explorer.CanvasAsync("points");
        (double left, double right, double top, double bottom) = Box(first);
        (int middleX, int middleY) = ((int)(left + right) / 2, (int)(top + bottom) / 2);
        double half = (right - left) / 2;
        Assert.Equal(right - left, bottom - top, 6);
        AssertPainted(first, middleX, middleY, half * 0.8, 0.78, isSquare: false);

        await explorer.DragAsync([(300, 300), (250, 320)]);
        (double movedLeft, double movedRight, double movedTop, _) = Box(await explorer.CanvasAsync("points"));
        Assert.Equal((left - 50, top + 20), (movedLeft, movedTop),
            (a, b) => Math.Abs(a.Item1 - b.Item1) < 3 && Math.Abs(a.Item2 - b.Item2) < 3);
        await explorer.DragAsync([(250, 320), (300, 300)]);

        await explorer.Page.UncheckAsync("#turned");
        await explorer.Page.SelectOptionAsync("#map-select", "1");
        await explorer.SettleAsync();
        AssertPainted(await explorer.CanvasAsync("points"), middleX, middleY, half * 0.8, 0.78, isSquare: true);
        Assert.True(movedRight > movedLeft);
    }

    [BrowserFact(Fashion)]
    public async Task Seventy_thousand_images_of_clothes_are_explored()
    {
        string Path(string name) => Repository.RealData(Fashion, name + ".gz");
        PointMatrix images = TableReader.Read([Path("train-images-idx3-ubyte"), Path("t10k-images-idx3-ubyte")]).Points;
        string[] labels =
        [
            .. LabelReader.Read(Path("train-labels-idx1-ubyte")).Select(label => $"class {label}"),
            .. LabelReader.Read(Path("t10k-labels-idx1-ubyte")).Select(label => $"class {label}"),
        ];
        Embedding map = PrincipalPlane.Of(images);
        await using Explorer explorer = await Explorer.OpenAsync(chromium, Maps.Page(map, labels));

        Assert.Contains("70,000 points", await explorer.TextAsync("#found"), StringComparison.Ordinal);
        Assert.Equal(10, await explorer.Page.Locator("#legend li").CountAsync());
        int all = (await explorer.CanvasAsync("points")).Painted;
        await explorer.Page.Locator("#legend li:nth-child(3)").HoverAsync();
        await explorer.Page.Locator("#legend li:nth-child(3) .only").ClickAsync();
        await explorer.SettleAsync();
        Picture one = await explorer.CanvasAsync("points");
        Assert.InRange(one.Painted, 500, all * 0.8);

        // Wherever the points of the one class left are, the tooltip names that class.
        (int x, int y) = Densest(one);
        await explorer.HoverAsync(x + 0.5, y + 0.5);
        Assert.Equal("class 2", (await explorer.Page.Locator("#tooltip > b").AllTextContentsAsync())[0]);
        await explorer.FillAsync("#search", "class 2");
        Assert.Contains("7,000 of 70,000 points", await explorer.TextAsync("#found"), StringComparison.Ordinal);
    }

    private static (double Left, double Right, double Top, double Bottom) Box(Picture picture)
    {
        (int left, int right, int top, int bottom) = (picture.Width, 0, picture.Height, 0);
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                if (picture[x, y].Alpha > 0)
                {
                    (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
                }
            }
        }

        return (left, right, top, bottom);
    }

    /// <summary>Along sixteen directions the middle of the band is painted, and what is well inside of it is not.</summary>
    private static void AssertPainted(Picture picture, int x, int y, double radius, double inner, bool isSquare)
    {
        for (int n = 0; n < 16; n++)
        {
            (double dx, double dy) = (Math.Cos(Math.PI * n / 8), Math.Sin(Math.PI * n / 8));
            double stretch = isSquare ? 1 / Math.Max(Math.Abs(dx), Math.Abs(dy)) : 1;
            Assert.True(At(radius * stretch) > 0, $"nothing is drawn in direction {n}");
            Assert.Equal(0, At(radius * stretch * inner * 0.85));

            int At(double r) => picture[(int)(x + (r * dx)), (int)(y + (r * dy))].Alpha;
        }
    }

    private static (int X, int Y) Densest(Picture picture)
    {
        (int bestX, int bestY, long most) = (0, 0, -1);
        const int Reach = 8;
        for (int y = Reach; y < picture.Height - Reach; y += 4)
        {
            for (int x = Reach; x < picture.Width - Reach; x += 4)
            {
                long sum = 0;
                for (int dy = -Reach; dy <= Reach; dy += 2)
                {
                    for (int dx = -Reach; dx <= Reach; dx += 2)
                    {
                        sum += picture[x + dx, y + dy].Alpha;
                    }
                }

                (bestX, bestY, most) = sum > most ? (x, y, sum) : (bestX, bestY, most);
            }
        }

        return (bestX, bestY);
    }
}
