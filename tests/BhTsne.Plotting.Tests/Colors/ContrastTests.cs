using System.Text.RegularExpressions;
using BhTsne.Plotting.Colors;
using BhTsne.Plotting.Pictures;
using BhTsne.Plotting.Tests.Oracles;
using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests.Colors;

/// <summary>Texts are legible on a light and on a dark ground, names also over the points that they name.</summary>
public sealed partial class ContrastTests
{
    [Theory]
    [InlineData(PlotTheme.Light)]
    [InlineData(PlotTheme.Dark)]
    public void Texts_of_a_picture_stand_out_from_what_is_behind_them(PlotTheme theme)
    {
        (Embedding map, int[] cluster) = Maps.Clusters(30, 20);
        string[] labels = Array.ConvertAll(cluster, c => $"cluster {c}");
        PlotOptions options = new() { Title = "a", Subtitle = "b", Theme = theme, Reference = map };
        var canvas = RecordingCanvas.Of(map, labels, options);
        var colors = Theme.Of(theme);
        string[] points = [.. Palette.Categorical(30).Select(color => colors.Point(color).Hex)];
        Assert.NotEmpty(canvas.Names);
        foreach ((string part, _, _, string text, TextStyle style) in canvas.Texts)
        {
            // A name lies on its halo, through which points of any colour are seen.
            IEnumerable<string> grounds = part == "names"
                ? points.Select(point => Contrast.Over(style.Halo!.Value.Hex, point, TextStyle.HaloOpacity))
                : [colors.Ground.Hex];
            Assert.All(grounds, ground => Assert.True(
                Contrast.Of(style.Color.Hex, ground) >= Contrast.Least, $"'{text}' is {style.Color.Hex} on {ground}"));
            if (part == "names")
            {
                // The same colour as that of points around it could not be told from them.
                Assert.DoesNotContain(style.Color.Hex, points);
            }
        }
    }

    [Theory]
    [InlineData(PlotTheme.Light)]
    [InlineData(PlotTheme.Dark)]
    public void Lines_to_names_stand_out_from_the_frame_in_every_colour(PlotTheme theme)
    {
        var colors = Theme.Of(theme);
        Assert.All(Palette.Categorical(400), color => Assert.True(
            Contrast.Of(colors.Name(color).Hex, colors.Frame.Hex) >= Contrast.Least, color.Hex));
    }

    [Theory]
    [InlineData("BhTsne.Plotting", "Html", "Page", "page.css")]
    [InlineData("BhTsne.Live", "Page", "live.css")]
    public void Texts_of_a_page_stand_out_from_what_is_behind_them(params string[] file)
    {
        string css = File.ReadAllText(Repository.PathOf(["src", .. file]));
        Dictionary<string, string>[] themes = [.. Rule().Matches(css).Select(rule => Variable().Matches(rule.Value)
            .ToDictionary(each => each.Groups[1].Value, each => each.Groups[2].Value)).Where(theme => theme.Count > 0)];
        Assert.True(themes.Length >= 2);
        foreach (Dictionary<string, string> theme in themes)
        {
            foreach (string ground in new[] { "ground", "panel", "field" }.Where(theme.ContainsKey))
            {
                foreach (string text in new[] { "ink", "soft", "accent", "warn" }.Where(theme.ContainsKey))
                {
                    // A button that is pressed has a ground of 14 % of the accent.
                    string pressed = Contrast.Over(theme["accent"], theme[ground], text == "accent" ? 0.14 : 0);
                    Assert.True(Contrast.Of(theme[text], pressed) >= Contrast.Least, $"{text} {theme[text]} on {ground} {pressed}");
                }
            }

            if (theme.TryGetValue("on-accent", out string? onAccent))
            {
                Assert.True(Contrast.Of(onAccent, theme["accent"]) >= Contrast.Least, onAccent);
            }
        }
    }

    [GeneratedRegex(@":root[^{]*\{[^}]*\}")]
    private static partial Regex Rule();

    [GeneratedRegex(@"--([a-z-]+): (#[0-9a-f]{6})")]
    private static partial Regex Variable();
}
