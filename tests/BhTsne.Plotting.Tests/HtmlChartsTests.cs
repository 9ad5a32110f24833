using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BhTsne.Plotting.Tests.Support;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests;

public sealed class HtmlChartsTests
{
    private static readonly ChartPage Full = Filled("text");

    [Fact]
    public void The_parts_of_a_page_follow_one_another()
    {
        string[] texts =
            [.. new Report(Full).Main.Descendants().Where(e => e.Name.LocalName is "h1" or "h2" or "h3" or "p").Select(e => e.Value)];

        Assert.Equal(
            ["text", "text", "text", "text", "text", "Maps", "text", "text", "3 points", "text"], texts);
        Assert.Equal("main.", new Report(new ChartPage()).Structure.Split(' ')[0]);
    }

    [Fact]
    public void No_text_escapes_from_its_place() =>
        Check.ForAll(Maps.Any, input =>
        {
            string hostile = "x" + input.Labels[0] + "</script><!--";
            Report report = new(Filled(hostile));
            string clean = (string)report.Main.Descendants("h1").Single();
            return report.Structure == new Report(Full).Structure
                && Regex.Count(report.Text, "<script") == 1
                && clean.StartsWith('x') && clean.EndsWith("</script><!--", StringComparison.Ordinal)
                && report.Main.Descendants("td").First().Value == clean
                && report.Charts[0].Labels[0] == clean;
        });

