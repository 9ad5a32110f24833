using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests.Html.Explorer;

/// <summary>Columns and pairs of sets.</summary>
internal static class Cases
{
    /// <summary>Values, null for none; for each point the sets that it is in as bits; and whether the scale is logarithmic.</summary>
    public static Arbitrary<(double?[] Values, int[] Sets, bool Logarithmic)[]> Numbers { get; } = Arb.From(Gen.ArrayOf(
        from points in Gen.Choose(1, 80)
        from offset in Gen.Elements(0.0, 5, 1e6)
        from values in Gen.ArrayOf(Gen.Frequency(
            (9, Gen.Choose(-50, 50).Select(value => (double?)(offset + (0.25 * value)))), (1, Gen.Constant<double?>(null))), points)
        from sets in Gen.ArrayOf(Gen.Choose(0, 3), points)
        from logarithmic in Gen.Elements(false, true)
        select (values, sets, logarithmic), 100));

    /// <summary>Codes, the sets of each point, and the number of categories. Both sets have points.</summary>
    public static Arbitrary<(int[] Codes, int[] Sets, int Categories)[]> Categories { get; } = Arb.From(Gen.ArrayOf(
        from points in Gen.Choose(2, 400)
        from categories in Gen.Choose(1, 6)
        from codes in Gen.ArrayOf(Gen.Choose(0, categories - 1), points)
        from sets in Gen.ArrayOf(Gen.Choose(0, 3), points)
        select (codes, (int[])[1, 2, .. sets.Skip(2)], categories), 100));
}
