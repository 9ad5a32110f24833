using System.Runtime.Intrinsics;
using BhTsne.Data;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// The input points as distances see them: times a power of two that brings the largest magnitude close to 2^50, so that neither squares
/// nor sums leave the range of single precision; for the cosine every row is first divided by its length.
/// </summary>
/// <remarks>
/// The scaling is exact for every value above 2^-176 (1e-53) of the largest magnitude; what is smaller loses digits and at last counts as
/// zero. Rows are scaled when they are copied, so nothing but the cosine needs a second matrix. Immutable, safe to share between threads.
/// </remarks>
internal sealed class ScaledPoints
{
    private const int TargetExponent = 50;
    private readonly PointMatrix _points;

    /// <summary>The values where they lie in one block, else empty.</summary>
    private readonly ReadOnlyMemory<float> _values;
    private readonly OutsidePoints? _outside;

    private ScaledPoints(PointMatrix points, int targetExponent)
    {
        (_points, _values) = (points, points.IsOneBlock ? points.Memory : default);
        Rows = points.Rows;
        Columns = points.Columns;
        Stride = Lanes.RoundUp(Columns);
        float largest = points.LargestMagnitude();
        int exponent = largest == 0 ? 0 : Math.Clamp(targetExponent - MathF.ILogB(largest), -126, 126);
        Scale = MathF.ScaleB(1, exponent);
        Unscale = MathF.ScaleB(1, -exponent);
    }

    private ScaledPoints(ScaledPoints references, OutsidePoints outside)
    {
        (_points, _values) = (references._points, references._values);
        (Rows, Columns, Stride) = (references.Rows, references.Columns, references.Stride);
        (Scale, Unscale, _outside) = (references.Scale, references.Unscale, outside);
    }

    /// <summary>N, the number of references; rows from N on are outside points.</summary>
    public int Rows { get; }

    /// <summary>D.</summary>
    public int Columns { get; }

    /// <summary>D rounded up to whole vectors: the length of a row's copy.</summary>
    public int Stride { get; }

    /// <summary>The factor on every value, a power of two.</summary>
    public float Scale { get; }

    /// <summary>The factor that turns a distance between scaled points back, 1 / <see cref="Scale"/>.</summary>
    public float Unscale { get; }

    /// <summary>Creates the points of a metric.</summary>
    /// <exception cref="TsneInputException">The metric is the cosine and a row is zero; the message names it.</exception>
    public static ScaledPoints For(PointMatrix points, Metric metric, int targetExponent = TargetExponent) =>
        new(Values(points, metric), targetExponent);

    /// <summary>The same references, with points beside them that are searched for and are no answers.</summary>
    /// <param name="points">M x D; they get the row numbers N to N + M - 1 and the scale of the references.</param>
    /// <param name="metric">The metric of the references.</param>
    /// <exception cref="TsneInputException">The metric is the cosine and a row is zero; the message names it.</exception>
    public ScaledPoints WithOutside(PointMatrix points, Metric metric) =>
        new(this, metric.Kind == MetricKind.Custom
            ? OutsidePoints.AsTheyAre(points)
            : OutsidePoints.Create(Values(points, metric), Scale));

    /// <summary>
    /// The factor that turns a distance from a row to others back: <see cref="Unscale"/>, but for very large outside points.
    /// </summary>
    public float UnscaleOf(int row) => row < Rows ? Unscale : Unscale * _outside!.Factor(row - Rows);

    /// <summary>One row as it is in memory, not scaled.</summary>
    public ReadOnlySpan<float> Row(int row) =>
        row >= Rows ? _outside!.Row(row - Rows)
        : _values.IsEmpty ? _points.Row(row)
        : _values.Span.Slice(row * Columns, Columns);

    /// <summary>Copies one scaled row and fills the rest of the target with zeros.</summary>
    /// <param name="row">Which.</param>
    /// <param name="target"><see cref="Stride"/> values.</param>
    public void CopyRow(int row, Span<float> target)
    {
        ReadOnlySpan<float> source = Row(row);
        Vector512<float> scale = Vector512.Create(Scale);
        int column = 0;
        for (; column <= source.Length - Lanes.Count; column += Lanes.Count)
        {
            (Vector512.Create(source[column..]) * scale).CopyTo(target[column..]);
        }

        if (column < source.Length)
        {
            (Lanes.LoadPartial(source[column..]) * scale).CopyTo(target[column..]);
        }
    }

    /// <summary>
    /// <see cref="CanonicalDistance.Between{TMetric}(ReadOnlySpan{float}, ReadOnlySpan{float})"/> without a copy of the other row: the same
    /// bits.
    /// </summary>
    /// <param name="from">A scaled row, filled up with zeros: <see cref="Stride"/> values.</param>
    /// <param name="reference">The other row, below <see cref="Rows"/>: outside points are only ever searched for.</param>
    public float DistanceTo<TMetric>(ReadOnlySpan<float> from, int reference)
        where TMetric : struct, IMetricKernel => _values.IsEmpty
            ? CanonicalDistance.Between<TMetric>(from, _points.Row(reference), 0, Columns, Scale)
            : CanonicalDistance.Between<TMetric>(from, _values.Span, reference * Columns, Columns, Scale);

    /// <summary>Asks for rows ahead of their use, where they lie in one block: those of candidates lie anywhere in it.</summary>
    /// <param name="references">The rows, below <see cref="Rows"/>.</param>
    public void Prefetch(ReadOnlySpan<int> references)
    {
        ReadOnlySpan<float> values = _values.Span;
        foreach (int reference in values.IsEmpty ? [] : references)
        {
            CacheLines.Prefetch(values.Slice(reference * Columns, Columns));
        }
    }

    private static PointMatrix Values(PointMatrix points, Metric metric) =>
        metric.Kind == MetricKind.Cosine ? Normalized(points) : points;

    private static PointMatrix Normalized(PointMatrix points)
    {
        RowBlocks copy = new(points.Rows, points.Columns);
        for (int row = 0; row < points.Rows; row++)
        {
            ReadOnlySpan<float> source = points.Row(row);
            double squares = 0;
            foreach (float value in source)
            {
                squares += (double)value * value;
            }

            if (squares == 0)
            {
                throw new TsneInputException(
                    $"Row {row} is zero: it has no direction, so the cosine to it is not defined; remove the row, or use another metric.");
            }

            double inverse = 1 / Math.Sqrt(squares);
            Span<float> target = copy.Row(row);
            for (int column = 0; column < source.Length; column++)
            {
                target[column] = (float)(source[column] * inverse);
            }
        }

        GC.KeepAlive(points);
        return copy.ToMatrix();
    }
}
