using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BhTsne.BitProbes;

/// <summary>
/// Which methods of the engine were compiled, and which of them call small methods that were to be inlined, because the compiler reached
/// one of its limits. Without AVX-512 each operation of <see cref="Vector512{T}"/> is a small method: a loop of calls takes six times as
/// long.
/// </summary>
internal sealed class VectorCalls : EventListener
{
    private const int CompilerKeyword = 0x1000;
    private const string Engine = "BhTsne.";
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private static readonly string[] _limits = ["inline exceeds budget", "too many locals", "too deep"];
    private readonly ConcurrentDictionary<string, byte> _lines = new();
    private readonly ConcurrentDictionary<string, byte> _sentinels = new();
    private Type _mark = typeof(Mark<int>);

    /// <summary>A line "compiled METHOD" for each method of the engine, and "call METHOD OPERATION" for each call.</summary>
    public IEnumerable<string> Lines => _lines.Keys.Order(StringComparer.Ordinal);

    /// <summary>
    /// Waits until the runtime has reported all so far, by making a method that must have such calls. It reports in the order of time, and
    /// drops what it cannot hold, so this is called often. Only without AVX-512 are there any.
    /// </summary>
    /// <exception cref="TimeoutException">The runtime reported nothing.</exception>
    public void Wait()
    {
        _mark = typeof(Mark<>).MakeGenericType(_mark);
        Type sentinel = typeof(Sentinel<>).MakeGenericType(_mark);
        sentinel.GetMethod(nameof(Sentinel<>.OneTooMany), BindingFlags.Static | BindingFlags.Public)!.Invoke(null, null);
        int depth = Depth(sentinel.ToString());
        if (!SpinWait.SpinUntil(() => _sentinels.Keys.Any(seen => Depth(seen) == depth), _patience))
        {
            throw new TimeoutException("The runtime did not report the calls of a method that has some.");
        }
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
        if (eventData.EventName?.StartsWith("MethodJitInlining", StringComparison.Ordinal) != true)
        {
            return;
        }

        string Text(int place) => eventData.Payload?[place] as string ?? "";
        string type = Text(0), method = $"{type}.{Text(1)}", inlined = Text(6);
        if (!type.StartsWith(Engine, StringComparison.Ordinal))
        {
            return;
        }

        _lines.TryAdd($"compiled {method}", 0);
        if (eventData.EventName.StartsWith("MethodJitInliningFailed", StringComparison.Ordinal)
            && _limits.Contains(Text(10))
            && (inlined.StartsWith("System.Runtime.Intrinsics.", StringComparison.Ordinal)
                || inlined.StartsWith(Engine, StringComparison.Ordinal)))
        {
            (type.Contains("Sentinel", StringComparison.Ordinal) ? _sentinels : _lines).TryAdd($"call {method} {inlined}.{Text(7)}", 0);
        }
    }

    private static int Depth(string text) => text.Split("Mark`1").Length - 1;

    private interface IOperation
    {
        static abstract Vector512<float> Apply(Vector512<float> value);
    }

    /// <summary>Each has more than a thousand operations: more than the budget.</summary>
    private static class Sentinel<TMark>
        where TMark : struct
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static float OneTooMany() => Often<Often<Often<Often<Once>>>>.Apply(Vector512<float>.One).ToScalar();
    }

    private readonly struct Mark<TMark>
        where TMark : struct;

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
