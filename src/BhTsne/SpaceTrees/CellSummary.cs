using System.Runtime.CompilerServices;
using BhTsne.Numerics;

namespace BhTsne.SpaceTrees;

/// <summary>Mass, centre of mass, second moments about it, and box: of points or of cells, in double.</summary>
internal struct CellSummary<TSpace>
    where TSpace : struct, ISpace
{
    /// <summary>First the mass-weighted sum, after <see cref="Centre"/> the centre of mass.</summary>
    public double X, Y, Z;

    private double _mass, _xx, _xy, _xz, _yy, _yz, _zz;
    private float _lowX, _lowY, _lowZ, _highX, _highY, _highZ;

    public static CellSummary<TSpace> Empty => new()
    {
        _lowX = float.PositiveInfinity,
        _lowY = float.PositiveInfinity,
        _lowZ = float.PositiveInfinity,
        _highX = float.NegativeInfinity,
        _highY = float.NegativeInfinity,
        _highZ = float.NegativeInfinity,
    };

    /// <summary>The longest side of the box.</summary>
    public readonly double Width => Math.Max((double)_highX - _lowX, Math.Max((double)_highY - _lowY, (double)_highZ - _lowZ));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddMass(double mass, float x, float y, float z)
    {
        _mass += mass;
        X += mass * x;
        if (TSpace.Dimensions > 1)
        {
            Y += mass * y;
        }

        if (TSpace.Dimensions > 2)
        {
            Z += mass * z;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddToBox(float lowX, float lowY, float lowZ, float highX, float highY, float highZ)
    {
        _lowX = Math.Min(_lowX, lowX);
        _highX = Math.Max(_highX, highX);
        _lowY = Math.Min(_lowY, lowY);
        _highY = Math.Max(_highY, highY);
        _lowZ = Math.Min(_lowZ, lowZ);
        _highZ = Math.Max(_highZ, highZ);
    }

    /// <summary>
    /// The centre of mass, rounded to single precision as walks use it, so that the moments are about the centre that is used.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Centre()
    {
        X = (float)(X / _mass);
        Y = (float)(Y / _mass);
        Z = (float)(Z / _mass);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddMoment(double mass, double x, double y, double z)
    {
        x -= X;
        _xx += mass * x * x;
        if (TSpace.Dimensions > 1)
        {
            y -= Y;
            _xy += mass * x * y;
            _yy += mass * y * y;
        }

        if (TSpace.Dimensions > 2)
        {
            z -= Z;
            _xz += mass * x * z;
            _yz += mass * y * z;
            _zz += mass * z * z;
        }
    }

    /// <summary>Adds a child's own second moments, stored fourfold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddFourfold(ReadOnlySpan<float> moments)
    {
        _xx += 0.25 * moments[0];
        if (TSpace.Dimensions == 2)
        {
            _xy += 0.25 * moments[1];
            _yy += 0.25 * moments[2];
        }
        else if (TSpace.Dimensions == 3)
        {
            _xy += 0.25 * moments[1];
            _xz += 0.25 * moments[2];
            _yy += 0.25 * moments[3];
            _yz += 0.25 * moments[4];
            _zz += 0.25 * moments[5];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreBox(Span<float> box)
    {
        box[0] = _lowX;
        box[TSpace.Dimensions] = _highX;
        if (TSpace.Dimensions > 1)
        {
            box[1] = _lowY;
            box[TSpace.Dimensions + 1] = _highY;
        }

        if (TSpace.Dimensions > 2)
        {
            box[2] = _lowZ;
            box[TSpace.Dimensions + 2] = _highZ;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreExpansion(Span<float> expansion)
    {
        int at = 0;
        expansion[at++] = (float)X;
        if (TSpace.Dimensions > 1)
        {
            expansion[at++] = (float)Y;
        }

        if (TSpace.Dimensions > 2)
        {
            expansion[at++] = (float)Z;
        }

        expansion[at++] = (float)_mass;
        expansion[at++] = (float)(_xx + _yy + _zz);
        expansion[at++] = (float)(4 * _xx);
        if (TSpace.Dimensions == 2)
        {
            expansion[at++] = (float)(4 * _xy);
            expansion[at] = (float)(4 * _yy);
        }
        else if (TSpace.Dimensions == 3)
        {
            expansion[at++] = (float)(4 * _xy);
            expansion[at++] = (float)(4 * _xz);
            expansion[at++] = (float)(4 * _yy);
            expansion[at++] = (float)(4 * _yz);
            expansion[at] = (float)(4 * _zz);
        }
    }
}
