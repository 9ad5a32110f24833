using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Neighbors;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Quality;

/// <summary>Counts, for queries and their targets, the points that are strictly nearer to the query than the target is.</summary>
/// <remarks>
/// Sixteen queries lie in the lanes. A block of references is copied once for some groups of sixteen; the totals of a group with the block
/// stay in the first-level cache while they are compared with each threshold. Every total is made by the same operations in the same order,
/// the thresholds among them: a target is never strictly nearer than itself, and equal points have equal totals.
/// </remarks>
internal sealed class RankCounter<TTotal>(ScaledPoints points)
    where TTotal : struct, IPairTotal
{
    /// <summary>References of a block: their totals with a group take 16 KiB.</summary>
    private const int BlockSize = 256;

    /// <summary>References whose totals are summed at a time: as many sums as hide the latency of a fused multiply-add.</summary>
    private const int Interleaved = 8;

    /// <summary>Thresholds that are compared with each total at a time.</summary>
    private const int ThresholdsAtOnce = 4;

    /// <summary>The most groups that share the copy of a block.</summary>
    private const int MostGroups = 16;

    /// <summary>The most thresholds and counts that the groups of a task have, which bounds its memory for large k.</summary>
    private const int MostThresholds = 1 << 20;

    private readonly int _blocks = (points.Rows + BlockSize - 1) / BlockSize;

    /// <summary>Counts.</summary>
    /// <param name="queries">M points.</param>
    /// <param name="targets">M x k points, none its own query.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="progress">Receives the completed share, 0 to 1.</param>
    /// <returns>M x k ranks: 1 + the number of other points that are strictly nearer.</returns>
    public int[] Ranks(int[] queries, int[] targets, WorkerTeam team, IProgress<double>? progress)
    {
        int k = targets.Length / queries.Length;
        int padded = (k + ThresholdsAtOnce - 1) / ThresholdsAtOnce * ThresholdsAtOnce;
        int groups = (queries.Length + Lanes.Count - 1) / Lanes.Count;
        int perTask = Math.Max(1, Math.Min(MostThresholds / (padded * Lanes.Count), Math.Min(MostGroups, groups / (4 * team.Threads))));
        int[] ranks = new int[targets.Length];
        Workspace?[] spaces = new Workspace[team.Threads];
        int done = 0;
        team.Run(
            (groups + perTask - 1) / perTask,
            (block, worker) =>
            {
                Workspace space = spaces[worker] ??= new Workspace(points, perTask, padded);
                int first = block * perTask * Lanes.Count;
                int count = Math.Min(perTask * Lanes.Count, queries.Length - first);
                ReadOnlySpan<int> own = queries.AsSpan(first, count), ownTargets = targets.AsSpan(first * k, count * k);
                space.Start(own, ownTargets, k);
                for (int references = 0; references < _blocks; references++)
                {
                    team.Cancellation.ThrowIfCancellationRequested();
                    space.Add(references * BlockSize);
                }

                space.Finish(own, k, ranks.AsSpan(first * k, count * k));
                int finished = Interlocked.Add(ref done, count);
                if (worker == 0)
                {
                    progress?.Report((double)finished / queries.Length);
                }
            });
        return ranks;
    }

    /// <summary>The memory of one thread.</summary>
    private sealed class Workspace(ScaledPoints points, int groups, int thresholds)
    {
        private readonly int _columns = points.Columns;

        // By group and coordinate, sixteen queries.
        private readonly float[] _queries = new float[groups * points.Columns * Lanes.Count];

        // By group and target, sixteen queries.
        private readonly float[] _thresholds = new float[groups * thresholds * Lanes.Count];
        private readonly int[] _counts = new int[groups * thresholds * Lanes.Count];

        // By eight references and coordinate, the eight.
        private readonly float[] _references = new float[BlockSize * points.Columns];
        private readonly float[] _totals = new float[BlockSize * Lanes.Count];
        private readonly float[] _row = new float[points.Stride];
        private readonly float[] _other = new float[points.Stride];
        private int _groups;

        /// <summary>Takes queries and their targets.</summary>
        public void Start(ReadOnlySpan<int> queries, ReadOnlySpan<int> targets, int k)
        {
            _groups = (queries.Length + Lanes.Count - 1) / Lanes.Count;
            Array.Clear(_counts);
            Array.Clear(_queries);

            // Nothing is below the thresholds that lanes without a query and places beyond k have.
            Array.Fill(_thresholds, float.NegativeInfinity);
            for (int query = 0; query < queries.Length; query++)
            {
                (int group, int lane) = Math.DivRem(query, Lanes.Count);
                points.CopyRow(queries[query], _row);
                for (int column = 0; column < _columns; column++)
                {
                    _queries[(((group * _columns) + column) * Lanes.Count) + lane] = _row[column];
                }

                for (int target = 0; target < k; target++)
                {
                    points.CopyRow(targets[(query * k) + target], _other);
                    _thresholds[Place(group, target, lane)] = Total(_row, _other);
                }
            }
        }

        /// <summary>Compares the queries with a block of references.</summary>
        public void Add(int first)
        {
            int count = Math.Min(BlockSize, points.Rows - first);
            for (int row = 0; row < count; row++)
            {
                points.CopyRow(first + row, _row);
                int start = (row / Interleaved * Interleaved * _columns) + (row % Interleaved);
                for (int column = 0; column < _columns; column++)
                {
                    _references[start + (column * Interleaved)] = _row[column];
                }
            }

            for (int group = 0; group < _groups; group++)
            {
                Totals(ref _queries[group * _columns * Lanes.Count], ref _references[0], ref _totals[0], _columns, count);
                Count(ref _totals[0], ref _thresholds[Place(group, 0, 0)], ref _counts[Place(group, 0, 0)], thresholds, count);
            }
        }

        /// <summary>Writes the ranks.</summary>
        public void Finish(ReadOnlySpan<int> queries, int k, Span<int> ranks)
        {
            for (int query = 0; query < queries.Length; query++)
            {
                (int group, int lane) = Math.DivRem(query, Lanes.Count);
                points.CopyRow(queries[query], _row);
                float self = Total(_row, _row);
                for (int target = 0; target < k; target++)
                {
                    // The query itself was counted where it is nearer than the target.
                    int place = Place(group, target, lane);
                    ranks[(query * k) + target] = 1 + _counts[place] - (self < _thresholds[place] ? 1 : 0);
                }
            }
        }

        private int Place(int group, int target, int lane) => (((group * thresholds) + target) * Lanes.Count) + lane;

        /// <summary>The total of one pair, by the operations of all others.</summary>
        private float Total(float[] query, float[] reference)
        {
            Vector512<float> total = default;
            for (int column = 0; column < _columns; column++)
            {
                total = TTotal.Add(total, Vector512.Create(query[column]), Vector512.Create(reference[column]));
            }

            return total.ToScalar();
        }
    }

    /// <summary>The totals of sixteen queries with references, eight references at a time.</summary>
    [MethodImpl(HotLoop.Options)]
    private static void Totals(ref float queries, ref float references, ref float totals, int columns, int count)
    {
        for (int row = 0; row < count; row += Interleaved)
        {
            ref float eight = ref Unsafe.Add(ref references, row * columns);
            Vector512<float> t0 = default, t1 = default, t2 = default, t3 = default, t4 = default, t5 = default, t6 = default, t7 = default;
            for (int column = 0; column < columns; column++)
            {
                Vector512<float> query = Vector512.LoadUnsafe(ref queries, (nuint)(column * Lanes.Count));
                ref float values = ref Unsafe.Add(ref eight, column * Interleaved);
                t0 = TTotal.Add(t0, query, Vector512.Create(values));
                t1 = TTotal.Add(t1, query, Vector512.Create(Unsafe.Add(ref values, 1)));
                t2 = TTotal.Add(t2, query, Vector512.Create(Unsafe.Add(ref values, 2)));
                t3 = TTotal.Add(t3, query, Vector512.Create(Unsafe.Add(ref values, 3)));
                t4 = TTotal.Add(t4, query, Vector512.Create(Unsafe.Add(ref values, 4)));
                t5 = TTotal.Add(t5, query, Vector512.Create(Unsafe.Add(ref values, 5)));
                t6 = TTotal.Add(t6, query, Vector512.Create(Unsafe.Add(ref values, 6)));
                t7 = TTotal.Add(t7, query, Vector512.Create(Unsafe.Add(ref values, 7)));
            }

            ref float target = ref Unsafe.Add(ref totals, row * Lanes.Count);
            t0.StoreUnsafe(ref target);
            t1.StoreUnsafe(ref target, Lanes.Count);
            t2.StoreUnsafe(ref target, 2 * Lanes.Count);
            t3.StoreUnsafe(ref target, 3 * Lanes.Count);
            t4.StoreUnsafe(ref target, 4 * Lanes.Count);
            t5.StoreUnsafe(ref target, 5 * Lanes.Count);
            t6.StoreUnsafe(ref target, 6 * Lanes.Count);
            t7.StoreUnsafe(ref target, 7 * Lanes.Count);
        }
    }

    /// <summary>Adds, for each threshold, the totals that are below it.</summary>
    [MethodImpl(HotLoop.Options)]
    private static void Count(ref float totals, ref float thresholds, ref int counts, int targets, int references)
    {
        for (int target = 0; target < targets; target += ThresholdsAtOnce)
        {
            nuint first = (nuint)(target * Lanes.Count), second = first + Lanes.Count, third = second + Lanes.Count;
            nuint fourth = third + Lanes.Count;
            Vector512<float> bound0 = Vector512.LoadUnsafe(ref thresholds, first), bound1 = Vector512.LoadUnsafe(ref thresholds, second);
            Vector512<float> bound2 = Vector512.LoadUnsafe(ref thresholds, third), bound3 = Vector512.LoadUnsafe(ref thresholds, fourth);
            Vector512<int> count0 = Vector512.LoadUnsafe(ref counts, first), count1 = Vector512.LoadUnsafe(ref counts, second);
            Vector512<int> count2 = Vector512.LoadUnsafe(ref counts, third), count3 = Vector512.LoadUnsafe(ref counts, fourth);
            for (int row = 0; row < references; row++)
            {
                Vector512<float> total = Vector512.LoadUnsafe(ref totals, (nuint)(row * Lanes.Count));
                count0 -= Vector512.LessThan(total, bound0).AsInt32();
                count1 -= Vector512.LessThan(total, bound1).AsInt32();
                count2 -= Vector512.LessThan(total, bound2).AsInt32();
                count3 -= Vector512.LessThan(total, bound3).AsInt32();
            }

            count0.StoreUnsafe(ref counts, first);
            count1.StoreUnsafe(ref counts, second);
            count2.StoreUnsafe(ref counts, third);
            count3.StoreUnsafe(ref counts, fourth);
        }
    }
}
