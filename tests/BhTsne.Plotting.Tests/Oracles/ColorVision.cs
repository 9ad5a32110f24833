namespace BhTsne.Plotting.Tests.Oracles;

/// <summary>How far apart two colours look to three kinds of eye, in Oklab, from the published matrices.</summary>
internal static class ColorVision
{
    private static readonly double[][] Usual = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    private static readonly double[][] Protanope =
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
    private static readonly double[][] Deuteranope =
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
    private static readonly double[][] Cones =
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ];
    private static readonly double[][] Opponents =
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ];

    public static double UsualDistance(string hex, string other) => Distance(hex, other, Usual);

    public static double PoorestDistance(string hex, string other) =>
        Math.Min(Distance(hex, other, Protanope), Distance(hex, other, Deuteranope));

    private static double Distance(string hex, string other, double[][] eye)
    {
        (double[] a, double[] b) = (Lab(hex, eye), Lab(other, eye));
        return Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
    }

    private static double[] Lab(string hex, double[][] eye)
    {
        double[] rgb = [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(hex.Substring(1 + (2 * i), 2), 16) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return Times(Opponents, Array.ConvertAll(Times(Cones, Times(eye, rgb)), Math.Cbrt));
    }

    private static double[] Times(double[][] matrix, double[] vector) =>
        Array.ConvertAll(matrix, row => row.Zip(vector, (m, v) => m * v).Sum());
}
