using System.Runtime.ExceptionServices;

namespace BhTsne.Scheduling;

/// <summary>One piece of work on a thread of its own, beside the worker threads. Safe to ask from several threads.</summary>
internal sealed class BackgroundWork
{
    private readonly Thread _thread;
    private volatile bool _isDone;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Starts the work.</summary>
    /// <param name="name">Of the thread.</param>
    /// <param name="work">What to do.</param>
    public BackgroundWork(string name, Action work)
    {
        _thread = new Thread(() => Run(work)) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Whether it has ended, well or not.</summary>
    public bool IsDone => _isDone;

    /// <summary>Waits for its end, well or not.</summary>
    public void Join() => _thread.Join();

    /// <summary>Waits for its end; throws what the work threw.</summary>
    public void Wait()
    {
        _thread.Join();
        _failure?.Throw();
    }

    private void Run(Action work)
    {
        try
        {
            work();
        }
#pragma warning disable CA1031 // It is thrown to the thread that waits.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }

        _isDone = true;
    }
}
