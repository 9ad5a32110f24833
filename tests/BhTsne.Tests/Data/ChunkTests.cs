using BhTsne.Affinities;
using BhTsne.Attraction;
using BhTsne.Data;
using BhTsne.Kernels;
using BhTsne.Neighbors;
using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.Tests.Affinities;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;
using BhTsne.Tests.Repulsion;

namespace BhTsne.Tests.Data;

/// <summary>
/// Chunks of 1 to 64 entries: every stage crosses many boundaries between chunks and has rows that are longer than a chunk, and gives the
/// bits of one chunk.
/// </summary>
public sealed class ChunkTests
{
    public static TheoryData<int> Shifts => [0, 3, 6];

    [Theory]
    [MemberData(nameof(Shifts))]
    public void Rows_of_any_length_keep_their_entries_and_sixteen_lanes_can_be_read_from_each(int shift)
    {
        int[] lengths = [0, 3, 0, 70, 1, 1, 0, 0, 9, 200, 2, 64, 64, 64, 1, 0, 0];
        long[] offsets = new long[lengths.Length + 1];
        for (int row = 0; row < lengths.Length; row++)
        {
            offsets[row + 1] = offsets[row] + lengths[row];
        }

        ChunkedRows rows = ChunkedRows.Allocate(offsets, shift);
        int[] indices = [.. Enumerable.Range(1, (int)offsets[^1])];
        rows.CopyFrom(indices, [.. indices.Select(index => -(float)index)]);
        Assert.Equal((offsets[^1] >> shift) + 1, rows.Indices.Length);
        for (int row = 0; row < lengths.Length; row++)
        {
            IEnumerable<int> expected = Enumerable.Range((int)offsets[row] + 1, lengths[row]);
            Assert.Equal(expected, rows.IndicesOf(row).ToArray());
            Assert.Equal(expected.Select(index => -(float)index), rows.ValuesOf(row).ToArray());

            // Beyond the row: other entries, or zeros.
            int chunk = rows.ChunkOf(row), end = rows.PlaceOf(row) + lengths[row];
            Assert.All(rows.Indices[chunk][end..(end + ChunkedRows.Padding)], index => Assert.InRange(index, 0, indices.Length));
            Assert.All(rows.Values[chunk][end..(end + ChunkedRows.Padding)], value => Assert.InRange(value, -indices.Length, 0));
        }
    }

    [Theory]
    [MemberData(nameof(Shifts))]
    public void From_a_graph_to_P_all_stages_have_the_bits_of_one_chunk(int shift) => Check.ForAll(Clouds.Of((16, 90), (1, 4)), cloud =>
    {
        NeighborGraph graph = Graphs.Of(cloud.ToDense(), 13);
        PointWeights weights = new(Copies.Random(cloud.Points, cloud.Seed).Weights);
        using WorkerTeam team = new(1 + (cloud.Seed % 3));
        foreach (AffinityKind kind in new[] { AffinityKind.Perplexity(4), AffinityKind.Uniform(5) })
        {
            foreach (PointWeights? given in new[] { null, weights })
            {
                AffinityMatrix expected = new JointAffinities(graph, given).Compute(kind, 11, team);
                AssertSame(
                    expected, new JointAffinities(NeighborGraph.Adopt(Graphs.Copy(graph, shift)), given).Compute(kind, 11, team), shift);
                AssertSame(expected, new JointAffinities(Graphs.Copy(graph, shift), given).Compute(kind, 11, team), shift);
            }
        }
    }, 20);

    [Theory]
    [MemberData(nameof(Shifts))]
    public void Checks_and_the_symmetrisation_of_a_callers_matrix_cross_chunks(int shift) => Check.ForAll(SparseAffinities.Of(2, 60), p =>
    {
        SparseMatrix one = p.ToAffinities().Matrix, many = InChunks(one, shift);
        AffinityMatrix expected = new(one), actual = new(many);
        AssertSame(expected, actual, shift);
        AssertSame(AffinityMatrix.Symmetrized(one), AffinityMatrix.Symmetrized(many), shift);

        // The last entry of the last row has no mirror any more.
        float[] values = one.Values.ToArray();
        values[^1] *= 2;
        SparseMatrix wrong = new(one.RowOffsets, one.ColumnIndices, values, p.Points, shift);
        Assert.Contains("differs", Assert.Throws<ArgumentException>(() => new AffinityMatrix(wrong)).Message, StringComparison.Ordinal);
    }, 20);

    [Theory]
    [MemberData(nameof(Shifts))]
    public void A_sorted_P_and_the_attraction_have_the_bits_of_one_chunk(int shift) => Check.ForAll(SparseAffinities.Of(2, 90), p =>
    {
        using WorkerTeam team = new(1 + (p.Seed % 3));
        SparseMatrix one = p.ToAffinities().Matrix, many = InChunks(one, shift);
        SortedAffinities expected = new(one, team), actual = new(many, team);
        int[] order = [.. Enumerable.Range(0, p.Points)];
        AssertSame(Attraction(one), Attraction(many));
        for (int turn = 1; turn <= 2; turn++)
        {
            new Random(p.Seed ^ turn).Shuffle(order);
            expected.Sort(order);
            actual.Sort(order);
            AssertSame(expected.Matrix, actual.Matrix);
            Assert.True(actual.Matrix.Entries.Indices.Length > 1 || actual.Matrix.EntryCount < 64);
            AssertSame(Attraction(expected.Matrix), Attraction(actual.Matrix));
        }

        (float[] Forces, double[] Costs) Attraction(SparseMatrix matrix)
        {
            float[] positions = Maps.Positions<TwoDimensions>(new PointCloud(CloudShape.Uniform, p.Points, 2, 3, p.Seed));
            float[] forces = new float[positions.Length];
            AttractiveForces<TwoDimensions, StudentKernel> attraction = new(default, p.Points, team);
            return (forces, attraction.ComputeWithCosts(matrix, positions, positions, forces).ToArray());
        }
    }, 20);

