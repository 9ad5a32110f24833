using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests;

/// <summary>Random numbers and shapes that look for trouble.</summary>
internal static class ArrayGenerators
{
    /// <summary>Any finite single: every bit pattern is as likely, with the edges often among them.</summary>
    public static Gen<float> Single { get; } = Gen.Frequency(
        (4, Gen.Choose(int.MinValue, int.MaxValue).Select(BitConverter.Int32BitsToSingle).Where(float.IsFinite)),
        (3, Gen.Choose(-100_000, 100_000).Select(value => value / 1000f)),
        (
            1,
            Gen.Elements(
                0f, -0f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 1.17549435e-38f, 1.1754942e-38f, 16777216f, 0.1f)));

    /// <summary>A value that the type holds exactly.</summary>
    public static Gen<double> Of(string type) => type switch
    {
        "f2" => Gen.Choose(0, ushort.MaxValue).Select(
            bits => BitConverter.UInt16BitsToHalf((ushort)bits)).Where(Half.IsFinite).Select(value => (double)value),
        "f4" => Single.Select(value => (double)value),
        "f8" => Gen.OneOf(Single.Select(value => (double)value), Single.Select(value => value * 0.987654321), Gen.Constant(1e-300)),
        "b1" => Gen.Choose(0, 1).Select(value => (double)value),
        _ when type[0] == 'u' => Whole(0, Math.Pow(256, type[1] - '0') - 1),
        _ => Whole(-Math.Pow(256, type[1] - '0') / 2, (Math.Pow(256, type[1] - '0') / 2) - 1),
    };

    /// <summary>One to four dimensions, of 1 to 12 each.</summary>
    public static Gen<int[]> Shape { get; } = Gen.Choose(1, 4).SelectMany(rank => Gen.Choose(1, 12).ArrayOf(rank));

    /// <summary>As many values as a shape holds.</summary>
    public static Gen<double[]> Fill(int[] shape, string type) =>
        Of(type).ArrayOf(shape.Aggregate(1, (product, length) => product * length));

    // Up to 2^52, so that doubles count exactly.
    private static Gen<double> Whole(double low, double high)
    {
        double least = Math.Max(low, -Math.Pow(2, 52)), most = Math.Min(high, Math.Pow(2, 52));
        return Gen.OneOf(
            Gen.Choose(0, int.MaxValue).Select(part => Math.Floor(least + ((most - least) * (part / (double)int.MaxValue)))),
            Gen.Elements(least, most, 0.0, 1.0));
    }
}
