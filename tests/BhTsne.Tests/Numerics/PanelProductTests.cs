using BhTsne.Numerics;

namespace BhTsne.Tests.Numerics;

public class PanelProductTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(PanelProduct.ChunkDepth)]
    [InlineData(PanelProduct.ChunkDepth + 1)]
    [InlineData((3 * PanelProduct.ChunkDepth) + 5)]
    public void Small_integers_multiply_exactly_and_add_to_what_is_there(int depth)
    {
        Random random = new(depth);
        float[] a = [.. Enumerable.Range(0, (depth + 2) * PanelLayout.Width).Select(_ => (float)random.Next(-9, 10))];
        float[] b = [.. Enumerable.Range(0, (depth + 3) * PanelLayout.Width).Select(_ => (float)random.Next(-9, 10))];
        int aOffset = 2 * PanelLayout.Width, bOffset = PanelLayout.Width;
        for (int column = 0; column < PanelLayout.Width; column += PanelProduct.TileRows)
        {
            double[] sums = [.. Enumerable.Range(0, PanelProduct.TileSize).Select(i => (double)i)];
            PanelProduct.Add(a, aOffset, column, b, bOffset, depth, sums);
            for (int i = 0; i < PanelProduct.TileRows; i++)
            {
                for (int j = 0; j < PanelLayout.Width; j++)
                {
                    double expected = (i * PanelLayout.Width) + j;
                    for (int row = 0; row < depth; row++)
                    {
                        expected += (double)a[aOffset + (row * PanelLayout.Width) + column + i] * b[bOffset + (row * PanelLayout.Width)
                            + j];
                    }

                    Assert.Equal(expected, sums[(i * PanelLayout.Width) + j]);
                }
            }
        }
    }

    /// <summary>Which of them a processor takes must not show: both are asked here, whatever the processor.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(PanelProduct.ChunkDepth)]
    public void Narrow_tiles_give_the_bits_of_the_wide_one(int depth)
    {
        Random random = new(depth);
        float[] a = [.. Enumerable.Range(0, depth * PanelLayout.Width).Select(_ => (float)(random.NextDouble() - 0.5))];
        float[] b = [.. Enumerable.Range(0, depth * PanelLayout.Width).Select(_ => (float)(random.NextDouble() - 0.5))];
        double[] wide = [.. Enumerable.Range(0, PanelProduct.TileSize).Select(i => 0.1 * i)], narrow = [.. wide];
        double[] before = [.. wide];
        PanelProduct.AddChunk(ref a[8], ref b[0], depth, ref wide[0]);
        PanelProduct.AddChunkNarrowly(ref a[8], ref b[0], depth, ref narrow[0]);
        Assert.Equal(wide, narrow);
        Assert.All(wide.Zip(before), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void A_panel_that_is_too_short_is_refused()
    {
        float[] panel = new float[3 * PanelLayout.Width];
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelProduct.Add(panel, 0, 0, panel, 0, 4, new double[PanelProduct.TileSize]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelProduct.Add(panel, 0, 0, panel, 0, 3, new double[PanelProduct.TileSize - 1]));
    }
}
