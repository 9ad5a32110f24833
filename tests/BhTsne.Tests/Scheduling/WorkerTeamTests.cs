using BhTsne.Scheduling;

namespace BhTsne.Tests.Scheduling;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_block_runs_exactly_once_on_a_worker_that_exists(int threads)
    {
        using WorkerTeam team = new(threads);
        Assert.Equal(threads, team.Threads);
        foreach (int blocks in new[] { 0, 1, 2, 3, 7, 1000 })
        {
            int[] runs = new int[blocks];
            bool[] strangers = new bool[blocks];
            team.Run(blocks, (block, worker) =>
            {
                Interlocked.Increment(ref runs[block]);
                strangers[block] = worker < 0 || worker >= threads;
            });
            Assert.All(runs, count => Assert.Equal(1, count));
            Assert.DoesNotContain(true, strangers);
        }
    }

    [Fact]
    public void Zero_threads_means_one_for_each_processor()
    {
        using WorkerTeam team = new(0);
        Assert.Equal(Environment.ProcessorCount, team.Threads);
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerTeam(-1));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void All_workers_work_at_once_each_on_its_own_thread_and_the_caller_is_worker_0(int threads)
    {
        using WorkerTeam team = new(threads);
        int[] threadIds = new int[threads];
        Meet(team, threads, worker => threadIds[worker] = Environment.CurrentManagedThreadId);
        Assert.Equal(threads, threadIds.Distinct().Count());
        Assert.Equal(Environment.CurrentManagedThreadId, threadIds[0]);
        int[] again = new int[threads];
        Meet(team, threads, worker => again[worker] = Environment.CurrentManagedThreadId);
        Assert.Equal(threadIds, again);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void The_exception_of_the_lowest_block_that_failed_is_thrown_and_the_team_works_on(int threads)
    {
        using WorkerTeam team = new(threads);
        for (int round = 0; round < 50; round++)
        {
            InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => team.Run(40, (block, _) =>
            {
                if (block is 13 or 14 or 15 or 39)
                {
                    throw new InvalidDataException($"block {block}");
                }
            }));
            Assert.Equal("block 13", thrown.Message);
            Assert.Contains(
                nameof(The_exception_of_the_lowest_block_that_failed_is_thrown_and_the_team_works_on),
                thrown.StackTrace,
                StringComparison.Ordinal);
            AssertWorks(team);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void No_block_is_begun_after_one_has_failed(int threads)
    {
        using WorkerTeam team = new(threads);
        int begun = 0;
        Assert.Throws<InvalidDataException>(() => team.Run(100_000, (_, _) =>
        {
            Interlocked.Increment(ref begun);
            throw new InvalidDataException();
        }));
        Assert.InRange(begun, 1, threads);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_loop_stops_between_blocks_when_asked_to(int threads)
    {
        using CancellationTokenSource source = new();
        using WorkerTeam team = new(threads, source.Token);
        int begun = 0;
        OperationCanceledException thrown = Assert.Throws<OperationCanceledException>(() => team.Run(
            100_000,
            (block, _) =>
            {
                Interlocked.Increment(ref begun);
                if (block == 10)
                {
                    source.Cancel();
                }
                else if (block > 10)
                {
                    source.Token.WaitHandle.WaitOne();
                }
            }));
        Assert.Equal(source.Token, thrown.CancellationToken);
        Assert.InRange(begun, 11, 11 + threads);
        Assert.Throws<OperationCanceledException>(() => team.Run(1, (_, _) => Assert.Fail("run")));
        Assert.Throws<OperationCanceledException>(() => team.Run(0, (_, _) => { }));
        team.Cancellation = CancellationToken.None;
        AssertWorks(team);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Loops_do_not_nest(int threads)
    {
        using WorkerTeam team = new(threads);
        foreach (int blocks in new[] { 1, 8 })
        {
            InvalidOperationException thrown =
                Assert.Throws<InvalidOperationException>(() => team.Run(blocks, (_, _) => team.Run(2, (_, _) => { })));
            Assert.Contains("nest", thrown.Message, StringComparison.Ordinal);
            AssertWorks(team);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Many_small_loops_lose_no_block(int threads)
    {
        // Loops at once after each other, and with pauses in which the workers fall asleep.
        using WorkerTeam team = new(threads);
        Counter counter = new();
        long expected = 0;
        for (int loop = 0; loop < 2000; loop++)
        {
            int blocks = 1 + (loop % 7);
            team.Run(blocks, counter);
            expected += blocks * (blocks + 1) / 2;
            if (loop % 20 == 0)
            {
                Thread.SpinWait(100 * loop);
            }
        }

        Assert.Equal(expected, counter.Sum);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_loop_allocates_nothing_on_any_of_its_threads(int threads)
    {
        using WorkerTeam team = new(threads);
        long[] bytes = new long[threads], before = new long[threads];
        Meeting measurement = new(threads, worker => bytes[worker] = GC.GetAllocatedBytesForCurrentThread());
        Counter counter = new();
        RunBoth(20);
        bytes.CopyTo(before, 0);
        RunBoth(200);
        Assert.Equal(before, bytes);

        void RunBoth(int loops)
        {
            for (int loop = 0; loop < loops; loop++)
            {
                team.Run(17, counter);
                team.Run(threads, measurement.Reset());
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Disposing_ends_the_threads_and_refuses_further_loops(int threads)
    {
        for (int round = 0; round < 50; round++)
        {
            WorkerTeam team = new(threads);
            Thread[] all = new Thread[threads];
            if (round % 2 == 0)
            {
                Meet(team, threads, worker => all[worker] = Thread.CurrentThread);
            }

            team.Dispose();
            team.Dispose();
            Assert.All(all.Skip(1), thread => Assert.False(thread?.IsAlive ?? false));
            Assert.Throws<ObjectDisposedException>(() => team.Run(1, (_, _) => { }));
        }
    }

    private static void AssertWorks(WorkerTeam team)
    {
        int ran = 0;
        team.Run(10, (_, _) => Interlocked.Increment(ref ran));
        Assert.Equal(10, ran);
    }

    /// <summary>Runs a body once on every worker.</summary>
    private static void Meet(WorkerTeam team, int threads, Action<int> body) => team.Run(threads, new Meeting(threads, body));

    private sealed class Counter : IBlockLoop
    {
        private long _sum;

        public long Sum => _sum;

        public void Run(int block, int worker) => Interlocked.Add(ref _sum, block + 1);
    }

    /// <summary>As many blocks as threads; each waits until all have begun, so every worker gets exactly one.</summary>
    private sealed class Meeting(int threads, Action<int> body) : IBlockLoop
    {
        private int _arrived;

        public Meeting Reset()
        {
            _arrived = 0;
            return this;
        }

        public void Run(int block, int worker)
        {
            Interlocked.Increment(ref _arrived);
            SpinWait wait = default;
            while (Volatile.Read(ref _arrived) < threads)
            {
                wait.SpinOnce();
            }

            body(worker);
        }
    }
}
