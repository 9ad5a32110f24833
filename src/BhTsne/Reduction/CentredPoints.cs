using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Reduction;

/// <summary>
/// A view of points as (x - centre) * scale, made while panels are packed: the points are never copied as a whole. The centre is the mean
/// rounded to single precision; <see cref="Rest"/> is what the rounding left. The scale is a power of two that takes the largest centred
/// value to about one, so that neither squares of 1e20 overflow nor those of 1e-20 vanish.
/// </summary>
internal sealed class CentredPoints
{
    private readonly PointMatrix _points;
    private readonly float _before;
    private readonly float _after;
    private readonly float[] _centre;

    /// <summary>Describes the view; costs nothing.</summary>
    /// <param name="points">The points.</param>
    /// <param name="mean">What to centre on: one value for each column.</param>
    /// <param name="scale">A power of two from <see cref="ScaleFor"/>.</param>
    public CentredPoints(PointMatrix points, ReadOnlySpan<double> mean, double scale)
    {
        // x * before - centre * before in one fused step, then * after: scaling down comes first where differences could overflow, and
        // scaling up last where constant columns could.
        (_points, _before, _after) = (points, (float)Math.Min(scale, 1), (float)Math.Max(scale, 1));
        IsCentred = true;
        _centre = new float[PanelLayout.Count(mean.Length) * PanelLayout.Width];
        Rest = new double[mean.Length];
        for (int column = 0; column < mean.Length; column++)
        {
            float centre = (float)mean[column];
            _centre[column] = -centre * _before;
            Rest[column] = (mean[column] - centre) * scale;
        }
    }

    /// <summary>Whether the centre is the mean of the points; if not, it is the origin.</summary>
    public bool IsCentred { get; private init; }

    /// <summary>The number of points.</summary>
    public int Rows => _points.Rows;

    /// <summary>The number of dimensions.</summary>
    public int Columns => _points.Columns;

    /// <summary>(mean - centre) * scale: what must still be subtracted from each packed value, in double.</summary>
    public double[] Rest { get; }

    /// <summary>A view of points that are scaled, but not centred.</summary>
    public static CentredPoints AsTheyAre(PointMatrix points, double scale) =>
        new(points, new double[points.Columns], scale) { IsCentred = false };

    /// <summary>The scale for a spread; a power of two that single precision holds, as its inverse.</summary>
    public static double ScaleFor(double spread) => spread == 0 ? 1 : Math.ScaleB(1, Math.Clamp(-Math.ILogB(spread), -126, 126));

    /// <summary>
    /// Packs a panel (<see cref="PanelLayout"/>) whose vectors are 32 columns, over a run of rows; columns that do not exist are zero.
    /// </summary>
    public void PackColumns(int firstRow, int rows, int panel, Span<float> target)
    {
        int columns = _points.Columns, first = panel * PanelLayout.Width, width = Math.Min(PanelLayout.Width, columns - first);
        ref float centre = ref _centre[first];
        Vector512<float> centre0 = Vector512.LoadUnsafe(ref centre), centre1 = Vector512.LoadUnsafe(ref centre, Lanes.Count);
        bool whole = first + PanelLayout.Width <= columns;
        ReadOnlySpan<float> values = [];
        for (int row = 0, place = 0; row < rows; row++, place += columns)
        {
            if (place == values.Length)
            {
                values = _points.Run(firstRow + row, rows - row);
                place = 0;
            }

            ReadOnlySpan<float> source = values.Slice(place + first, width);
            Span<float> line = PanelLayout.Line(target, row);
            if (!whole)
            {
                line.Clear();
                source.CopyTo(line);
                source = line;
            }

            ref float from = ref MemoryMarshal.GetReference(source);
            ref float to = ref MemoryMarshal.GetReference(line);
            Centre(Vector512.LoadUnsafe(ref from), centre0).StoreUnsafe(ref to);
            Centre(Vector512.LoadUnsafe(ref from, Lanes.Count), centre1).StoreUnsafe(ref to, Lanes.Count);
        }
    }

    /// <summary>Packs a panel whose vectors are 32 points, over a run of columns; points that do not exist are zero.</summary>
    public void PackPoints(int firstRow, int firstColumn, int columns, Span<float> target)
    {
        int points = Math.Min(PanelLayout.Width, _points.Rows - firstRow);
        ReadOnlySpan<float> centre = _centre.AsSpan(firstColumn, columns);
        target = target[..(columns * PanelLayout.Width)];
        if (points < PanelLayout.Width)
        {
            target.Clear();
        }

        for (int point = 0; point < points; point++)
        {
            ReadOnlySpan<float> source = _points.Row(firstRow + point).Slice(firstColumn, columns);
            ref float to = ref PanelLayout.At(target, point, columns);
            int column = 0;
            for (; column <= columns - Lanes.Count; column += Lanes.Count)
            {
                Vector512<float> values = Centre(Vector512.Create(source[column..]), Vector512.Create(centre[column..]));
                PanelLayout.Scatter(values, ref Unsafe.Add(ref to, column * PanelLayout.Width));
            }

            for (; column < columns; column++)
            {
                Unsafe.Add(ref to, column * PanelLayout.Width) = MathF.FusedMultiplyAdd(source[column], _before, centre[column]) * _after;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Centre(Vector512<float> values, Vector512<float> centre) =>
        Vector512.FusedMultiplyAdd(values, Vector512.Create(_before), centre) * _after;
}
