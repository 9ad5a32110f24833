using System.Globalization;
using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests.Pictures;

/// <summary>What explains the colours of a picture.</summary>
public class LegendTests
{
    [Fact]
    public void Entries_stand_below_one_another_in_columns_beside_each_other_with_their_counts()
    {
        foreach (int categories in new[] { 5, 50, 71, 90, 300 })
        {
            int[] cluster = [.. Enumerable.Range(0, categories).SelectMany(c => Enumerable.Repeat(c, 2 + (c % 3)))];
            float[] values = [.. cluster.SelectMany(c => new float[] { c % 17, c / 17 })];
            var picture = RecordingCanvas.Of(
                new Embedding(values, 2), Array.ConvertAll(cluster, c => $"c{c:000}"), mayGrow: true);
            (double X, double Y, string Text)[] texts =
                [.. picture.Texts.Where(text => text.Part == "legend").Select(text => (text.X, text.Y, text.Text))];
            Assert.Equal(2 * categories, texts.Length);
            for (int entry = 0; entry < categories; entry++)
            {
                string name = texts[2 * entry].Text, count = texts[(2 * entry) + 1].Text;
                Assert.Equal($"{2 + (int.Parse(name[1..], CultureInfo.InvariantCulture) % 3)}", count);
                Assert.Equal(texts[2 * entry].Y, texts[(2 * entry) + 1].Y);
                Assert.True(texts[2 * entry].X < texts[(2 * entry) + 1].X);
            }

            // All rows are as high; no two entries have one place.
            double[] heights = [.. texts.Select(text => text.Y).Distinct().Order()];
            Assert.All(heights.Skip(2).Index(), y => Assert.Equal(heights[1] - heights[0], y.Item - heights[y.Index + 1], 6));
            Assert.Equal(categories, texts.Where((_, i) => i % 2 == 0).Select(text => (text.X, text.Y)).Distinct().Count());
            double[] columns = [.. texts.Where((_, i) => i % 2 == 0).Select(text => text.X).Distinct()];
            Assert.Equal((int)Math.Ceiling(categories / (double)heights.Length), columns.Length);
        }
    }

    [Fact]
    public void Where_there_is_no_room_the_last_entry_counts_the_others()
    {
        (Embedding map, int[] cluster) = Maps.Clusters(900, 3);
        var picture = RecordingCanvas.Of(map, Array.ConvertAll(cluster, c => $"c{c}"));
        (double X, double Y)[] places =
            [.. picture.Texts.Where(text => text.Part == "legend" && text.Text is ['c', ..] or ['a', ..]).Select(text => (text.X, text.Y))];
        Assert.Equal(places.Length, places.Distinct().Count());
        double lowest = places.Max(place => place.Y);
        Assert.Equal(lowest, places[^1].Y); // The rows are full, with the last entry in the last of them.
        Assert.Equal($"and {900 - (places.Length - 1)} more", picture.Texts.Last(text => text.Part == "legend").Text);
    }

    [Fact]
    public void Larger_numbers_stand_higher_and_those_outside_of_the_scale_are_counted()
    {
        float[] scores = [.. Enumerable.Range(0, 1000).Select(i => i < 3 ? -9000f : i >= 985 ? 1e6f : i == 500 ? float.NaN : i)];
        float[] values = [.. Enumerable.Range(0, 2000).Select(i => (float)(i % 37))];
        var picture = RecordingCanvas.Of(
            new Embedding(values, 2), null, new PlotOptions { Columns = [PointColumn.OfNumbers("score", scores)], ColorBy = "score" });
        (double Y, string Text)[] texts = [.. picture.Texts.Where(text => text.Part == "legend").Select(text => (text.Y, text.Text))];
        (double Y, double Value)[] ticks =
        [
            .. texts.Where(text => double.TryParse(text.Text, CultureInfo.InvariantCulture, out _))
                .Select(text => (text.Y, double.Parse(text.Text, CultureInfo.InvariantCulture))).OrderBy(tick => tick.Item2),
        ];
        Assert.True(ticks.Length > 2);
        Assert.Equal(ticks.OrderByDescending(tick => tick.Y), ticks);

        // The largest number is there 15 times, so that the 99th percentile is that number.
        Assert.Equal(0, Count("above: "));
        Assert.InRange(Count("below: "), 3, 11);
        Assert.Equal(1, Count("no value: "));

        int Count(string start) => int.Parse(
            texts.Single(text => text.Text.StartsWith(start, StringComparison.Ordinal)).Text[start.Length..], CultureInfo.InvariantCulture);
    }
}
