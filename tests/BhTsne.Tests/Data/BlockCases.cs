using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Data;

/// <summary>The same points in one block of memory and in several.</summary>
/// <param name="One">In one.</param>
/// <param name="Several">In two or more.</param>
/// <param name="Seed">For what else is drawn.</param>
internal sealed record BlockCase(PointMatrix One, PointMatrix Several, int Seed)
{
    /// <summary>Clusters of any shape, some points equal, cut at any row.</summary>
    public static Arbitrary<BlockCase> Of(int fewest, int most, int columns) => Arb.From(
        from rows in Gen.Choose(fewest, most)
        from width in Gen.Choose(1, columns)
        from cut in Gen.Choose(1, rows - 1)
        from seed in Gen.Choose(0, int.MaxValue)
        select Make(rows, width, cut, seed));

    /// <summary>Points in blocks of some rows, each block an array of its own.</summary>
    public static PointMatrix Cut(PointMatrix points, int rowsOfBlock)
    {
        ReadOnlyMemory<float>[] blocks =
        [
            .. Enumerable.Range(0, points.Rows).Chunk(rowsOfBlock).Select(
                rows => (ReadOnlyMemory<float>)rows.SelectMany(row => points.Row(row).ToArray()).ToArray()),
        ];
        return PointMatrix.FromBlocks(blocks, points.Columns);
    }

    /// <summary>What prints when a case fails.</summary>
    public override string ToString() =>
        $"{One.Rows} x {One.Columns} in blocks of {Several.Blocks[0].Length / One.Columns}, seed {Seed}";

    private static BlockCase Make(int rows, int columns, int cut, int seed)
    {
        Random random = new(seed);
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            Span<float> point = values.AsSpan(row * columns, columns);
            if (row > 0 && random.Next(8) == 0)
            {
                values.AsSpan(random.Next(row) * columns, columns).CopyTo(point);
                continue;
            }

            for (int column = 0; column < columns; column++)
            {
                point[column] = (float)((random.NextDouble() * 3) - 1 + (random.Next(3) * 2));
            }
        }

        PointMatrix one = PointMatrix.From(values, rows, columns);
        return new BlockCase(one, BlockCase.Cut(one, cut), seed);
    }
}