    [Theory]
    [MemberData(nameof(Shifts))]
    public void A_truncated_svd_and_stacked_matrices_have_the_bits_of_one_chunk(int shift)
    {
        SparseMatrix one = SparseCloud.Sparse(new SparseCloud(70, 45, 0.3, 0.7, 6).ToDense()), many = InChunks(one, shift);
        foreach (PointWeights? weights in new[] { null, new PointWeights(Copies.Random(70, 4).Weights) })
        {
            using WorkerTeam team = new(2);
            TruncatedSvdResult expected = TruncatedSvd.Fit(one, weights, 2, 1, 3, team),
                actual = TruncatedSvd.Fit(many, weights, 2, 1, 3, team);
            Assert.Equal(expected.SingularValues.ToArray(), actual.SingularValues.ToArray());
            Assert.Equal(expected.Transform(one, team).Values.ToArray(), actual.Transform(many, team).Values.ToArray());
        }

        AssertSame(SparseMatrix.Stack(one, one, one), SparseMatrix.Stack([many, one, many], shift));
        Assert.Equal(210, SparseMatrix.Stack(one, one, one).Rows);
        Assert.Equal(one.ValuesOf(1), SparseMatrix.Stack(one, one).ValuesOf(71));
    }

    [Theory]
    [MemberData(nameof(Shifts))]
    public void Searches_write_their_answers_across_chunks(int shift)
    {
        float[] values = new PointCloud(CloudShape.Duplicates, 80, 3, 1, 5).Values();

        // Nine points at one place: more than k, so that they are answered without a search.
        for (int copy = 0; copy < 9; copy++)
        {
            values.AsSpan(0, 3).CopyTo(values.AsSpan(copy * 24));
        }

        PointMatrix points = PointMatrix.From(values, 80, 3);
        using WorkerTeam team = new(2);
        ChunkedRows expected = new ExhaustiveSearch().FindNeighbors(points, Metric.Euclidean, 7, team, null);
        NeighborProblem problem = new(points, Metric.Euclidean, 7, shift);
        Assert.NotEqual(80, problem.Queries.Length);
        NeighborWork work = new(problem, team, null);
        Panels panels = new(problem.Points, problem.References);
        CandidateScan<EuclideanKernel> scan = CandidateScan<EuclideanKernel>.Create(work, panels);
        scan.Answer(new ExhaustiveScan<EuclideanKernel>(work, panels, scan.QuerySlots()));
        AssertSame(NeighborGraph.Adopt(expected), NeighborGraph.Adopt(work.Complete()), shift);

        float[,] all = new float[80, 80];
        for (int i = 0; i < 80; i++)
        {
            for (int j = 0; j < 80; j++)
            {
                all[i, j] = MathF.Abs(i - j) % 17;
            }
        }

        DistanceMatrix dense = DistanceMatrix.From(PointMatrix.From(all));
        SparseMatrix stored = SparseCloud.Sparse(all);
        DistanceMatrix sparse = DistanceMatrix.From(stored), chunked = DistanceMatrix.From(InChunks(stored, shift));
        AssertSame(Of(dense, ChunkedRows.DefaultShift), Of(dense, shift), shift);
        AssertSame(Of(sparse, ChunkedRows.DefaultShift), Of(chunked, shift), shift);

        NeighborGraph Of(DistanceMatrix distances, int chunkShift) =>
            NeighborGraph.Adopt(DistanceSearch.FindNeighbors(distances, 7, team, chunkShift));
    }

    private static SparseMatrix InChunks(SparseMatrix matrix, int shift) =>
        new(matrix.RowOffsets, matrix.ColumnIndices, matrix.Values, matrix.Columns, shift);

    private static void AssertSame(AffinityMatrix expected, AffinityMatrix actual, int shift)
    {
        AssertSame(expected.Matrix, actual.Matrix);
        Assert.Equal(shift, actual.Matrix.Entries.Shift);
        Assert.Equal(
            (expected.SumOfP, expected.SumOfPLogP, expected.ConditionalEntropy),
            (actual.SumOfP, actual.SumOfPLogP, actual.ConditionalEntropy));
    }

    private static void AssertSame(SparseMatrix expected, SparseMatrix actual)
    {
        Assert.Equal(expected.RowOffsets, actual.RowOffsets);
        Assert.Equal(expected.ColumnIndices, actual.ColumnIndices);
        Assert.Equal(expected.Values, actual.Values);
    }

    private static void AssertSame(NeighborGraph expected, NeighborGraph actual, int shift)
    {
        Assert.Equal(expected.Indices, actual.Indices);
        Assert.Equal(expected.Distances, actual.Distances);
        Assert.Equal((actual.Rows.Count >> shift) + 1, actual.Rows.Indices.Length);
    }

    private static void AssertSame((float[] Forces, double[] Costs) expected, (float[] Forces, double[] Costs) actual)
    {
        Assert.Equal(expected.Forces, actual.Forces);
        Assert.Equal(expected.Costs, actual.Costs);
    }
}
