using BhTsne.Plotting.Pictures;
using BhTsne.Plotting.Png;

namespace BhTsne.Plotting.Raster;

/// <summary>
/// Points as pixels, in bands of rows, one after the other. Where few points lie on each other they are discs, each drawn over those before
/// it, as in an SVG. Otherwise a pixel's opacity shows how many points it has, and its colour is their mean: an order of drawing would hide
/// all but the last.
/// </summary>
internal sealed class PointRaster
{
    /// <summary>The rows of a band: few enough that its sums stay in the cache.</summary>
    private const int BandRows = 64;

    private readonly PixelImage _image;
    private readonly PointSlab[] _slabs;
    private readonly PointStamp[] _stamps;
    private readonly float[] _x;
    private readonly float[] _y;
    private readonly int[] _codes;
    private readonly byte[] _slabOf;

    /// <summary>The points of each band, in the order of drawing: those of band b are from its start to that of the next.</summary>
    private readonly int[] _bandPoints;
    private readonly int[] _bandStarts;

    private PointRaster(Scene scene, Box area, PointLayer layer, double pixels)
    {
        _image = new PixelImage((int)Math.Ceiling(area.Width * pixels), (int)Math.Ceiling(area.Height * pixels), true);
        (int[] order, _slabs) = layer.InOrder(scene);
        _stamps = Array.ConvertAll(_slabs, slab => new PointStamp(slab.Diameter * pixels));
        (_x, _y) = (new float[order.Length], new float[order.Length]);
        (_codes, _slabOf) = (new int[order.Length], new byte[order.Length]);
        for (int slab = 0; slab < _slabs.Length; slab++)
        {
            for (int i = _slabs[slab].Start; i < _slabs[slab].End; i++)
            {
                _x[i] = (float)((scene.X[layer.First + order[i]] - area.X) * pixels);
                _y[i] = (float)((scene.Y[layer.First + order[i]] - area.Y) * pixels);
                _codes[i] = layer.Codes[order[i]];
                _slabOf[i] = (byte)slab;
            }
        }

        (_bandPoints, _bandStarts) = SortIntoBands();
    }

    /// <summary>Draws a layer.</summary>
    /// <param name="scene">The places of its points.</param>
    /// <param name="area">The part of the picture that becomes an image, in units.</param>
    /// <param name="layer">The points.</param>
    /// <param name="pixels">The pixels of a unit.</param>
    /// <returns>An image with an alpha channel.</returns>
    public static PixelImage Draw(Scene scene, Box area, PointLayer layer, double pixels)
    {
        PointRaster raster = new(scene, area, layer, pixels);
        Tally tally = new();
        raster.Pass(new CountOfPoints(tally));
        if (!tally.IsCrowded)
        {
            raster.Pass(new DiscsInOrder(layer.Swatches));
        }
        else if (layer.Steps > 0)
        {
            raster.Pass(new MeanOnScale(layer, tally.Tones()));
        }
        else
        {
            raster.Pass(new MeanColor(layer, tally.Tones()));
        }

        return raster._image;
    }

    private (int[] Points, int[] Starts) SortIntoBands()
    {
        int bands = ((_image.Height - 1) / BandRows) + 1;
        int[] starts = new int[bands + 1];
        for (int i = 0; i < _x.Length; i++)
        {
            (int first, int last) = BandsOf(i, bands);
            for (int band = first; band <= last; band++)
            {
                starts[band + 1]++;
            }
        }

        for (int band = 0; band < bands; band++)
        {
            starts[band + 1] += starts[band];
        }

        int[] points = new int[starts[bands]];
        int[] next = [.. starts];
        for (int i = 0; i < _x.Length; i++)
        {
            (int first, int last) = BandsOf(i, bands);
            for (int band = first; band <= last; band++)
            {
                points[next[band]++] = i;
            }
        }

        return (points, starts);
    }

    private (int First, int Last) BandsOf(int point, int bands)
    {
        PointStamp stamp = _stamps[_slabOf[point]];
        int top = stamp.Top(_y[point]);
        return (Math.Clamp(top / BandRows, 0, bands - 1), Math.Clamp((top + stamp.Side - 1) / BandRows, 0, bands - 1));
    }

    private void Pass<TBlend>(TBlend blend)
        where TBlend : struct, IPointBlend
    {
        int channels = TBlend.Channels;
        float[] sums = new float[BandRows * _image.Width * channels];
        for (int band = 0; band + 1 < _bandStarts.Length; band++)
        {
            int start = band * BandRows;
            int end = Math.Min(start + BandRows, _image.Height);
            Array.Clear(sums);
            foreach (int point in _bandPoints.AsSpan(_bandStarts[band].._bandStarts[band + 1]))
            {
                AddPoint(blend, point, start, end, sums);
            }

            for (int y = start; y < end; y++)
            {
                int row = (y - start) * _image.Width * channels;
                blend.Finish(sums.AsSpan(row, _image.Width * channels), _image.Row(y));
            }
        }
    }

    private void AddPoint<TBlend>(TBlend blend, int point, int start, int end, float[] sums)
        where TBlend : struct, IPointBlend
    {
        int slab = _slabOf[point];
        PointStamp stamp = _stamps[slab];
        float[] coverage = stamp.At(_x[point], _y[point], out int left, out int top);
        float opacity = (float)_slabs[slab].Opacity;
        int first = Math.Max(0, -left);
        int last = Math.Min(stamp.Side, _image.Width - left);
        for (int y = Math.Max(top, start); y < Math.Min(top + stamp.Side, end); y++)
        {
            int covered = (y - top) * stamp.Side;
            int row = (y - start) * _image.Width;
            for (int x = first; x < last; x++)
            {
                float share = coverage[covered + x];
                if (share > 0)
                {
                    blend.Add(sums.AsSpan((row + left + x) * TBlend.Channels, TBlend.Channels), _codes[point], share, opacity);
                }
            }
        }
    }
}
