using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BhTsne.BitProbes;

/// <summary>
/// Which methods call operations of <see cref="Vector512{T}"/> in place of having them inlined, because the compiler's budget for one method
/// was spent: without AVX-512 each operation is a small method, and a loop of calls takes six times as long.
/// </summary>
internal sealed class VectorCalls : EventListener
{
    private const int CompilerKeyword = 0x1000;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, byte> _calls = new();
    private readonly ManualResetEventSlim _sawLast = new();

    /// <summary>The calls so far, a line "method operation" each. Waits until the runtime has reported a call that is made for this.</summary>
    /// <exception cref="TimeoutException">The runtime reported nothing.</exception>
    public IReadOnlyList<string> Collect()
    {
        OneTooMany(Vector512<float>.One);
        return _sawLast.Wait(_patience)
            ? [.. _calls.Keys.Order(StringComparer.Ordinal)]
            : throw new TimeoutException("The runtime did not report the calls of a method that has some.");
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _sawLast.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, (EventKeywords)CompilerKeyword);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // Events may come before this class's fields are set.
        if (_calls is null || eventData.EventName?.StartsWith("MethodJitInliningFailed", StringComparison.Ordinal) != true)
        {
            return;
        }

        string Text(int place) => eventData.Payload?[place] as string ?? "";
        string type = Text(0), method = Text(1), inlinedType = Text(6), operation = Text(7), reason = Text(10);
        if (reason is "inline exceeds budget" or "too many locals"
            && inlinedType.StartsWith("System.Runtime.Intrinsics.Vector512", StringComparison.Ordinal))
        {
            _calls.TryAdd($"{type}.{method} {operation}", 0);
            if (method == nameof(OneTooMany))
            {
                _sawLast.Set();
            }
        }
    }

    /// <summary>A thousand operations in one method: more than the budget, always.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<float> OneTooMany(Vector512<float> value) => Often<Often<Often<Often<Once>>>>.Apply(value);

    private interface IOperation
    {
        static abstract Vector512<float> Apply(Vector512<float> value);
    }

    private readonly struct Once : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Apply(Vector512<float> value) => Vector512.FusedMultiplyAdd(value, value, value);
    }

    private readonly struct Often<TOperation> : IOperation
        where TOperation : struct, IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Apply(Vector512<float> value)
        {
            value = TOperation.Apply(value);
            value = TOperation.Apply(value);
            value = TOperation.Apply(value);
            value = TOperation.Apply(value);
            value = TOperation.Apply(value);
            return TOperation.Apply(value);
        }
    }
}