    [Fact]
    public void The_page_asks_for_nothing_from_elsewhere()
    {
        string text = new Report(Full).Text.Replace("xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal);

        Assert.DoesNotMatch(
            new Regex(@"https?:|\bsrc\s*=|\bhref\s*=|url\(|@import|\bimport\b|\bfetch\(|XMLHttpRequest|WebSocket|\{\{|\}\}[a-z]"), text);
        Assert.Contains("default-src 'none'", text, StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_page_gives_the_same_bytes_in_any_culture()
    {
        byte[] first = new Report(Full).Bytes;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat.NumberDecimalSeparator = ",";
            odd.NumberFormat.NumberGroupSeparator = "'";
            odd.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = odd;
            Assert.Equal(first, new Report(Filled("text")).Bytes);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_small_map_has_the_shape_of_the_map_on_a_grid_of_16_bits()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(4, 50);
        (double X, double Y)[] drawn = [.. Places(Tile(map, Array.ConvertAll(cluster, c => $"{c}"))).OrderBy(place => place.X)];
        int[] order = [.. Enumerable.Range(0, map.Points).OrderBy(i => map[i, 0])];

        // One scale for both axes, y upward, and the middle of the box around the points at the middle of the tile.
        (double left, double right) = (map[order[0], 0], map[order[^1], 0]);
        (double low, double high) = (Enumerable.Range(0, 200).Min(i => map[i, 1]), Enumerable.Range(0, 200).Max(i => map[i, 1]));
        double scale = (drawn[^1].X - drawn[0].X) / (right - left);
        Assert.InRange(Math.Max(right - left, high - low) * scale, 0.9 * 6553.5, 6553.5);
        for (int k = 0; k < drawn.Length; k++)
        {
            Assert.Equal((6553.5 / 2) + ((map[order[k], 0] - ((left + right) / 2)) * scale), drawn[k].X, 0.11);
            Assert.Equal((6553.5 / 2) - ((map[order[k], 1] - ((low + high) / 2)) * scale), drawn[k].Y, 0.11);
        }
    }

    [Fact]
    public void Of_a_large_map_5000_points_are_drawn_and_the_page_says_so()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(5, 4000);
        XElement tile = Tile(map, Array.ConvertAll(cluster, c => $"{c}"));
        var byColor = tile.Descendants().Where(e => e.Name.LocalName == "path")
            .GroupBy(path => path.Attribute("stroke")!.Value, path => Regex.Count(path.Attribute("d")!.Value, "h0"));

        Assert.Equal(5000, Places(tile).Length);
        Assert.All(byColor, color => Assert.InRange(color.Sum(), 850, 1150));
        Assert.Contains("5,000 of 20,000 points, chosen evenly", tile.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_of_the_same_categories_share_a_key_and_others_have_their_own()
    {
        Embedding map = new([1, 2, 3, 4], 1);
        MapTile one = new() { Title = "one", Embedding = map, Labels = ["a", "b", "a", "c"] };
        MapTile other = one with { Labels = ["c", "b", "a", "a"] };
        MapTile numbers = one with { Labels = [.. Enumerable.Range(0, 4).Select(i => $"{i}")] };

        Assert.Equal([["a", "b", "c"]], Keys(one, other));
        Assert.Equal([["a", "b", "c"], ["0", "1", "2", "3"]], Keys(one, numbers));
        Assert.Empty(Keys(one with { Labels = null }));
    }

    [Fact]
    public void Points_that_are_dark_get_a_lighter_colour_on_a_dark_ground()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(10, 3);
        string text = new Report(new ChartPage
        {
            Maps = [new MapTile { Title = "t", Embedding = map, Labels = Array.ConvertAll(cluster, c => $"{c}") }],
        }).Text;

        Assert.Matches(@"\.tile \[stroke=""#1f1a80""\] \{ stroke: #[0-9a-f]{6}; \}", text);
        Assert.DoesNotContain("[stroke=\"#ffbf2e\"]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_numbers_are_aligned_to_the_right()
    {
        ChartTable table = new()
        {
            Title = "t",
            Header = ["name", "θ", "spread", "mixed", "empty"],
            Rows = [["t-SNE", "0.5", "1.2 ± 0.1", "7", ""], ["2nd", "-1e3", "< 3 s", "none", ""]],
        };
        XElement main = new Report(new ChartPage { Tables = [table] }).Main;
        string[] classes = [.. main.Descendants("th").Select(cell => (string?)cell.Attribute("class") ?? "")];

        Assert.Equal(["", "number", "number", "", "number"], classes);
        Assert.Equal([.. classes, .. classes], main.Descendants("td").Select(cell => (string?)cell.Attribute("class") ?? ""));
        Assert.Equal(table.Rows.SelectMany(row => row), main.Descendants("td").Select(cell => cell.Value));
    }

    [Fact]
    public void A_wrong_page_is_refused_with_the_name_of_its_part_before_a_byte_is_written()
    {
        ChartPoint point = new() { X = 1, Y = 2 };
        Embedding map = new([1, 2], 1);
        Dictionary<string, ChartPage> wrong = new()
        {
            ["Chart 'c' has no points."] = Of(),
            ["Chart 'c' has no points. Leave"] = new() { Charts = [new Chart { Title = "c", Series = [] }] },
            ["Chart 0 is null."] = new() { Charts = [null!] },
            ["Point 1 of series 's' in chart 'c' has X = NaN."] = Of(point, point with { X = double.NaN }),
            ["Point 0 of series 's' in chart 'c' has Y = Infinity."] = Of(point with { Y = double.PositiveInfinity }),
            ["Point 0 of series 's' in chart 'c' has Low = NaN."] = Of(point with { Low = double.NaN }),
            ["Point 0 of series 's' in chart 'c' has High = -Infinity."] = Of(point with { High = double.NegativeInfinity }),
            ["Point 0 of series 's' in chart 'c' has High = 1, which is below Low = 3."] = Of(point with { Low = 3, High = 1 }),
            ["Point 1 of series 's' in chart 'c' is null."] = Of(point, null!),
            ["Point 0 of series 's' in chart 'c' has X = 0, and the axis is logarithmic."] = Logarithmic(point with { X = 0 }),
            ["Point 1 of series 's' in chart 'c' has Y = -2, and the axis is logarithmic."] = Logarithmic(point, point with { Y = -2 }),
            ["Point 0 of series 's' in chart 'c' has Low = 0, and the axis is logarithmic."] = Logarithmic(point with { Low = 0 }),
            ["Series 0 of chart 'c' is null"] =
                new() { Charts = [new Chart { Title = "c", Series = [null!, new ChartSeries { Name = "s", Points = [point] }] }] },
            ["Map 'm' has 1 labels for 2 points."] = new() { Maps = [new MapTile { Title = "m", Embedding = map, Labels = ["a"] }] },
            ["Map 0 is null"] = new() { Maps = [null!] },
            ["Table 't' has no columns."] = new() { Tables = [new ChartTable { Title = "t", Header = [], Rows = [] }] },
            ["Row 1 of table 't' has 1 cells, and the header 2."] =
                new() { Tables = [new ChartTable { Title = "t", Header = ["a", "b"], Rows = [["1", "2"], ["3"]] }] },
            ["Table 0 is null"] = new() { Tables = [null!] },
            ["Charts is null."] = new() { Charts = null! },
        };
        using MemoryStream output = new();
        Assert.All(wrong, page => Assert.StartsWith(
            page.Key,
            Assert.Throws<ArgumentException>(nameof(page), () => HtmlCharts.Write(output, page.Value)).Message,
            StringComparison.Ordinal));
        Assert.Throws<ArgumentNullException>("page", () => HtmlCharts.Write(output, null!));
        Assert.Throws<ArgumentNullException>("output", () => HtmlCharts.Write(null!, Full));
        Assert.Equal(0, output.Length);
    }

    private static ChartPage Of(params ChartPoint[] points) =>
        new() { Charts = [new Chart { Title = "c", Series = [new ChartSeries { Name = "s", Points = points }] }] };

    private static ChartPage Logarithmic(params ChartPoint[] points) => new()
    {
        Charts = [Of(points).Charts[0] with { XScale = ChartScale.Logarithmic, YScale = ChartScale.Logarithmic }],
    };

    /// <summary>A page with a text at every place.</summary>
    private static ChartPage Filled(string text) => new()
    {
        Title = text,
        Subtitle = text,
        Paragraphs = [text],
        Charts =
        [
            new Chart
            {
                Title = text,
                Subtitle = text,
                XLabel = text,
                YLabel = text,
                Series =
                    [new ChartSeries { Name = text, Points = [new ChartPoint { X = 1.5, Y = 20000, Label = text, ShowsLabel = true }] }],
            },
        ],
        Maps = [new MapTile { Title = text, Subtitle = text, Embedding = new Embedding([1, 2, 3], 1), Labels = [text, text, text] }],
        Tables = [new ChartTable { Title = text, Header = [text], Rows = [[text], [text]] }],
    };

    private static XElement Tile(Embedding map, string[] labels) => Report.WithClass(
        new Report(new ChartPage { Maps = [new MapTile { Title = "t", Embedding = map, Labels = labels }] }).Main, "tile").Single();

    private static (double X, double Y)[] Places(XElement tile) =>
        [.. tile.Descendants().Where(e => e.Name.LocalName == "path").SelectMany(path =>
            Regex.Matches(path.Attribute("d")!.Value, @"M(\d+(?:\.\d)?) (\d+(?:\.\d)?)h0").Select(match =>
                (double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture),
                    double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))))];

    private static IEnumerable<string[]> Keys(params MapTile[] tiles) =>
        new Report(new ChartPage { Maps = tiles }).Main.Descendants("ul")
            .Select(list => list.Elements("li").Select(item => item.Value.Trim()).ToArray());
}
