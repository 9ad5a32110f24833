namespace BhTsne.Quality;

/// <summary>The least eigenvalue of a symmetric matrix of one to three rows, in closed form.</summary>
internal static class LeastEigenvalue
{
    /// <summary>Of an upper triangle: xx, then xy and yy, then xz, yz and zz.</summary>
    public static double Of(ReadOnlySpan<float> triangle) => triangle.Length switch
    {
        1 => triangle[0],
        3 => OfPlane(triangle[0], triangle[1], triangle[2]),
        _ => OfSpace(triangle),
    };

    private static double OfPlane(double xx, double xy, double yy)
    {
        double mean = (xx + yy) / 2, half = (xx - yy) / 2;
        return mean - Math.Sqrt((half * half) + (xy * xy));
    }

    /// <summary>By the trigonometric solution of the characteristic equation (Smith 1961).</summary>
    private static double OfSpace(ReadOnlySpan<float> t)
    {
        double xx = t[0], xy = t[1], yy = t[2], xz = t[3], yz = t[4], zz = t[5];
        double mean = (xx + yy + zz) / 3, off = (xy * xy) + (xz * xz) + (yz * yz);
        (xx, yy, zz) = (xx - mean, yy - mean, zz - mean);
        double p = Math.Sqrt(((xx * xx) + (yy * yy) + (zz * zz) + (2 * off)) / 6);
        if (p == 0)
        {
            return mean;
        }

        double determinant = (xx * ((yy * zz) - (yz * yz))) - (xy * ((xy * zz) - (yz * xz))) + (xz * ((xy * yz) - (yy * xz)));
        double angle = Math.Acos(Math.Clamp(determinant / (2 * p * p * p), -1, 1)) / 3;
        return mean + (2 * p * Math.Cos(angle + (2 * Math.PI / 3)));
    }
}
