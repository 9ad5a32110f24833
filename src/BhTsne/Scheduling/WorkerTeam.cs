using System.Runtime.ExceptionServices;
using BhTsne.Numerics;

namespace BhTsne.Scheduling;

/// <summary>The body of a parallel loop over blocks.</summary>
internal interface IBlockLoop
{
    /// <summary>Does one block's work.</summary>
    /// <param name="block">
    /// Which block, 0 to the number of blocks - 1. What a block computes may depend on this alone, never on the worker.
    /// </param>
    /// <param name="worker">Which worker runs it, 0 to the number of threads - 1: for scratch memory only.</param>
    void Run(int block, int worker);
}

/// <summary>
/// The only place that starts threads: a fixed number of workers that take the blocks of a loop in turn. The cut into blocks never depends
/// on the number of threads, so neither do results.
/// </summary>
/// <remarks>
/// The caller is worker 0. A worker that wakes after all blocks are taken is not waited for: on a busy machine that would cost more than
/// the loop. Between two loops the others spin for about half a millisecond and then sleep, because the passes of one iteration follow each
/// other at once. Not safe for calls from several threads, and loops do not nest. Allocates nothing per loop.
/// </remarks>
internal sealed class WorkerTeam : IBlockRunner, IDisposable
{
    private const int SpinsBeforeSleep = 2000;
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _wake;
    private readonly int[] _asleep;
    private IBlockLoop? _loop;
    private int _blocks;
    private int _next;
    private int _inside;
    private bool _open;
    private int _generation;
    private int _inLoop;
    private volatile bool _disposed;
    private ExceptionDispatchInfo? _failure;
    private int _failedBlock;

    /// <summary>Starts a team.</summary>
    /// <param name="threads">How many threads work at once, the caller among them; 0 for one per processor.</param>
    /// <param name="cancellation">See <see cref="Cancellation"/>.</param>
    public WorkerTeam(int threads, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Cancellation = cancellation;
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        _threads = new Thread[Threads - 1];
        _wake = new SemaphoreSlim[Threads - 1];
        _asleep = new int[Threads - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _wake[i] = new SemaphoreSlim(0);
            _threads[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = $"BhTsne worker {worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>The number of threads that work at once, the caller among them.</summary>
    public int Threads { get; }

    /// <summary>
    /// Stops every loop of the team: it is checked before each block. Work that must not end half-done, such as an iteration of the
    /// descent, is run with <see cref="CancellationToken.None"/> here. Set it between loops only.
    /// </summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Runs a loop to its end, or until a block throws: then the exception of the lowest failed block is thrown here.</summary>
    /// <param name="blocks">How many blocks there are.</param>
    /// <param name="loop">The body.</param>
    /// <exception cref="OperationCanceledException"><see cref="Cancellation"/> was requested.</exception>
    public void Run(int blocks, IBlockLoop loop)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Cancellation.ThrowIfCancellationRequested();
        if (blocks <= 0)
        {
            return;
        }

        if (Interlocked.Exchange(ref _inLoop, 1) != 0)
        {
            throw new InvalidOperationException("A parallel loop is running already: loops of one team do not nest.");
        }

        try
        {
            if (Threads == 1 || blocks == 1)
            {
                RunAlone(blocks, loop);
            }
            else
            {
                RunTogether(blocks, loop);
            }
        }
        finally
        {
            _loop = null;
            Volatile.Write(ref _inLoop, 0);

            // A span of a mapped file does not hold the file; the loop does, in what it captured.
            GC.KeepAlive(loop);
        }
    }

    private void RunAlone(int blocks, IBlockLoop loop)
    {
        for (int block = 0; block < blocks; block++)
        {
            Cancellation.ThrowIfCancellationRequested();
            loop.Run(block, 0);
        }

        Cancellation.ThrowIfCancellationRequested();
    }

    private void RunTogether(int blocks, IBlockLoop loop)
    {
        _loop = loop;
        _blocks = blocks;
        _failure = null;
        _failedBlock = int.MaxValue;
        Volatile.Write(ref _next, 0);
        Volatile.Write(ref _open, true);
        Interlocked.Increment(ref _generation);
        for (int i = 0; i < _threads.Length; i++)
        {
            if (Interlocked.Exchange(ref _asleep[i], 0) == 1)
            {
                _wake[i].Release();
            }
        }

        TakeBlocks(0);

        // Who comes from now on finds the loop closed and reads nothing of it; who came before is counted and waited for.
        Interlocked.Exchange(ref _open, false);
        SpinWait wait = default;
        while (Volatile.Read(ref _inside) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        _failure?.Throw();
        Cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Runs a loop whose body is a delegate: for work that is done once, not in every iteration.</summary>
    /// <param name="blocks">How many blocks there are.</param>
    /// <param name="body">Receives the block and the worker.</param>
    public void Run(int blocks, Action<int, int> body) => Run(blocks, new DelegateLoop(body));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        foreach (SemaphoreSlim semaphore in _wake)
        {
            semaphore.Release();
        }

        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        foreach (SemaphoreSlim semaphore in _wake)
        {
            semaphore.Dispose();
        }
    }

    private void Work(int worker)
    {
        int seen = 0;
        while (true)
        {
            int spins = 0;
            while (Volatile.Read(ref _generation) == seen && !_disposed)
            {
                if (++spins < SpinsBeforeSleep)
                {
                    Thread.SpinWait(8);
                    continue;
                }

                // Announce the sleep first, then look once more: whoever starts a loop in between sees the announcement and wakes this
                // thread.
                Volatile.Write(ref _asleep[worker - 1], 1);
                Interlocked.MemoryBarrier();
                if (Volatile.Read(ref _generation) != seen && Interlocked.Exchange(ref _asleep[worker - 1], 0) == 1)
                {
                    break;
                }

                _wake[worker - 1].Wait();
            }

            if (_disposed)
            {
                return;
            }

            seen = Volatile.Read(ref _generation);
            Interlocked.Increment(ref _inside);
            if (Volatile.Read(ref _open))
            {
                TakeBlocks(worker);
            }

            Interlocked.Decrement(ref _inside);
        }
    }

    private void TakeBlocks(int worker)
    {
        IBlockLoop loop = _loop!;
        while (true)
        {
            int block = Interlocked.Increment(ref _next) - 1;

            // Blocks are taken in their order: all below a failed one have begun already, so the lowest failure is known when they end.
            if (block >= _blocks || block > Volatile.Read(ref _failedBlock) || Cancellation.IsCancellationRequested)
            {
                return;
            }

            try
            {
                loop.Run(block, worker);
            }
            catch (Exception exception)
            {
                Fail(block, exception);
            }
        }
    }

    private void Fail(int block, Exception exception)
    {
        lock (_threads)
        {
            if (block < _failedBlock)
            {
                _failedBlock = block;
                _failure = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }

    private sealed class DelegateLoop(Action<int, int> body) : IBlockLoop
    {
        public void Run(int block, int worker) => body(block, worker);
    }
}
