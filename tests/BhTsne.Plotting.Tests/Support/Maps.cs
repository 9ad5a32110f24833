using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Plotting.Tests.Support;

/// <summary>Maps and labels to draw.</summary>
internal static class Maps
{
    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "</script><!--", "a & b", "\"quoted\" 'twice'", "]]>", "tab\there", "bell\a", "nul\0", "lone\uD800",
        "\uFFFE", "\u202Eflip",
        "東京", "🐙 octopus", "", " ", "NaN", "2", "10", "-1.5", "line\r\nbreak", "&lt;", "{{scripts}}", "𝔘nicode", new string('W', 300),
    ];

    /// <summary>Points, dimensions and hostile labels.</summary>
    public static Arbitrary<(Embedding Map, string[] Labels)> Any { get; } = Arb.From(
        from dimensions in Gen.Choose(1, 3)
        from points in Gen.Choose(1, 60)
        from values in Gen.ArrayOf(Coordinate(), points * dimensions)
        from labels in Gen.ArrayOf(Gen.Elements(Hostile), points)
        select (new Embedding(values, dimensions), labels));

    /// <summary>Round clusters on a circle, category after category: the n points of cluster c come before those of c + 1.</summary>
    public static (Embedding Map, int[] Cluster) Clusters(int clusters, int each, int dimensions = 2)
    {
        Random random = new(5);
        float[] values = new float[clusters * each * dimensions];
        int[] cluster = new int[clusters * each];
        for (int i = 0; i < cluster.Length; i++)
        {
            cluster[i] = i / each;
            double angle = 2 * Math.PI * cluster[i] / clusters;
            for (int a = 0; a < dimensions; a++)
            {
                double centre = a == 0 ? Math.Cos(angle) : a == 1 ? Math.Sin(angle) : 0;
                values[(i * dimensions) + a] = (float)((40 * centre) + (random.NextDouble() * 6) - 3);
            }
        }

        return (new Embedding(values, dimensions), cluster);
    }

    private static Gen<float> Coordinate() => Gen.OneOf(
        Gen.Choose(-3, 3).Select(i => (float)i),
        Gen.Choose(-1_000_000, 1_000_000).Select(i => i * 1e-4f),
        Gen.Elements(1e-30f, -1e20f, 3e38f, -3e38f, float.Epsilon));
}
