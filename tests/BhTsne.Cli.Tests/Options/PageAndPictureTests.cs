using System.CommandLine;
using BhTsne.Cli.Options;
using BhTsne.Cli.Tests.Support;
using BhTsne.Plotting;

namespace BhTsne.Cli.Tests.Options;

/// <summary>Options of pages and pictures at the ends of their ranges, and beside one another.</summary>
public class PageAndPictureTests
{
    private const string NeedsPage = "only a page shows them; add --plot FILE.html, or leave this out";

    [Theory]
    [InlineData(null, 200_000, 10)]
    [InlineData(null, 200_001, 5)]
    [InlineData(0, 10, 0)]
    [InlineData(30, 1_000_000, 30)]
    public void The_number_of_neighbours_is_that_which_is_asked_for_or_depends_on_the_points(int? asked, int points, int expected) =>
        Assert.Equal(expected, PageRows.NeighborsFor(asked, points));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("30", 30)]
    [InlineData("AUTO", null)]
    public void Neighbours_of_a_page_go_up_to_30(string typed, int? expected) =>
        Assert.Equal(expected, PageRows.Neighbors.In(Parsed($"--page-neighbors {typed} --plot a.html")));

    [Theory]
    [InlineData("--page-neighbors 31", "'31' is neither a whole number from 0 to 30 nor auto")]
    [InlineData("--page-neighbors 1.5", "'1.5' is neither a whole number from 0 to 30 nor auto")]
    [InlineData("--image-shape 1025x1 --images input", "'1025x1' is no size of an image")]
    [InlineData("--image-shape 1x0 --images input", "'1x0' is no size of an image")]
    [InlineData("--image-shape 2x2x2 --images input", "'2x2x2' is no size of an image")]
    [InlineData("--image-shape 2x2x3x1 --images input", "'2x2x3x1' is no size of an image")]
    [InlineData("--plot-size 100x20001", "each side of 100x20001 must be 100 to 20000 pixels")]
    [InlineData("--plot-size 20001x100", "each side of 20001x100 must be 100 to 20000 pixels")]
    [InlineData("--plot-size 100x99", "each side of 100x99 must be 100 to 20000 pixels")]
    [InlineData("--plot-size 100x200x300", "'100x200x300' is not WIDTHxHEIGHT")]
    [InlineData("--scale 0.24", "0.24 must be 0.25 to 8")]
    [InlineData("--scale 8.01", "8.01 must be 0.25 to 8")]
    public void What_is_out_of_range_is_refused(string options, string message) =>
        ToolRun.Of(["embed", "points.csv", "--plot", "a.html", .. options.Split(' ')])
            .ExpectFault(ExitCode.WrongCommandLine, $"{options.Split(' ')[0]}: {message}");

    [Theory]
    [InlineData("2x3", 2, 3, 1, "2x3")]
    [InlineData("2X3x1", 2, 3, 1, "2x3")]
    [InlineData("1024x1x3", 1024, 1, 3, "1024x1x3")]
    public void A_shape_is_height_width_and_colours(string typed, int height, int width, int channels, string spelt)
    {
        ImageShape shape = PageRows.Shape.In(Parsed($"--image-shape {typed} --images input --plot a.html"))!.Value;
        Assert.Equal((height, width, channels, height * width * channels), (shape.Height, shape.Width, shape.Channels, shape.Values));
        Assert.Equal(spelt, shape.ToString());
    }

    [Theory]
    [InlineData("--plot-size 100x20000 --scale 0.25 --plot-theme dark", 100, 20_000, 0.25, PlotTheme.Dark)]
    [InlineData("--plot-size 20000X100 --scale 8", 20_000, 100, 8, PlotTheme.Light)]
    public void A_picture_has_the_look_that_the_line_asks_for(string options, int width, int height, double scale, PlotTheme theme)
    {
        ParseResult line = Parsed(options);
        Assert.Equal((width, height), PictureRows.Size.In(line));
        Assert.Equal((scale, theme), (PictureRows.Scale.In(line), PictureRows.Theme.In(line)));
    }

    /// <summary>An option with its default says nothing, so that it needs no page.</summary>
    [Theory]
    [InlineData("--page-neighbors auto", "points")]
    [InlineData("--page-neighbors 3 --plot a.html", "points")]
    [InlineData("--page-neighbors 3 --watch", "points")]
    [InlineData("--page-neighbors 3 --plot a.png --plot a.HTML", "points")]
    [InlineData("--show-columns a --plot a.html", "distances")]
    [InlineData("--images input --image-shape 2x2 --plot a.html", "points")]
    [InlineData("--images i.npy --image-shape 2x2 --plot a.html", "affinities")]
    [InlineData("--page-neighbors 3", "points", "--page-neighbors", NeedsPage)]
    [InlineData("--show-columns a --plot a.png", "points", "--show-columns", NeedsPage)]
    [InlineData("--images i.npy --image-shape 2x2 --plot a.svg", "points", "--images", NeedsPage, "--image-shape", NeedsPage)]
    [InlineData(
        "--show-columns a --plot a.html", "neighbors",
        "--show-columns", "with --input-kind neighbors there is no table with further columns; leave it out")]
    [InlineData(
        "--images input --image-shape 2x2 --plot a.html", "distances",
        "--images", "with --input-kind distances there are no features to show as images; name a file")]
    [InlineData(
        "--images i.npy --plot a.html", "points",
        "--image-shape", "--images needs it; give the height and width of an image, such as 28x28")]
    [InlineData(
        "--image-shape 2x2 --plot a.html", "points",
        "--image-shape", "without --images there are no images; leave it out, or name a file")]
    public void What_a_page_shows_needs_a_page_and_what_it_is_made_of(string options, string kind, params string[] faults)
    {
        string[] broken =
        [
            .. PageRows.Rules(Line(options).CommandResult, kind).Where(rule => rule.IsBroken)
                .SelectMany(rule => new[] { rule.Option, rule.Message }),
        ];
        Assert.Equal(faults, broken);
    }

    private static ParseResult Parsed(string options)
    {
        ParseResult line = Line(options);
        Assert.Empty(line.Errors);
        return line;
    }

    private static ParseResult Line(string options) =>
        Tool.Build(new Terminal(TextWriter.Null, TextWriter.Null, false), default).Parse($"embed points.csv {options}");
}
