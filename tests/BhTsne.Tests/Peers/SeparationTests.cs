using BhTsne.Tests.EndToEnd;
using BhTsne.Tests.Oracles;
using Xunit.Abstractions;

namespace BhTsne.Tests.Peers;

/// <summary>Sets whose classes are known come out apart, and copies together. (After tests of Rtsne, FIt-SNE, openTSNE and cuML.)</summary>
public sealed class SeparationTests(ITestOutputHelper output)
{
    /// <summary>Five Gaussian blobs in ten dimensions, five standard deviations apart or more.</summary>
    [Theory]
    [InlineData(TsneSchedule.Accelerated)]
    [InlineData(TsneSchedule.Classic)]
    public void Blobs_come_out_apart(TsneSchedule schedule)
    {
        Embedding map = Tsne.Fit(Samples.Clusters(500, 10, 5, 2), new TsneOptions { Schedule = schedule }).Embedding;
        int[] labels = [.. Enumerable.Range(0, 500).Select(i => i % 5)];
        Assert.Equal(1, NeighborLabelAccuracy.Of(Samples.ToDense(map), labels, 10));

        // Apart as sets too: the nearest point of another blob is farther than the tenth of the own one.
        double[,] squared = Dense.SquaredDistances(Samples.ToDense(map));
        int apart = Enumerable.Range(0, 500).Count(i =>
        {
            int[] others = Dense.OthersByDistance(squared, i);
            return squared[i, others.First(j => labels[j] != labels[i])] > 2 * squared[i, others[9]];
        });
        Assert.True(apart > 450, $"{apart} of 500 points lie apart from other blobs");
    }

    /// <summary>
    /// As the measurements of breast cancer: 569 rows of two kinds, 30 columns of skewed, strongly correlated sizes in units a thousand
    /// times apart, and kinds that overlap. Standardised, most neighbours in the map are of the own kind.
    /// </summary>
    [Fact]
    public void Two_kinds_of_correlated_measurements_come_out_apart()
    {
        const int Rows = 569, Columns = 30;
        Random random = new(5);
        int[] kinds = [.. Enumerable.Range(0, Rows).Select(i => i < 212 ? 1 : 0)];
        float[,] points = new float[Rows, Columns];
        for (int i = 0; i < Rows; i++)
        {
            double size = Samples.Gaussian(random) + (2.6 * kinds[i]), shape = Samples.Gaussian(random) + (1.3 * kinds[i]);
            for (int j = 0; j < Columns; j++)
            {
                double own = 0.6 * Samples.Gaussian(random);
                points[i, j] = (float)(Math.Pow(10, (j % 7) - 3) * Math.Exp(0.3 * ((j % 3 == 0 ? shape : size) + own)));
            }
        }

        PointMatrix raw = PointMatrix.From(points), standardized = Standardization.Of(raw).Apply(raw);
        double accuracy = NeighborLabelAccuracy.Of(Samples.ToDense(Tsne.Fit(standardized).Embedding), kinds, 10);
        output.WriteLine($"accuracy {accuracy:0.000}");
        Assert.True(accuracy > 0.88, $"accuracy {accuracy}");
    }

    /// <summary>
    /// Nine of ten rows are copies of forty points, and high exaggeration draws neighbours together: the map is finite, and copies lie
    /// together. Two of the forty may come to lie in each other.
    /// </summary>
    [Theory]
    [InlineData(50, TsneSchedule.Accelerated)]
    [InlineData(50, TsneSchedule.Classic)]
    [InlineData(200, TsneSchedule.Accelerated)]
    public void Mostly_duplicates_survive_high_exaggeration(double exaggeration, TsneSchedule schedule)
    {
        const int Rows = 600, Originals = 40;
        float[,] points = Samples.Clusters(Rows, 8, 1);
        int[] kinds = [.. Enumerable.Range(0, Rows).Select(i => i % 10 == 0 ? Originals + i : i % Originals)];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < 8 && kinds[i] < Originals; j++)
            {
                points[i, j] = 5 * MathF.Sin((kinds[i] + 1) * (j + 1));
            }
        }

        TsneOptions options = new() { Perplexity = 10, EarlyExaggeration = exaggeration, Schedule = schedule };
        TsneResult result = Tsne.Fit(points, options);
        Assert.All(result.Embedding.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.True(double.IsFinite(result.KlDivergence));
        double[,] squared = Dense.SquaredDistances(Samples.ToDense(result.Embedding));
        int[] copies = [.. Enumerable.Range(0, Rows).Where(i => kinds[i] < Originals)];
        int together = copies.Count(i => Dense.OthersByDistance(squared, i)[..5].All(j => kinds[j] == kinds[i]));
        output.WriteLine($"{together} of {copies.Length} copies lie together");
        Assert.True(together > 0.8 * copies.Length, $"{together} of {copies.Length} copies lie together");
    }
}
