using BhTsne.Data;
using BhTsne.Models;
using BhTsne.Scheduling;
using BhTsne.Tests.EndToEnd;

namespace BhTsne.Tests.Models;

/// <summary>The hash by which a checkpoint recognises its input.</summary>
public sealed class InputHashTests
{
    private const int N = 6;

    private static readonly float[,] Points = Samples.Clusters(N, 3, clusters: 2);

    /// <summary>All of these differ from each other.</summary>
    [Fact]
    public void Any_change_of_any_part_changes_it()
    {
        float[,] other = (float[,])Points.Clone();
        other[5, 2] = MathF.BitIncrement(other[5, 2]);
        float[] values = [.. Points.Cast<float>()];
        float[,] distances = new float[N, N], otherDistances = new float[N, N];
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j < N; j++)
            {
                distances[i, j] = otherDistances[i, j] = Math.Abs(i - j);
            }
        }

        otherDistances[0, 5] = otherDistances[5, 0] = 5.5f;
        int[] indices = [.. Enumerable.Range(0, N).SelectMany(i => new[] { (i + 1) % N, (i + 2) % N })];
        float[] lengths = [.. Enumerable.Range(0, 2 * N).Select(i => 1f + (i % 2))];
        TsneInput[] inputs =
        [
            Points,
            other,
            PointMatrix.From(values, 9, 2),
            PointMatrix.From(values, 3, 6),
            ModelCases.Rows(Points, 0, 5),
            new TsneInput(PointMatrix.From(Points)) { Weights = Enumerable.Repeat(1f, N).ToArray() },
            new TsneInput(PointMatrix.From(Points)) { Weights = new[] { 1, 1, 1, 1, 1, 2f } },
            new TsneInput(PointMatrix.From(Points)) { Start = Start(2) },
            new TsneInput(PointMatrix.From(Points)) { Start = Start(1) },
            new TsneInput(PointMatrix.From(Points)) { Start = Start(2), Pinned = new[] { 0 } },
            new TsneInput(PointMatrix.From(Points)) { Start = Start(2), Pinned = new[] { 1 } },
            new TsneInput(PointMatrix.From(Points)) { Start = Start(2), Pinned = new[] { 0, 1 } },
            new TsneInput(PointMatrix.From(Points)) { Start = Start(2), StartRows = new[] { 0, 1 } },
            new TsneInput(PointMatrix.From(Points)) { Pinned = new[] { 0 } },
            Sparse([0, 1, 1, 3], [0, 1, 2], [1, 2, 3], 4),
            Sparse([0, 1, 1, 3], [0, 1, 2], [1, 2, 3], 5),
            Sparse([0, 1, 1, 3], [0, 1, 2], [1, 2, 4], 4),
            Sparse([0, 1, 1, 3], [0, 1, 3], [1, 2, 3], 4),
            Sparse([0, 1, 2, 3], [0, 1, 2], [1, 2, 3], 4),
            Sparse([0, 1, 1, 3, 3], [0, 1, 2], [1, 2, 3], 4),
            DistanceMatrix.From(PointMatrix.From(distances)),
            DistanceMatrix.From(PointMatrix.From(otherDistances)),
            new NeighborGraph(indices, lengths, 2),
            new NeighborGraph(indices, [.. lengths.Select(length => 2 * length)], 2),
            new NeighborGraph([.. Enumerable.Range(0, N).SelectMany(i => new[] { (i + 1) % N, (i + 3) % N })], lengths, 2),
            new AffinityMatrix(Ring(2), 0.5),
            new AffinityMatrix(Ring(2), 0.25),
            new AffinityMatrix(Ring(2)),
            new AffinityMatrix(Ring(3)),
        ];
        string[] hashes = [.. inputs.Select(input => Of(input))];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.All(hashes, hash => Assert.Matches("^[0-9a-f]{64}$", hash));

        // Equal content in other memory is the same.
        Assert.Equal(hashes[0], Of((float[,])Points.Clone()));
        Assert.Equal(hashes[14], Of(Sparse([0, 1, 1, 3], [0, 1, 2], [1, 2, 3], 4)));
    }

    /// <summary>Weights that P was computed with belong to it: the descent uses them.</summary>
    [Fact]
    public void The_weights_of_P_count()
    {
        AffinityMatrix plain = new(Ring(2), 0.5);
        AffinityMatrix weighted = AffinityMatrix.Adopt(
            plain.Matrix, new AffinitySums(plain.SumOfP, plain.SumOfPLogP), 0.5, new PointWeights(new float[] { 1, 1, 1, 1, 1, 2 }));
        Assert.NotEqual(Of(plain), Of(weighted));
    }

    /// <summary>Points of several blocks of 4 MiB.</summary>
    [Fact]
    public void It_is_the_same_on_any_number_of_threads()
    {
        float[] values = new float[3_000_000];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i;
        }

        TsneInput input = new(PointMatrix.From(values, 1_000_000, 3));
        string one = Of(input);
        Assert.Equal(one, Of(input, 3));
        values[2_999_999] = 0;
        Assert.NotEqual(one, Of(PointMatrix.From(values, 1_000_000, 3)));
        values[2_999_999] = 2_999_999;
        values[1 << 20] = -1;
        Assert.NotEqual(one, Of(PointMatrix.From(values, 1_000_000, 3), 2));
    }

    /// <summary>How rows lie in memory is no part of the input: a graph of this run and the same one from a file are equal.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Chunks_do_not_count(int shift)
    {
        SparseMatrix one = Ring(2);
        int[] columns = new int[one.EntryCount];
        float[] values = new float[one.EntryCount];
        one.CopyTo(columns, values);
        SparseMatrix chunked = new(one.RowOffsets, columns, values, N, shift);
        Assert.Equal(Of(new TsneInput(one)), Of(new TsneInput(chunked)));
    }

    private static string Of(TsneInput input, int threads = 1)
    {
        using WorkerTeam team = new(threads);
        return InputHash.Of(input, team);
    }

    private static Embedding Start(int dimensions) => new([.. Enumerable.Range(0, N * dimensions).Select(i => (float)i)], dimensions);

    private static TsneInput Sparse(long[] offsets, int[] columns, float[] values, int width) =>
        new SparseMatrix(offsets, columns, values, width);

    /// <summary>A uniform P over points on a ring, each joined to the one a number of places further.</summary>
    private static SparseMatrix Ring(int step)
    {
        int[][] rows = [.. Enumerable.Range(0, N).Select(i => new[] { (i + step) % N, (i + N - step) % N }.Distinct().Order().ToArray())];
        int[] columns = [.. rows.SelectMany(row => row)];
        long[] offsets = [0, .. rows.Select((_, i) => (long)rows[..(i + 1)].Sum(row => row.Length))];
        return new SparseMatrix(offsets, columns, [.. columns.Select(_ => 1f / columns.Length)], N);
    }
}
