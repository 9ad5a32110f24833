using System.Runtime.CompilerServices;

namespace BhTsne.Numerics;

/// <summary>How the methods are compiled in which the engine spends its time.</summary>
internal static class HotLoop
{
    /// <summary>
    /// Compiled with full optimisation at the first call, as runs are short, and never inlined. The compiler inlines only up to a budget
    /// for each method that it compiles, and on a processor without AVX-512 every operation of sixteen lanes is a small method to inline. A
    /// loop that was inlined into its caller would share one budget with it: what exceeds it becomes calls, which take six times as long.
    /// </summary>
    public const MethodImplOptions Options = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
