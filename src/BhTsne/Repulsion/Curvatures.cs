using BhTsne.Numerics;

namespace BhTsne.Repulsion;

/// <summary>Arithmetic with the upper triangles of symmetric d x d matrices, one for each point: xx, xy, yy, xz, yz, zz.</summary>
internal static class Curvatures
{
    /// <summary>The values of a matrix, d(d+1)/2.</summary>
    public static int Size<TSpace>()
        where TSpace : struct, ISpace => TSpace.Dimensions * (TSpace.Dimensions + 1) / 2;

    /// <summary>Multiplies all by one factor.</summary>
    public static void Scale(float[] curvatures, double factor)
    {
        for (int at = 0; at < curvatures.Length; at++)
        {
            curvatures[at] = (float)(factor * curvatures[at]);
        }
    }

    /// <summary>Adds matrices, each times a factor of its point.</summary>
    public static void Add<TSpace>(float[] part, Func<int, double> factor, float[] curvatures)
        where TSpace : struct, ISpace
    {
        int size = Size<TSpace>();
        for (int point = 0; point < curvatures.Length / size; point++)
        {
            double own = factor(point);
            for (int at = point * size; at < (point + 1) * size; at++)
            {
                curvatures[at] = (float)(curvatures[at] + (own * part[at]));
            }
        }
    }

    /// <summary>Adds F Fᵀ of vectors, each times a factor of its point.</summary>
    /// <param name="vectors">F of each point, <see cref="ISpace.Stride"/> apart.</param>
    /// <param name="factor">Of a point.</param>
    /// <param name="curvatures">To add to.</param>
    public static void AddSquares<TSpace>(float[] vectors, Func<int, double> factor, float[] curvatures)
        where TSpace : struct, ISpace
    {
        int size = Size<TSpace>();
        for (int point = 0; point < curvatures.Length / size; point++)
        {
            double own = factor(point);
            int at = point * size;
            for (int column = 0; column < TSpace.Dimensions; column++)
            {
                for (int row = 0; row <= column; row++)
                {
                    double product = (double)vectors[(point * TSpace.Stride) + row] * vectors[(point * TSpace.Stride) + column];
                    curvatures[at] = (float)(curvatures[at] + (own * product));
                    at++;
                }
            }
        }
    }
}
