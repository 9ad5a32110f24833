// Prints which vectors the processor has for this process, then one line "name hash" for each probe. The first argument is the number of
// threads; with a second one, "calls", it prints in place of hashes which methods call operations of vectors (see VectorCalls). Tests start
// it with the runtime's switches set otherwise, which a process cannot change for itself, and compare the lines.
using System.Globalization;
using System.Runtime.Intrinsics;
using BhTsne.BitProbes;

int threads = int.Parse(args[0], CultureInfo.InvariantCulture);
bool wantsCalls = args is [_, "calls"];
using VectorCalls? calls = wantsCalls ? new VectorCalls() : null;
Console.WriteLine($"Vector512.IsHardwareAccelerated {Vector512.IsHardwareAccelerated}");
foreach ((string name, Action<BitHash, int> compute) in Probes.All)
{
    using BitHash bits = new();
    compute(bits, threads);
    if (!wantsCalls)
    {
        Console.WriteLine($"{name} {bits.Finish()}");
    }
}

foreach (string call in calls?.Collect() ?? [])
{
    Console.WriteLine(call);
}
