namespace BhTsne.Benchmarks.Accuracy;

/// <summary>The summary of some points: mass, centre of mass, second moments about it, and the box around them.</summary>
internal sealed class Summary
{
    private readonly double _mass, _x, _y, _z, _xx, _xy, _xz, _yy, _yz, _zz;
    private readonly (double Low, double High) _boxX, _boxY, _boxZ;

    /// <summary>Computes the summary.</summary>
    /// <param name="map">The map.</param>
    /// <param name="weights">Of all points of the map; null for 1 each.</param>
    /// <param name="points">The points to summarise.</param>
    public Summary(MapPoints map, double[]? weights, ReadOnlySpan<int> points)
    {
        (_boxX, _boxY, _boxZ) = (Box(map.X, points), Box(map.Y, points), Box(map.Z, points));
        foreach (int point in points)
        {
            double weight = weights?[point] ?? 1;
            _mass += weight;
            (_x, _y, _z) = (_x + (weight * map.X[point]), _y + (weight * map.Y[point]), _z + (weight * map.Z[point]));
        }

        (_x, _y, _z) = (_x / _mass, _y / _mass, _z / _mass);
        foreach (int point in points)
        {
            double weight = weights?[point] ?? 1, x = map.X[point] - _x, y = map.Y[point] - _y, z = map.Z[point] - _z;
            (_xx, _xy, _xz) = (_xx + (weight * x * x), _xy + (weight * x * y), _xz + (weight * x * z));
            (_yy, _yz, _zz) = (_yy + (weight * y * y), _yz + (weight * y * z), _zz + (weight * z * z));
        }
    }

    /// <summary>The longest side of the box.</summary>
    public double Width => Math.Max(_boxX.High - _boxX.Low, Math.Max(_boxY.High - _boxY.Low, _boxZ.High - _boxZ.Low));

    /// <summary>From this box's nearest point to the other centre of mass.</summary>
    public double DistanceTo(Summary other)
    {
        double dx = Outside(_boxX, other._x), dy = Outside(_boxY, other._y), dz = Outside(_boxZ, other._z);
        return Math.Sqrt((dx * dx) + (dy * dy) + (dz * dz));
    }

    /// <summary>
    /// What these points add to the sums of another one, to second order: M φ + T φ′ + 2 Q φ″ and (M ψ + T ψ′ + 2 Q ψ″) δ + 2 ψ′ S δ with ψ
    /// = −φ′; or by their mass alone.
    /// </summary>
    public PairSum On<TFormula>(TFormula formula, MapPoints map, int point, bool secondMoments)
        where TFormula : struct, IFormula
    {
        double dx = map.X[point] - _x, dy = map.Y[point] - _y, dz = map.Z[point] - _z;
        Derivatives at = formula.At((dx * dx) + (dy * dy) + (dz * dz));
        if (!secondMoments)
        {
            double force = -_mass * at.First;
            return new(_mass * at.Phi, force * dx, force * dy, force * dz);
        }

        double sx = (_xx * dx) + (_xy * dy) + (_xz * dz);
        double sy = (_xy * dx) + (_yy * dy) + (_yz * dz);
        double sz = (_xz * dx) + (_yz * dy) + (_zz * dz);
        double trace = _xx + _yy + _zz, q = (dx * sx) + (dy * sy) + (dz * sz);
        double radial = -((_mass * at.First) + (trace * at.Second) + (2 * q * at.Third)), shear = -2 * at.Second;
        return new(
            (_mass * at.Phi) + (trace * at.First) + (2 * q * at.Second),
            (radial * dx) + (shear * sx),
            (radial * dy) + (shear * sy),
            (radial * dz) + (shear * sz));
    }

    private static double Outside((double Low, double High) side, double value) =>
        Math.Max(0, Math.Max(side.Low - value, value - side.High));

    private static (double Low, double High) Box(double[] values, ReadOnlySpan<int> points)
    {
        (double low, double high) = (values[points[0]], values[points[0]]);
        foreach (int point in points)
        {
            (low, high) = (Math.Min(low, values[point]), Math.Max(high, values[point]));
        }

        return (low, high);
    }
}
